"""Digits that nothing explains: no year, no date, no place in a text, no name with a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import lists

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
POINT = r"\d+(?:\.\d+)*[A-Za-z]?(?:\(\w+\))*"
"""A place in a text: 4, 4.2, 12(4), 1229c(d)(1)."""


NUMBER = r"(?:\d{1,3}|\d{4}(?!\s+of\b))(?!\d)(?:\.\w+)*[A-Za-z]?(?:\(\w+\))*"
"""A number that may stand behind a word that names it: what is longer is a count."""

YEAR = r"(?:1[6-9]|20)\d\d"
UNROUND = r"(?:1[6-9]|20)\d[1-9]"

COUNTED = "things that are counted, so that no year stands before them"
"""The list of ``policy/words/typed-digits.toml`` with another use than the rest."""


def allowed(named: frozenset[str], counted: frozenset[str] = frozenset()) -> list[re.Pattern[str]]:
    """What explains a digit, in the order in which it is taken away.

    *named* are the words that a number may follow; before one that is *counted* stands no year.
    """
    things = "|".join(map(re.escape, counted)) or r"\0"
    words = "|".join(map(re.escape, sorted(named, key=len, reverse=True))) or r"\0"
    return [
        re.compile(pattern)
        for pattern in (
            rf"\b\d+ (?:CFR|U\.S\.C\.) §?\s*{POINT}",  # codes of law: 8 CFR 1240.26(b)
            rf"\b\d{{1,2}}(?:\s*(?:[–-]|to|and)\s*\d{{1,2}})?\s+(?:{MONTHS})\b(?:\s+\d{{4}})?",  # 12 March 2025
            rf"\b(?:{MONTHS})\s+\d{{4}}\b",
            rf"\b(?:{MONTHS})\s+\d{{1,2}},\s*\d{{4}}\b",  # told as a date in another order
            r"\b(?i:in|since|by|from|until|before|after|during|to|of|early|late|mid)[ -](?:1[6-9]|20)\d{2}\b",
            # two years, though a noun follows, unless both could be round counts: Between 2022 and 2024 returns fell
            rf"\b(?i:between) (?:{YEAR} and {UNROUND}|{UNROUND} and {YEAR})\b",
            # years, 1990s, 1990–2024
            rf"\b(?:1[6-9]|20)\d{{2}}(?:s|\b)(?:\s*[–/-]\s*(?:\d{{4}}|\d{{2}})\b)?(?!\s+(?:{things})\b)",
            rf"(?:¶|§|№)+\s*{POINT}(?:\s*(?:[–,-]|and|to|or)\s*(?:¶|§)*\s*{POINT})*",
            rf"\b(?i:(?:{words})s?)\.?\s+{NUMBER}(?:\s*(?:[–/-]|,\s|and|to|or)\s*{NUMBER})*(?![,.]?\d)",
            r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b(?:\s*[–-]\s*(?:[01]?\d|2[0-3]):[0-5]\d\b)?",  # 09:30
            r"\b\d+(?:\s*(?:[–-]|to|\+|×|x)\s*\d+)*\s*(?:min|minutes?|h|hours?)\b(?:\s*\d+\b)?",
            r"\b[A-Z]+(?:/[A-Z0-9.]+)*/\d+(?:/[\w.]+)*",  # A/RES/73/195, MC/INF/293
            r"\b[A-Z]{2,}[- ]?\d+(?:\.\d+)*\b",  # COVID-19, CC0
            r"\b\d+(?:\.\d+)*\([a-z0-9]+\)(?:\([a-z]+\))*",  # 13(2)
            r"^\s*(?:\*\*)?\d+[.)]\s",  # a numbered list
            r"^\s*\|\s*\d{1,2}\s*(?=\|)",  # the ordinal that opens a row of a table
            r"\b[A-Z]\d{1,2}\b",  # names such as D17 or A4
            # What other rules refuse, and why: HTML, handlers, templates.
            r"<(?:script|style)\b.*?</(?:script|style)>|</?[a-zA-Z][^<>]*>|\bon[a-z]{4,20}=\S+|\{\{.*?\}\}",
            r"\bCC BY(?:-\w+)* \d\.\d\b",
        )
    ]


@lru_cache(maxsize=2)
def explained(content: Content) -> list[re.Pattern[str]]:
    """What explains a digit in this book, with the words of ``policy/words/typed-digits.toml``."""
    words = lists(content, "typed-digits")
    counted = frozenset(words.get(COUNTED, ()))
    return allowed(frozenset(word for given in words.values() for word in given) - counted, counted)


def typed(content: Content, text: str) -> Iterator[str]:
    """The words of *text* with digits that nothing explains."""
    for pattern in explained(content):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return (match[0] for match in re.finditer(r"\S*\d\S*", text))
