"""A chapter is read in one sitting, 700 to 3,000 words, and a sheet is one sheet.

Counted are the words of the prose, with one word for each value of the registry; code and
citations do not count. A longer chapter wants to be two, a shorter one is a stub. What is a chapter
is told by the rule `chapter-shape`. A brief or a tool is one sheet of paper: at most 450 words.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.chapters import chapters
from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "warning"

SHORTEST, LONGEST = 700, 3000
SHEETS, MOST_ON_A_SHEET = ("chapters/briefs/", "chapters/tools/"), 450
SHOWN = {"finding", "claim", "dataset", "quoted"}


def check(content: Content) -> Iterator[Problem]:
    """Count the words of each chapter and of each sheet."""
    for page in chapters(content):
        count = words(page)
        if not SHORTEST <= count <= LONGEST:
            wrong = f"the chapter has {count} words"
            yield Problem(page.file, 0, "", wrong, f"{SHORTEST} to {LONGEST} words, without code and citations")
    for page in content.pages:
        if page.name.startswith(SHEETS) and (count := words(page)) > MOST_ON_A_SHEET:
            wrong, right = f"the sheet has {count} words", f"at most {MOST_ON_A_SHEET}, which fit on one side of paper"
            yield Problem(page.file, 0, "", wrong, right)


def words(page: Page) -> int:
    """The number of words that readers of *page* see, code and citations aside."""
    typed = sum(any(letter.isalnum() for letter in word) for line in page.prose for word in line.split())
    return typed + sum(role.name in SHOWN for role in page.roles)
