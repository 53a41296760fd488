"""The rows of a table of dates stand in the order of time.

A row that was put in the wrong place is not found by whoever reads downwards. In a table whose first column is
headed “Date”, each row begins no earlier than the one above (or, in a log that begins with the newest, no later).
Dates are compared as far as both are told: 2019 stands well below 11 March 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DATE = re.compile(
    rf"\|\s*(?:(?P<day>\d{{1,2}})\b[^|]*?)?(?:(?P<month>{'|'.join(MONTHS)})\b[^|]*?)?(?P<year>(?:1[89]|20)\d\d)\b"
)
HEAD = re.compile(r"\|\s*Date\s*\|")

Dated = tuple[int, tuple[int, ...]]


def check(content: Content) -> Iterator[Problem]:
    """Look at each table of dates."""
    for page in content.pages:
        for table in page.blocks:
            if table.kind == "table" and HEAD.match(page.lines[table.line - 1].strip()):
                rows = list(_rows(page, table.line + 2, table.end))
                way = min((1, -1), key=lambda way: len(list(_against(rows, way))))
                for place, line, wrong, right in _told(page, rows, way):
                    yield Problem(page.file, line, place, wrong, right)


def _told(page: Page, rows: list[Dated], way: int) -> Iterator[tuple[str, int, str, str]]:
    """Place, line, what is wrong and what would be right of each row that stands wrongly.

    Where one row alone is to be moved, it is that one, and not the row below it that is in order.
    """
    faults = list(_against(rows, way))
    movable = [row for row in rows if not any(_against([one for one in rows if one != row], way))] if faults else []
    if len(movable) == 1:
        line, date = movable[0]
        others = [row for row in rows if row != movable[0]]
        before = [row for row in others if not _is_against(row[1], date, way)]
        above = _cell(page, before[-1][0]) if before else ""
        right = f"below the row {above}, or another date" if above else "above all others, or another date"
        yield _cell(page, line), line, "the row does not stand in the order of time", right
        return
    for first, second in faults:
        place = f"{_cell(page, first)}, {_cell(page, second)}"
        wrong = "these two rows do not stand in the order of time"
        yield place, first, wrong, "the rows by their dates, or another date in one of the two"


def _cell(page: Page, line: int) -> str:
    return f"“{page.lines[line - 1].split('|')[1].strip()}”"


def _rows(page: Page, first: int, last: int) -> Iterator[Dated]:
    """Line and date of each row that begins with one: year, month and day, as far as they are told."""
    for line in range(first, last + 1):
        if found := DATE.match(page.lines[line - 1].strip()):
            month = MONTHS.index(found["month"]) + 1 if found["month"] else None
            day = int(found["day"]) if month and found["day"] else None
            yield line, tuple(part for part in (int(found["year"]), month, day) if part)


def _against(rows: list[Dated], way: int) -> Iterator[tuple[int, int]]:
    """The lines of two rows, one below the other, that go against the way of the others."""
    for (above, before), (line, date) in pairwise(rows):
        if _is_against(before, date, way):
            yield above, line


def _is_against(before: tuple[int, ...], date: tuple[int, ...], way: int) -> bool:
    told = min(len(before), len(date))
    return (date[:told] < before[:told]) if way > 0 else (date[:told] > before[:told])
