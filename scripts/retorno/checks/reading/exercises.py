"""The parts of a page where numbers and words are invented for teaching."""

from __future__ import annotations

from functools import lru_cache

from retorno.checks.reading.content import Page

DIRECTIVES = ("exercise", "solution")
SECTIONS = ("Questions for discussion", "Exercise", "Exercises")


@lru_cache(maxsize=512)
def exercise_lines(page: Page) -> frozenset[int]:
    """The lines of exercises and questions, where numbers are invented."""
    found: set[int] = set()
    for block in page.directives(*DIRECTIVES):
        found.update(range(block.line, block.end + 1))
    headings = [*page.headings]
    for heading, after in zip(headings, [*headings[1:], None], strict=False):
        if heading.text in SECTIONS:
            found.update(range(heading.line, after.line if after else len(page.lines) + 1))
    return frozenset(found)
