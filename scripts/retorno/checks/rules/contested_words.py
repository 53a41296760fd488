"""Contested words stand only in quotation marks, with the name of whoever says them.

Some words take a side, put people among goods or waters, or say more than is known. The book's
own voice uses the word that the message names. Where somebody is quoted, put the words between
quotation marks or into the role `quoted`, and say who speaks. A section that explains such words
is left alone when it carries the comment `% contested-words: explained here`; that holds up to
the next heading of the same or a higher level. Read are the pages, the texts in notebooks, and
what `data/` tells in words. The words stand in `policy/words/contested-words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import Passage, explained, own_voice, told_by_data
from retorno.checks.reading.word_lists import Words, words_to_avoid
from retorno.project.problems import Problem

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Find contested words that nobody is quoted for."""
    words = words_to_avoid(content, "contested-words")
    for page in content.pages:
        exempt = explained(page)
        found = (problem for passage in own_voice(page) for problem in _problems(words, page.file, passage))
        yield from (problem for problem in found if problem.line not in exempt)
    for file, passage in told_by_data(content):
        yield from _problems(words, file, passage)


def _problems(avoided: Words, file: str, passage: Passage) -> Iterator[Problem]:
    for match, instead in avoided.find(passage):
        words = " ".join(match[0].split())
        line = passage.line_of(match.start())
        right = f"{instead}; or a quotation, in quotation marks, with its speaker"
        yield Problem(file, line, f"“{words}”", "a contested word in the book's own voice", right)
