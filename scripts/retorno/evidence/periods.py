"""Periods as ISO 8601 writes them: a year, a month, a day, or an interval of two of these."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

FORM = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
"""A year, a month or a day."""


def days(iso: str) -> tuple[date, date]:
    """The first and the last day of a period; raises ``ValueError`` where it has another form or does not exist."""
    start, slash, end = iso.partition("/")
    first, last = _day(start, last=False), _day(end if slash else start, last=True)
    if last < first:
        raise ValueError(f"“{iso}” ends before it begins")
    return first, last


def latest_end(periods: Iterable[str]) -> str:
    """The year, month or day with which the last of *periods* ends; empty where none is a period.

    Of two with the same end, the more exact.
    """
    ends = [iso.partition("/")[2] or iso for iso in periods if _is_period(iso)]
    return max(ends, key=lambda end: (days(end)[1], end), default="")


def _is_period(iso: str) -> bool:
    try:
        days(iso)
    except ValueError:
        return False
    return True


def _day(iso: str, last: bool) -> date:
    if not FORM.fullmatch(iso):
        raise ValueError(f"“{iso}” is no year, month or day")
    year, *rest = map(int, iso.split("-"))
    month = rest[0] if rest else (12 if last else 1)
    date(year, month, 1)  # a month that does not exist is told before its last day is asked for
    day = rest[1] if len(rest) > 1 else (monthrange(year, month)[1] if last else 1)
    return date(year, month, day)
