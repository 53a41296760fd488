"""A chapter is read in one sitting: 700 to 3,000 words.

Counted are the words of the prose, with one word for each value of the registry; code and
citations do not count. A longer chapter wants to be two, a shorter one is a stub. What is a chapter
is told by the rule `chapter-shape`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.chapters import chapters
from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "warning"

SHORTEST, LONGEST = 700, 3000
SHOWN = {"finding", "claim", "dataset", "quoted"}


def check(content: Content) -> Iterator[Problem]:
    """Count the words of each chapter."""
    for page in chapters(content):
        count = words(page)
        if not SHORTEST <= count <= LONGEST:
            wrong = f"the chapter has {count} words"
            yield Problem(page.file, 0, "", wrong, f"{SHORTEST} to {LONGEST} words, without code and citations")


def words(page: Page) -> int:
    """The number of words that readers of *page* see, code and citations aside."""
    typed = sum(any(letter.isalnum() for letter in word) for line in page.prose for word in line.split())
    return typed + sum(role.name in SHOWN for role in page.roles)
