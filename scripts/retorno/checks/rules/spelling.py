"""Words are spelt as a dictionary of British English has them.

A word that no dictionary has and that is one slip away from one that it has was most likely mistyped: a letter
too much, one too few, one for another, two turned round. Every word in small letters is looked up, and words
with a capital that are near the name of a country. Quotations, code, ids, words in *emphasis* and words
with an accent are left alone: they may be of another language. A right word goes into
`policy/words/spelling.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.unknown_words import unknown_words
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
RIGHT = "“{}”; or, where the word is right, the word in policy/words/spelling.toml"


def check(content: Content) -> Iterator[Problem]:
    """Tell of the unknown words that are near a known one."""
    for found in unknown_words(content):
        if found.meant:
            wrong = f"the dictionary has no such word. Did you mean “{found.meant}”?"
            yield Problem(found.file, found.line, f"“{found.word}”", wrong, RIGHT.format(found.meant))
