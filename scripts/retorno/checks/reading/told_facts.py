"""The facts in a sentence: what of it is not only wording, so that two versions of it can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import lists

FACT = re.compile(r"\{\w+\}|\d[\d.,:/-]*\d|\d|(?<=\S\s)[^\W\d_a-z]\w+")
"""Places of values, numbers, and words with a capital that do not begin the text."""

WORD = re.compile(r"\{\w+\}|\w+")

PROSE = 5
"""So many words make a sentence, of which only the facts are compared."""


def differ(content: Content, one: str, other: str) -> bool:
    """Whether two versions of a text say something else: other facts, the same words in another order, other names."""
    if one == other:
        return False
    first, second = WORD.findall(one.casefold()), WORD.findall(other.casefold())
    if max(len(first), len(second)) < PROSE or (first != second and sorted(first) == sorted(second)):
        return True
    turning = _turning(tuple(lists(content, "changed-cells").get("turns", ())))
    return _facts(one, turning) != _facts(other, turning)


def _facts(text: str, turning: re.Pattern[str]) -> Sequence[str]:
    return [*FACT.findall(text), *(word.lower() for word in turning.findall(text))]


@lru_cache(maxsize=2)
def _turning(turns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, turns)) or '(?!)'})\b", re.I)


def around(before: str, after: str) -> str:
    """What of a text is other than before, with the word on each side."""
    one, other = before.split(), after.split()
    first = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    last = next((n for n, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    return " ".join(other[max(0, first - 1) : max(first + 1, len(other) - last + 1)][:14])
