"""British English words: a list made from SCOWL (Debian's wbritish-large), and the book's own words.

A list of whole words and no library: bindings of hunspell come without a British dictionary, and those
dictionaries are made from the same lists.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from string import ascii_lowercase

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import listed

FILE = Path(__file__).with_name("british-english.txt.gz")
WORD = re.compile(r"(?<![\w@/.-])[^\W\d_]+(?:[’'][^\W\d_]+)*(?![\w@]|[/.]\w)")
"""A word: letters and apostrophes; parts of addresses, file names and ids are none."""

SHORTEST = 3
"""Shorter words are left alone: there are too many short forms."""


@cache
def dictionary() -> frozenset[str]:
    """The words of the list, those with a capital as they are and in small letters."""
    written = gzip.decompress(FILE.read_bytes()).decode().split()
    return frozenset(written) | frozenset(word.lower() for word in written)


@lru_cache(maxsize=2)
def own_words(content: Content) -> frozenset[str]:
    """The words that the book adds (``policy/words/spelling.toml``)."""
    return frozenset(word.lower() for word in listed(content, "spelling"))


def is_known(word: str, more: frozenset[str] = frozenset()) -> bool:
    """Whether *word* is in the dictionary or among *more*, in any case, with or without 's."""
    plain = word.replace("’", "'").lower()
    bare = re.sub(r"'s?$", "", plain)
    known = dictionary()
    if len(bare) < SHORTEST or plain in known or bare in known or bare in more or plain in more:
        return True
    return bare.endswith("s") and is_known(bare[:-1], more)


def near(word: str) -> Iterator[str]:
    """Words of the dictionary one slip away: a letter too much, one too few, one for another, two turned round."""
    known, letters = dictionary(), f"{ascii_lowercase}’'é"
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    turned = (head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1)
    less = (head + tail[1:] for head, tail in parts if tail)
    more = (head + letter + tail for head, tail in parts for letter in letters)
    other = (head + letter + tail[1:] for head, tail in parts if tail for letter in letters)
    return (one for one in chain(turned, less, more, other) if one != word and one in known)
