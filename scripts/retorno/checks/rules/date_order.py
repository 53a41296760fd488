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
                wrong_ways = min((list(_against(rows, way)) for way in (1, -1)), key=len)
                for line in wrong_ways:
                    place = f"“{page.lines[line - 1].split('|')[1].strip()}”"
                    wrong, right = "the row does not stand in the order of time", "the rows by their dates"
                    yield Problem(page.file, line, place, wrong, right)


def _rows(page: Page, first: int, last: int) -> Iterator[Dated]:
    """Line and date of each row that begins with one: year, month and day, as far as they are told."""
    for line in range(first, last + 1):
        if found := DATE.match(page.lines[line - 1].strip()):
            month = MONTHS.index(found["month"]) + 1 if found["month"] else None
            day = int(found["day"]) if month and found["day"] else None
            yield line, tuple(part for part in (int(found["year"]), month, day) if part)


def _against(rows: list[Dated], way: int) -> Iterator[int]:
    """The lines whose date goes against the way of the others."""
    for (_, before), (line, date) in pairwise(rows):
        told = min(len(before), len(date))
        if (date[:told] < before[:told]) if way > 0 else (date[:told] > before[:told]):
            yield line
