"""A date exists, is not far ahead, and a span goes forward.

31 February is a slip that every reader sees, 2052 for 2025 one that misleads. This looks at days that no month has,
at weekdays that the day was not, at years that lie ahead, and at spans that end before they begin, and at dates in
the American order (*January 31, 2019*). Years ahead that are named for a reason (2030, of the Sustainable
Development Goals) stand in `policy/words/calendar-dates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import Passage, own_voice, told_by_data
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = "|".join(MONTHS)
DATE = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(DAYS)}),?\s+)?\b(?P<day>\d{{1,2}})\s+(?P<month>{MONTH})\b(?:\s+(?P<year>\d{{4}}))?"
)
AMERICAN = re.compile(rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}}),\s*(?P<year>\d{{4}})\b")
ISO = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
YEAR = re.compile(r"(?<![\d./-])(?P<year>20\d\d|2[1-9]\d\d)(?![\d/-]|\.\d)")
SPAN = re.compile(
    r"\b(?:from|between|in)\s+(?P<from>(?:1[89]|20)\d\d)\s+(?:to|and|until|–)\s+(?P<to>(?:1[89]|20)\d\d)\b", re.I
)
DASHED = re.compile(r"(?<![\d-])(?P<from>(?:1[89]|20)\d\d)\s*[–-]\s*(?P<to>(?:1[89]|20)\d\d)(?![\d-])")
AHEAD = 10
"""Years for which there are plans and dates of expiry."""

COMPARED = re.compile(r"\bin\b", re.I)


def check(content: Content) -> Iterator[Problem]:
    """Look at the dates in the prose of the pages, in the texts of notebooks and in what the data say of themselves."""
    latest = date.today().year + AHEAD
    passages = [(page.file, passage) for page in content.pages for passage in own_voice(page)]
    for file, passage in [*passages, *told_by_data(content)]:
        for position, place, wrong, right in _faults(passage, latest):
            yield Problem(file, passage.line_of(position), f"“{place}”", wrong, right)


def _faults(passage: Passage, latest: int) -> Iterator[tuple[int, str, str, str]]:
    for match in (*DATE.finditer(passage.text), *ISO.finditer(passage.text)):
        yield from _date(match)
    for match in AMERICAN.finditer(passage.text):
        right = f"{match['day']} {match['month']} {match['year']}"
        yield match.start(), " ".join(match[0].split()), "the month stands before the day", right
    for match in YEAR.finditer(passage.text):
        if int(match["year"]) > latest:
            yield (
                match.start(),
                match["year"],
                "the year lies far ahead",
                "a year that plans or laws speak of; a slip of the keys?",
            )
    for match in (*SPAN.finditer(passage.text), *DASHED.finditer(passage.text)):
        if match["from"] > match["to"] and not COMPARED.match(match[0]):
            yield match.start(), match[0], "the span ends before it begins", "the earlier year first"


def _date(match: re.Match[str]) -> Iterator[tuple[int, str, str, str]]:
    words = " ".join(match[0].split())
    month = int(match["month"]) if match["month"].isdigit() else MONTHS.index(match["month"]) + 1
    try:
        day = date(int(match["year"] or 2024), month, int(match["day"]))  # a leap year, where none is named
    except ValueError:
        yield match.start(), words, "there is no such day", "a day that exists"
        return
    weekday = match.groupdict().get("weekday")
    if weekday and match["year"] and DAYS[day.weekday()] != weekday:
        yield match.start(), words, f"that day was a {DAYS[day.weekday()]}", "the right day of the week, or none"
