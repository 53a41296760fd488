"""Whether a text is English: by how many of its words a dictionary of English knows."""

from __future__ import annotations

from functools import lru_cache

from retorno.checks.reading.english_words import SHORTEST, WORD, is_known

LEAST = 8
"""Words from which on a language can be told."""

MOST = 0.5
"""The share of unknown words from which on a text is of another language; names are unknown, too."""


@lru_cache(maxsize=4096)
def is_foreign(text: str) -> bool:
    """Whether most words of *text* are no English words."""
    words = [match[0] for match in WORD.finditer(text) if len(match[0]) >= SHORTEST]
    return len(words) >= LEAST and sum(not is_known(word) for word in words) > MOST * len(words)
