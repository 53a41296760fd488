"""The rows of a series stand in the order of time, and no month is missing between two.

Whoever adds a row looks for its neighbours; a row at the end of a table that is in order elsewhere is overlooked, and
added a second time. A month that is not there makes a line of a chart jump over it without a word. Where the source
has none for a month, retorno:caveats or retorno:breaks of the description says so and names the month, or the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets
from retorno.evidence.catalogue import DataSet
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
MONTH = re.compile(r"(\d{4})-(\d\d)")
ONCE = 1
"""Rows out of order in a series that make a slip; more make another order."""

LEAST = 12
"""Months of a series from which on one that is missing is a gap."""

VALUES = ("period", "value", "note", "source", "obtained", "unit", "low", "high", "fiscal_year")

Series = list[tuple[int, str]]
"""Line and period of each row, in the order of the file."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the series of each table."""
    for data_set in data_sets(content):
        rows = list(records(data_set.path))
        file, told = f"data/{data_set.path.name}", _told(data_set)
        for series in _series(rows).values():
            yield from (Problem(file, *fault) for fault in (*_order(series), *_gaps(series, told)))


def _series(rows: list[tuple[int, dict[str, str]]]) -> dict[tuple[str, ...], Series]:
    """The rows that differ in nothing but their period and what it brings."""
    found: dict[tuple[str, ...], Series] = {}
    for line, row in rows:
        period = row.get("period", "")
        if "series" in row and period and "/" not in period:
            key = tuple(cell for name, cell in row.items() if name not in VALUES)
            found.setdefault((*key, str(len(period))), []).append((line, period))
    return found


def _order(series: Series) -> Iterator[tuple[int, str, str, str]]:
    wrong_ways = [(first, second) for first, second in pairwise(series) if second[1] < first[1]]
    if len(wrong_ways) == ONCE and len(series) > 3:
        (_, before), (line, period) = wrong_ways[0]
        wrong = f"“{period}” stands below {before}, and the other rows of its series in the order of time"
        yield line, "column period", wrong, "the row at its place in time"


def _gaps(series: Series, told: str) -> Iterator[tuple[int, str, str, str]]:
    """Months that are missing, one alone: a longer gap is no slip."""
    months = sorted((_months(period), line, period) for line, period in series if MONTH.fullmatch(period))
    gaps = [(one, two) for one, two in pairwise(months) if two[0] - one[0] == 2]
    if len(months) < LEAST or len(gaps) != ONCE:
        return
    (number, _, _), (_, line, period) = gaps[0]
    missing = f"{number // 12:04}-{number % 12 + 1:02}"
    if missing not in told and missing[:4] not in told:
        wrong = f"there is no row for {missing}, the month before {period}"
        yield line, "column period", wrong, f"its row; or why there is none, in retorno:caveats of {FILE}"


def _months(period: str) -> int:
    """The months since the beginning of our years, to the one after *period*; its number modulo 12 is the next one."""
    year, month = map(int, period.split("-"))
    return year * 12 + month


def _told(data_set: DataSet) -> str:
    return f"{data_set.about('caveats', [])} {data_set.about('breaks', [])} {data_set.described.get('description', '')}"
