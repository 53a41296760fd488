"""Quarters and half-years as publishers write them, as ISO 8601 intervals of months."""

from __future__ import annotations

import re

PART = re.compile(r"(\d{4})-?([QSH])([1-4])")
MONTHS = {"Q": 3, "S": 6, "H": 6}


def as_interval(period: str) -> str:
    """*2025-Q1* as ``2025-01/2025-03``; what is no quarter or half-year is given back as it is."""
    found = PART.fullmatch(period)
    if not found:
        return period
    year, length = found[1], MONTHS[found[2].upper()]
    last = int(found[3]) * length
    return f"{year}-{last - length + 1:02}/{year}-{last:02}" if last <= 12 else period
