"""Whether a return was voluntary is a claim to be examined, not a word of our own.

The book says *assisted return* or *return under the programme*. "Voluntary return" stands in
quotation marks, in the name of a programme (assisted voluntary return, with or without
reintegration; voluntary humanitarian return), as a term linked with the role `term`, or in the
glossary. *Voluntary departure* is a term of law and *voluntary repatriation* one of refugee
protection; both may be used for what they name. The words stand in `policy/words/voluntary.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.own_voice import Passage, explained, own_voice, told_by_data
from retorno.checks.reading.word_lists import Words, words_to_avoid
from retorno.project.problems import Problem

SEVERITY = "warning"

EXEMPT = "chapters/reference/glossary"
WRONG = "the book's own voice calls a return voluntary"
OR = "or a quotation, in quotation marks, with its speaker"


def check(content: Content) -> Iterator[Problem]:
    """Find returns that the book itself calls voluntary."""
    words = words_to_avoid(content, "voluntary")
    for page in content.pages:
        if page.name != EXEMPT:
            exempt = explained(page) | _linked(page)
            found = (problem for passage in own_voice(page) for problem in _problems(words, page.file, passage))
            yield from (problem for problem in found if problem.line not in exempt)
    for file, passage in told_by_data(content):
        yield from _problems(words, file, passage)


def _problems(avoided: Words, file: str, passage: Passage) -> Iterator[Problem]:
    for match, instead in avoided.find(passage):
        words, right = " ".join(match[0].split()), f"{instead}; {OR}"
        yield Problem(file, passage.line_of(match.start()), f"“{words}”", WRONG, right)


def _linked(page: Page) -> set[int]:
    """The lines on which the words are a link to the glossary."""
    return {role.line for role in page.roles if role.name == "term" and "voluntary return" in role.said.casefold()}
