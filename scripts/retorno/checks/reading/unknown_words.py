"""The words of the book's own voice that no dictionary has, each once a file, with the word that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from babel.core import Locale

from retorno.checks.reading.content import Content
from retorno.checks.reading.english_words import WORD, is_known, near, own_words
from retorno.checks.reading.foreign_text import is_foreign
from retorno.checks.reading.own_voice import Passage, own_voice, told_by_data
from retorno.checks.reading.word_lists import words_to_avoid
from retorno.project.csv_tables import records
from retorno.project.page_source import without

FOREIGN = re.compile(
    r"\*Spanish:\*[^\n]*|(?<![\w*])\*(?=[^\s*])[^*\n]{2,90}\*(?![\w*])|\*\*[^*\n]{2,120}\*\*|(?<!\w)_[^_\n]{2,90}_(?!\w)"
)
"""What is set apart, mostly for being of another language; in bold only names of programmes are."""

TOLD = ("british-spelling", "glossary-terms")
"""Rules that tell of the words in their lists."""


LONG = 5
"""Letters from which on a word that is one slip away is more likely meant than not."""


class Unknown(NamedTuple):
    """A word, where it stands, and the word of the dictionary that is one slip away; empty if there is none."""

    file: str
    line: int
    word: str
    meant: str


@lru_cache(maxsize=2)
def unknown_words(content: Content) -> tuple[Unknown, ...]:
    """All of them, by file and line."""
    names = _names(content)
    more = own_words(content) | {name.lower() for name in names.values()}
    avoided = [words_to_avoid(content, rule) for rule in TOLD]
    passages = [(page.file, passage) for page in content.pages for passage in own_voice(page)]
    found: dict[tuple[str, str], Unknown] = {}
    for file, passage in [*passages, *told_by_data(content)]:
        for position, word, meant in _unknown(passage, more, names):
            if not any(list(words.find(Passage(1, word))) for words in avoided):
                found.setdefault((file, word), Unknown(file, passage.line_of(position), word, meant))
    return tuple(found.values())


def _unknown(passage: Passage, more: frozenset[str], names: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Position, word and the nearest word of the dictionary."""
    plain = without(passage.text, FOREIGN)
    for match in WORD.finditer(plain):
        word = match[0]
        if not word.isascii() and not set(word) <= set("abcdefghijklmnopqrstuvwxyz’'"):
            continue
        if word.islower() and not is_known(word, more):
            if not is_foreign(_around(plain, match.start())):
                yield match.start(), word, next(near(word), "") if len(word) >= LONG else ""
        elif word.istitle() and not is_known(word, more) and (slip := names.get(_skeleton(word))):
            yield match.start(), word, slip


def _around(text: str, position: int) -> str:
    """The paragraph around a position."""
    start, end = text.rfind("\n\n", 0, position) + 1, text.find("\n\n", position)
    return text[start : end if end >= 0 else len(text)]


def _names(content: Content) -> dict[str, str]:
    """The names of countries by what is left of them when letters are turned round."""
    found = [row.get("name", "") for _, row in records(content.project.data / "places.csv")]
    found += Locale("en").territories.values()
    single = [word for name in found for word in name.split() if len(word) > 5 and word.istitle()]
    return {_skeleton(name): name for name in single}


def _skeleton(word: str) -> str:
    """First letter and the others in the order of the alphabet, each once: what most slips leave alone."""
    return word[:1].lower() + "".join(sorted(set(word[1:].lower())))
