"""The years, months and days that a sentence names, and the spans from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from retorno.checks.reading.typed_numbers import MONTHS
from retorno.evidence.periods import days

TIME = re.compile(rf"\b(?:(?P<month>{MONTHS})\s+(?:of\s+)?)?(?P<year>(?:1[6-9]|20)\d\d)\b(?![\d,.]*\d)")

_YEAR = r"(?:1[6-9]|20)\d\d"
_MOMENT = rf"(?:(?:(?P<SIDEday>\d\d?)\s+)?(?P<SIDEmonth>{MONTHS})(?:\s+(?P<SIDEyear>{_YEAR}))?|(?P<SIDEalone>{_YEAR}))"
_FROM, _TO = _MOMENT.replace("SIDE", "a"), _MOMENT.replace("SIDE", "b")
SPAN = re.compile(
    rf"(?<!\w)(?:{_FROM}\s*,?\s+(?:to|until|through)\s+|(?P<end>to|until|through)\s+)"
    rf"(?:the\s+end\s+of\s+)?{_TO}(?!\w)(?![\d,.]*\d)"
)
"""“January 2020 to April 2025”, “from January to August 2025”, “to 20 July 2025”, “2014 to 2023”."""


class Named(NamedTuple):
    """A year or a month: where it begins, how it is written, its first and its last day."""

    start: int
    words: str
    first: date
    last: date


class Span(NamedTuple):
    """From one time to another: where it begins, its words, its first day (None where it names none), its last.

    ``in_years`` says that it ends with a year, and no month.
    """

    start: int
    words: str
    first: date | None
    last: date
    in_years: bool


def times(text: str) -> Iterator[Named]:
    """All years and months, in their order."""
    for match in TIME.finditer(text):
        month = f"-{MONTHS.split('|').index(match['month']) + 1:02}" if match["month"] else ""
        yield Named(match.start(), match[0], *days(f"{match['year']}{month}"))


def spans(text: str) -> Iterator[Span]:
    """All spans whose times exist; a beginning without its year is in that of the end."""
    for match in SPAN.finditer(text):
        year = match["byear"] or match["balone"]
        begin = _iso(match, "a", year) if not match["end"] else ""
        end = _iso(match, "b", year)
        try:
            if end:
                yield Span(
                    match.start(), match[0], days(begin)[0] if begin else None, days(end)[1], bool(match["balone"])
                )
        except ValueError:  # no such day: told by calendar-dates
            continue


def _iso(match: re.Match[str], side: str, year: str | None) -> str:
    """One side of a span as ISO 8601 writes it; empty where it has no year."""
    if match[f"{side}alone"]:
        return str(match[f"{side}alone"])
    if not (year := match[f"{side}year"] or year):
        return ""
    month = MONTHS.split("|").index(match[f"{side}month"]) + 1
    return f"{year}-{month:02}" + (f"-{int(match[f'{side}day']):02}" if match[f"{side}day"] else "")
