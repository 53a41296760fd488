"""The days that a page tells of itself: when it was read or checked, and when somebody looks again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.reading.content import Page
from retorno.checks.reading.typed_numbers import MONTHS
from retorno.project.documents import line_at

DAY = rf"(?P<day>\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
MONTH = rf"(?P<day>(?:\d{{1,2}}\s+)?(?:{MONTHS})\s+\d{{4}})"
"""A day, or a month, which stands for its first day."""

DONE = re.compile(
    r"\b(?P<said>(?:read|seen|checked|accessed|consulted|retrieved|opened|verified|updated|reviewed|compared|counted) "
    rf"(?:again )?on)\s+{DAY}",
    re.I,
)
NEXT = re.compile(
    rf"\b(?P<said>(?:next|to be) (?:review|check|look)(?:ed)?(?: again)?(?: is)?(?: by| on| due)?:?)[\s*_]*{DAY}", re.I
)
NEWEST = re.compile(rf"\b(?P<said>newest (?:dated )?facts? (?:here )?(?:is|are) (?:of|from))\s+{MONTH}", re.I)


class Told(NamedTuple):
    """A day that a page tells: its line, the words before it with the day as it is written, and the day."""

    line: int
    said: str
    day: date

    @property
    def place(self) -> str:
        """How it is named in a message."""
        return f"“{self.said}”"


class Days(NamedTuple):
    """When a page was read, when somebody looks again, and the day of the newest fact that it names."""

    done: tuple[Told, ...]
    next: tuple[Told, ...]
    newest: tuple[Told, ...]


@lru_cache(maxsize=512)
def days(page: Page) -> Days:
    """The days of *page*, as far as they exist."""
    return Days(*(tuple(_found(page.visible, pattern)) for pattern in (DONE, NEXT, NEWEST)))


def _found(text: str, pattern: re.Pattern[str]) -> Iterator[Told]:
    for match in pattern.finditer(text):
        if day := as_day(match["day"]):
            yield Told(line_at(text, match.start()), " ".join(f"{match['said']} {match['day']}".split()), day)


def as_day(words: str) -> date | None:
    """The day that *words* name; None where it does not exist, which another rule tells."""
    try:
        if "-" in words:
            return date.fromisoformat(words)
        *number, month, year = words.split()
        return date(int(year), MONTHS.split("|").index(month.capitalize()) + 1, int(number[0]) if number else 1)
    except ValueError:
        return None
