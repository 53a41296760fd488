"""Every key that is cited stands in references.bib, and every entry there is cited somewhere.

Keys are cited with {cite}`key` on pages, in the source columns of the tables and of
data/claims.csv, in retorno:source of data/datapackage.json, and as reported_by in analyses.
An entry that nothing cites is deleted or cited: a bibliography is no reading list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from retorno.checks.reading.bibliography import keys
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.descriptor import FILE, data_sets, line_of
from retorno.checks.reading.recording_calls import recordings
from retorno.project.csv_tables import records
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
LOST = "a citation of it (does a sentence cite another key in its place?), or no entry"
AROUND = re.compile(r"\{[^{}]*\}")
"""Text that a citation shows before or after a key: {see}key."""


class Use(NamedTuple):
    """A key and where it is cited."""

    file: str
    line: int
    place: str
    key: str


def check(content: Content) -> Iterator[Problem]:
    """Compare the keys cited with the keys of the bibliography, both ways."""
    known = keys(content)
    cited: set[str] = set()
    told: set[tuple[str, str]] = set()
    for use in _uses(content):
        cited.add(use.key)
        if use.key not in known and (use.file, use.key) not in told:
            told.add((use.file, use.key))
            wrong = f"“{use.key}” is no key of references.bib.{nearest(use.key, known)}"
            yield Problem(
                use.file, use.line, use.place, wrong, "the key of an entry; a new source gets its entry first"
            )
    for key, line in known.items():
        if key not in cited:
            yield Problem("references.bib", line, "", f"nothing cites “{key}”", LOST)


def _uses(content: Content) -> Iterator[Use]:
    for page in content.pages:
        yield from _on_page(page)
    yield from _in_data(content)


def _on_page(page: Page) -> Iterator[Use]:
    """Keys in the roles of a page, and in what its code records."""
    for line, role, text in page.roles:
        if role.split(":")[0] in ("cite", "footcite"):
            for key in AROUND.sub("", text).split(","):
                yield Use(page.file, line, role, key.strip())
    for call in recordings(page):
        if call.reported_by:
            yield Use(page.file, call.line, "reported_by", call.reported_by)


def _in_data(content: Content) -> Iterator[Use]:
    """Keys in the descriptions of the data sets, in their rows, and in the register of claims."""
    paths = {content.project.data / "claims.csv"}
    for data_set in data_sets(content):
        paths.add(data_set.path)
        for key in data_set.about("source", []):
            line = line_of(content, data_set.name, "retorno:source", key)
            yield Use(FILE, line, f"{data_set.name}, retorno:source", key)
    for path in sorted(paths):
        for line, record in records(path):
            if key := record.get("source", ""):
                yield Use(content.project.relative(path), line, "column source", key)
