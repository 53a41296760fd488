"""Nothing stands twice on one page: no paragraph, no row of a table.

What was pasted twice is read twice, and mended once the next time. A paragraph or an item counts from eight words,
a row of a table always. Where a page means to say a thing again: % allowed: repeated-passages, why.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
SHORTEST = 8
"""Words of a paragraph that nobody writes twice by chance."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the paragraphs of each page, and the rows of each table."""
    for page in content.pages:
        for line, text in (*_twice(_paragraphs(page)), *_rows(page)):
            wrong = "this stands on the page already"
            yield Problem(page.file, line, f"“{text[:40]}…”", wrong, "once, in the place where it belongs")


def _paragraphs(page: Page) -> Iterator[tuple[int, str]]:
    rows = {line for table in page.blocks if table.kind == "table" for line in range(table.line, table.end + 1)}
    for block in page.blocks:
        if block.kind == "text" and not block.level and block.line not in rows:
            text = " ".join(block.text.split())
            if text.count(" ") + 1 >= SHORTEST:
                yield block.line, text


def _rows(page: Page) -> Iterator[tuple[int, str]]:
    for table in page.blocks:
        if table.kind == "table":
            lines = ((number, " ".join(page.lines[number - 1].split())) for number in range(table.line, table.end + 1))
            yield from _twice((number, row) for number, row in lines if row.strip("|-: &nbsp;"))


def _twice(found: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for line, text in found:
        if text in seen:
            yield line, text
        seen.add(text)
