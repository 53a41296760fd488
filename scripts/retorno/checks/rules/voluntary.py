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

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.own_voice import Passage, Words, explained, own_voice, told_by_data
from retorno.project.problems import Problem

SEVERITY = "warning"

VOLUNTARY = Words(
    {
        r"(?<!assisted\s)(?<!non-)voluntary returns?(?!\s+and\s+reintegration)|voluntary returnees?": "",
        r"voluntarily return(?:s|ed|ing)?|return(?:s|ed|ing)? voluntarily": "",
    },
    re.I,
)
EXEMPT = "chapters/reference/glossary"
WRONG = "the book's own voice calls a return voluntary"
RIGHT = "“assisted return” or “return under the programme”; or a quotation, in quotation marks, with its speaker"


def check(content: Content) -> Iterator[Problem]:
    """Find returns that the book itself calls voluntary."""
    for page in content.pages:
        if page.name != EXEMPT:
            exempt = explained(page) | _linked(page)
            found = (problem for passage in own_voice(page) for problem in _problems(page.file, passage))
            yield from (problem for problem in found if problem.line not in exempt)
    for file, passage in told_by_data(content):
        yield from _problems(file, passage)


def _problems(file: str, passage: Passage) -> Iterator[Problem]:
    for match, _ in VOLUNTARY.find(passage):
        words = " ".join(match[0].split())
        yield Problem(file, passage.line_of(match.start()), f"“{words}”", WRONG, RIGHT)


def _linked(page: Page) -> set[int]:
    """The lines on which the words are a link to the glossary."""
    return {role.line for role in page.roles if role.name == "term" and "voluntary return" in role.said.casefold()}
