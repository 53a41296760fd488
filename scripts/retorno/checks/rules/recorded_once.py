"""A finding has an id of its own, and its statement speaks of its own period.

An id that is recorded twice would give one sentence two values. The statement is what readers see when
they ask what a number counts: the year that it names is that of period=, or of base=, which a change is
compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import Facts, recorded
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def check(content: Content) -> Iterator[Problem]:
    """Compare the ids that are written out with one another, and each statement with its period."""
    first: dict[str, Facts] = {}
    for page in content.pages:
        for found in recorded(page):
            before = first.setdefault(found.id, found)
            if before is not found:
                wrong = f"the finding “{found.id}” is already recorded in {before.file}:{before.line}"
                yield Problem(found.file, found.line, f"record {found.id}", wrong, "an id of its own for each finding")
            yield from _statement(found)


def _statement(found: Facts) -> Iterator[Problem]:
    own, told = YEAR.findall(found.period + " " + found.base), set(YEAR.findall(found.statement))
    if own and told and "{" not in found.statement and " against " not in found.statement:
        years = {str(year) for year in range(int(min(own)), int(max(own)) + 1)}
        if not told & years:
            wrong = f"the statement speaks of {' and '.join(sorted(told))}, and the period is {found.period}"
            yield Problem(found.file, found.line, f"record {found.id}", wrong, "the same year in both")
