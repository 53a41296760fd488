"""Whether a return was voluntary is a claim to be examined, not a word of our own.

The book says *assisted return* or *return under the programme*. "Voluntary return" stands in
quotation marks, in the name of a programme (assisted voluntary return, with or without
reintegration; voluntary humanitarian return), as a term linked with the role `term`, or in the
glossary. *Voluntary departure* is a term of law and *voluntary repatriation* one of refugee
protection; both may be used for what they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.contested_words import explained, own_voice, told_by_data
from retorno.checks.content import Content, Page
from retorno.problems import Problem

SEVERITY = "warning"

VOLUNTARY = re.compile(
    r"(?<!assisted )(?<!Assisted )(?<!non-)\bvoluntary\s+return(?:s|ees?)?\b(?!\s+and\s+reintegration)"
    r"|\bvoluntarily\s+return(?:s|ed|ing)?\b|\breturn(?:s|ed|ing)?\s+voluntarily\b",
    re.I,
)
TERM = re.compile(r"\{term\}`[^`]*voluntary\s+return[^`]*`", re.I)
EXEMPT = {"chapters/reference/glossary"}
RIGHT = "“assisted return” or “return under the programme”; or a quotation, in quotation marks, with its speaker"


def check(content: Content) -> Iterator[Problem]:
    """Find returns that the book itself calls voluntary."""
    for page in content.pages:
        if page.name in EXEMPT:
            continue
        linked = _linked(page)
        exempt = explained(page)
        for passage in own_voice(page):
            for line, words in passage.find(VOLUNTARY):
                if line not in linked and not any(line in lines for lines in exempt):
                    yield _problem(page.file, line, words)
    for file, passage in told_by_data(content):
        for line, words in passage.find(VOLUNTARY):
            yield _problem(file, line, words)


def _linked(page: Page) -> set[int]:
    """The lines on which the words are a link to the glossary."""
    return {page.line_of(match.start()) for match in TERM.finditer(page.text)}


def _problem(file: str, line: int, words: str) -> Problem:
    return Problem(file, line, f"“{words}”", "the book's own voice calls a return voluntary", RIGHT)
