"""How hard a page is to read, by the formulas of Flesch and Kincaid: long sentences and long words.

Syllables are counted by Pyphen, which knows where an English word may be divided. It divides with
care and never after a first letter, so it counts a little too few; pages are compared with one
another, and no page with another book. What the formulas cannot see is whether a sentence is true,
clear or kind.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pyphen

from retorno.checks.reading.content import Page
from retorno.checks.reading.page_sentences import sentences

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LEAST = 4
"""Words in the shortest run that is a sentence, and no label."""


class Level(NamedTuple):
    """The level of a page: words, words a sentence, syllables a word."""

    words: int
    sentence: float
    word: float

    @property
    def grade(self) -> float:
        """The Flesch–Kincaid grade: about the years of school after which one reads it with ease."""
        return round(0.39 * self.sentence + 11.8 * self.word - 15.59, 1)

    @property
    def ease(self) -> float:
        """Flesch's reading ease: the higher the easier, 60 to 70 is plain English."""
        return round(206.835 - 1.015 * self.sentence - 84.6 * self.word, 1)


def level(page: Page) -> Level | None:
    """The level of the prose of *page*; none where it has too little, or is of another language."""
    if page.language:
        return None
    read = [WORD.findall(sentence.own) for sentence in sentences(page) if not sentence.heading]
    whole = [words for words in read if len(words) >= LEAST]
    words = [word for sentence in whole for word in sentence]
    if len(words) < 100:
        return None
    return Level(len(words), len(words) / len(whole), sum(map(syllables, words)) / len(words))


@cache
def syllables(word: str) -> int:
    """The syllables of an English word, as Pyphen divides it."""
    return len(_divider().positions(word.casefold())) + 1


@cache
def _divider() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)
