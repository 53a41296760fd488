"""Sizes in words: “three million”, “doubled”, “two thirds” (``policy/words/number-words.toml``)."""

from __future__ import annotations

import re
from functools import lru_cache

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import patterns

NOTHING = re.compile(r"(?!)")


@lru_cache(maxsize=2)
def size_words(content: Content) -> re.Pattern[str]:
    """What finds them; nothing where the book has no list."""
    found = patterns(content, "number-words")
    return re.compile("|".join(f"(?:{one})" for one in found), re.I) if found else NOTHING
