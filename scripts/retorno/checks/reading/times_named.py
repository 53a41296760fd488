"""The years and months that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from retorno.checks.reading.typed_numbers import MONTHS
from retorno.evidence.periods import days

TIME = re.compile(rf"\b(?:(?P<month>{MONTHS})\s+(?:of\s+)?)?(?P<year>(?:1[6-9]|20)\d\d)\b(?![\d,.]*\d)")


class Named(NamedTuple):
    """A year or a month: where it begins, how it is written, its first and its last day."""

    start: int
    words: str
    first: date
    last: date


def times(text: str) -> Iterator[Named]:
    """All of them, in their order."""
    for match in TIME.finditer(text):
        month = f"-{MONTHS.split('|').index(match['month']) + 1:02}" if match["month"] else ""
        yield Named(match.start(), match[0], *days(f"{match['year']}{month}"))
