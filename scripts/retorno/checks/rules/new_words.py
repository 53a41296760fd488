"""A word that no dictionary has is put into the book's own list once somebody has looked at it.

The list is `policy/words/spelling.toml`; its first lines say how to add a word. A word that is one slip away from one
of the dictionary is told by the rule `spelling`, and has to be mended; of others this only asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.unknown_words import unknown_words
from retorno.project.problems import Problem

SEVERITY = "warning"
READS_ENGLISH = True


def check(content: Content) -> Iterator[Problem]:
    """Tell of the unknown words that are near no other."""
    for found in unknown_words(content):
        if not found.meant:
            right = "another word, or this one in policy/words/spelling.toml"
            yield Problem(found.file, found.line, f"“{found.word}”", "no dictionary has this word", right)
