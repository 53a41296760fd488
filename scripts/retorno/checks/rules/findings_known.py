"""What a page shows of the registry exists.

The roles finding, claim, verdict and dataset, and the directives data-set and data-table, name
something by its id. A finding is recorded by an analysis (record) or stands in
data/cited-figures.csv; claims and verdicts go by the ids of data/claims.csv, data sets by the
names in data/datapackage.json. A wrong id would leave a gap in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.descriptor import data_sets
from retorno.checks.reading.recording_calls import recorded
from retorno.checks.reading.register import claims
from retorno.project.problems import Problem, nearest

SEVERITY = "error"

Known = tuple[Callable[[str], bool], list[str], str]
"""Whether an id is known, the ids to choose a hint from, and where they stand."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the ids named on all pages with those that exist."""
    known = _known(content)
    for page in content.pages:
        for line, role, id in _named(page):
            if role in known and not known[role][0](id):
                _, names, where = known[role]
                kind = {"verdict": "claim", "dataset": "data set"}.get(role, role)
                yield Problem(
                    page.file, line, role, f"there is no {kind} “{id}”.{nearest(id, names)}", f"an id {where}"
                )


def _known(content: Content) -> dict[str, Known]:
    """What each role may name."""
    ids, calls = recorded(content)
    of_claims, of_data = list(claims(content)), [data_set.name for data_set in data_sets(content)]
    told = "of data/claims.csv"
    return {
        "finding": (
            lambda name: name in ids or any(call.is_about(name) for call in calls),
            sorted(ids),
            "that an analysis records, or of data/cited-figures.csv",
        ),
        "claim": (of_claims.__contains__, of_claims, told),
        "verdict": (of_claims.__contains__, of_claims, told),
        "dataset": (of_data.__contains__, of_data, "of a data set in data/datapackage.json"),
    }


def _named(page: Page) -> Iterator[tuple[int, str, str]]:
    """Line, role and id of everything that the page shows of the registry."""
    yield from page.roles
    for shown in page.directives("data-set", "data-table"):
        yield shown.line, "dataset", shown.argument
