"""How much a text says: its different words, so that “x” and “text text text” are seen to say nothing."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]{2,}")


def words(text: str) -> frozenset[str]:
    """The different words of *text* that have two letters or more."""
    return frozenset(word.lower() for word in WORD.findall(text))
