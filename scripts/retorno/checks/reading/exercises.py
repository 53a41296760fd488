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
    for heading, lines in page.sections():
        if heading.text in SECTIONS:
            found.update((heading.line, *lines))
    return frozenset(found)
