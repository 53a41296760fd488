"""Whether a return was voluntary is a claim to be examined, not a word of our own.

The book says *assisted return* or *return under the programme*. "Voluntary return" stands in
quotation marks, in the name of a programme (assisted voluntary return, with or without
reintegration; voluntary humanitarian return), as a term linked with the role `term`, or in the
glossary. *Voluntary departure* is a term of law and *voluntary repatriation* one of refugee
protection; both may be used for what they name. The words stand in `policy/words/voluntary.toml`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.own_voice import explained
from retorno.checks.reading.word_lists import avoided
from retorno.project.problems import Problem

SEVERITY = "warning"
READS_ENGLISH = True

GLOSSARY = "chapters/reference/glossary"
WRONG = "the book's own voice calls a return voluntary"


def check(content: Content) -> Iterator[Problem]:
    """Find returns that the book itself calls voluntary."""
    for found in avoided(content, "voluntary", _free):
        right = f"{found.instead}; or a quotation, in quotation marks, with its speaker"
        yield Problem(found.file, found.line, f"“{found.words}”", WRONG, right)


def _free(page: Page) -> Container[int]:
    """The lines on which the words may stand: where they are explained, or a link to the glossary."""
    if page.name == GLOSSARY:
        return range(1, len(page.lines) + 1)
    linked = (role.line for role in page.roles if role.name == "term" and "voluntary return" in role.said.casefold())
    return explained(page).union(linked)
