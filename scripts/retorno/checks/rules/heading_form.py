"""A heading ends without a mark, and has capitals for its first word and for names.

Headings stand in the table of contents, in the search and in the sidebar, one below the other: a full stop, a colon or
an exclamation mark at the end of one, or capitals for every word of it, sets it apart from all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.english_words import dictionary
from retorno.project.page_source import CODE, ROLE, without
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
WORD = re.compile(r"[^\W\d_]+")
LEAST = 3
"""Plain words with a capital, behind the first word, from which on a heading has capitals for every word."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the headings of all pages."""
    for page in content.pages:
        for heading in page.headings:
            text = without(heading.text, ROLE, CODE).strip()
            if text.endswith((".", ",", ";", ":", "!")) and not text.endswith(("…", "etc.")):
                wrong = f"the heading ends with “{text[-1]}”"
                yield Problem(page.file, heading.line, f"“{heading.text}”", wrong, "no mark, or a question mark")
            if heading.level > 1 and _has_capitals(text):
                wrong, right = "the heading has capitals for every word", "one for its first word, and for names"
                yield Problem(page.file, heading.line, f"“{heading.text}”", wrong, right)


def _has_capitals(text: str) -> bool:
    """Whether every long word of a heading has a capital, though a dictionary has them without."""
    if "," in text:  # a row of names
        return False
    words = [word for word in WORD.findall(text)[1:] if len(word) > 3]
    raised = [word for word in words if word.istitle() and word.lower() in dictionary()]
    return len(raised) >= LEAST and all(word.istitle() or word.isupper() for word in words)
