"""Each entry of the glossary gives its Spanish word.

Case workers look a word up in either language, the search finds it by both, and an edition in Spanish begins with these
words. An entry ends with *Spanish:* and the word, with the country where it is used if it is not used everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"
GLOSSARY = "chapters/reference/glossary"
MARK = "*Spanish:*"


def check(content: Content) -> Iterator[Problem]:
    """Look at the end of each entry."""
    for page in content.pages:
        if page.name == GLOSSARY:
            for line, term, told in _entries(page):
                if MARK not in told:
                    right = f"{MARK} and the word, at its end"
                    yield Problem(page.file, line, term, "the entry has no Spanish word", right)


def _entries(page: Page) -> Iterator[tuple[int, str, str]]:
    """Line, first term and text of each entry that has a text."""
    for glossary in page.directives("glossary"):
        line, terms, told = 0, list[str](), list[str]()
        for number, text in enumerate([*glossary.text.split("\n"), "end"], start=glossary.body_line):
            if text[:1].strip() and not text.startswith(("%", "..", ":")):
                if told:
                    yield line, terms[0], " ".join(told)
                    terms, told = [], []
                line = line if terms else number
                terms.append(text.strip())
            elif text.strip() and terms:
                told.append(text.strip())
