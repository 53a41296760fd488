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
from retorno.checks.reading.own_voice import explained
from retorno.checks.reading.word_lists import avoided
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True


def check(content: Content) -> Iterator[Problem]:
    """Find contested words that nobody is quoted for."""
    for found in avoided(content, "contested-words", explained):
        right = f"{found.instead}; or a quotation, in quotation marks, with its speaker"
        yield Problem(found.file, found.line, f"“{found.words}”", "a contested word in the book's own voice", right)
