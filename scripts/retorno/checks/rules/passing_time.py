"""A time is named by its date, not by how long ago it was.

A page is read for years: *last year* is another year by then, and *currently* was true on a day that nobody knows.
Write the year or the month, or *as of* and the day on which it was read. The words stand in
`policy/words/passing-time.toml`; a quotation keeps those of its author, and so does an invented case.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.word_lists import avoided
from retorno.project.problems import Problem

SEVERITY = "warning"
READS_ENGLISH = True
MAY_BE_ALLOWED = True


def check(content: Content) -> Iterator[Problem]:
    """Look for them in what the pages say in their own voice."""
    pages = {page.file for page in content.pages}
    for found in avoided(content, "passing-time", _invented):
        if found.file in pages:  # statements in the register are those of their sources
            wrong = "which time this is depends on when it is read"
            yield Problem(found.file, found.line, f"“{found.words}”", wrong, found.instead)


def _invented(page: Page) -> set[int]:
    """The lines of exercises and their solutions."""
    return {line for block in page.directives("exercise", "solution") for line in range(block.line, block.end + 1)}
