"""A day on which somebody read, checked or decided has been, and the next look comes after it.

Pages say when they were read and when somebody looks again (*Read on 25 November 2026 … Next review: 25 February
2027*), tables have columns for such days (checked, decided_on, checked_on, second_on), and notes of the bibliography
say when a page was seen. A day of work that lies ahead, a next review before the day of reading, a newest fact that is
newer than the reading, and a check that came before what it checks, are slips of the keys: readers trust these days
more than any other number. A page that says when somebody looks again says when it was read, and the other way round
where it tells the age of its facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from retorno.checks.reading.bibliography import FILE as BIBLIOGRAPHY
from retorno.checks.reading.bibliography import bibliography, line_of
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.descriptor import as_date
from retorno.checks.reading.page_days import DONE, as_day, days
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
WORK = re.compile(r"checked|read|seen|\w+_on")
"""Columns of days on which somebody worked on a row."""

PAST = "the day on which somebody did it; a slip of the keys?"


def check(content: Content) -> Iterator[Problem]:
    """Look at the pages, then at the tables and the notes of the bibliography."""
    today = date.today()
    for page in content.pages:
        yield from _page(page, today)
    for path in sorted(content.project.data.glob("*.csv")):
        for line, row in records(path):
            yield from _row(content.project.relative(path), line, row, today)
    for entry in bibliography(content).entries:
        note = entry.fields_dict.get("note")
        for match in DONE.finditer(str(note.value) if note else ""):
            if (day := as_day(match["day"])) and day > today:
                wrong = f"{entry.key}: {match['day']} lies ahead"
                yield Problem(BIBLIOGRAPHY, line_of(entry), "note", wrong, PAST)


def _page(page: Page, today: date) -> Iterator[Problem]:
    told = days(page)
    for one in told.done:
        if one.day > today:
            yield Problem(page.file, one.line, one.place, "the day lies ahead", PAST)
    read = max((one.day for one in told.done if one.day <= today), default=None)
    for one in told.next:
        if read and one.day <= read:
            wrong = f"the next look comes before the last, which was on {read}"
            yield Problem(page.file, one.line, one.place, wrong, "a day after it; a slip of the keys?")
    if told.next and not told.done:
        one = told.next[0]
        wrong = "the page says when somebody looks again, and not when it was read"
        yield Problem(page.file, one.line, one.place, wrong, "“Read on …” with a day, in front of it")
    for one in () if told.next else told.newest:
        wrong = "the page says how new its facts are, and not when somebody looks again"
        yield Problem(page.file, one.line, one.place, wrong, "“Next review: …” with a day, behind it")
    for one in told.newest:
        if read and one.day > read:
            wrong = f"the newest fact is newer than the day of reading, {read}"
            yield Problem(page.file, one.line, one.place, wrong, "the day of the newest fact that was read")


def _row(file: str, line: int, row: dict[str, str], today: date) -> Iterator[Problem]:
    found = [(name, day) for name, cell in row.items() if WORK.fullmatch(name) and (day := as_date(cell))]
    for name, day in found:
        if day > today:
            yield Problem(file, line, f"column {name}", f"{day} lies ahead", PAST)
    page = row.get("page_date", "")
    for name, day in found if page else ():
        if page[: len("2026-11")] > str(day)[: min(len(page), len("2026-11"))]:
            yield Problem(file, line, "column page_date", f"{page} is after {day}, in the column {name}", PAST)
    for (before, first), (name, then) in pairwise(found):
        if then < first <= today:
            wrong = f"{then} is before {first}, in the column {before}"
            yield Problem(file, line, f"column {name}", wrong, "the same day or a later one: what it checks was there")
