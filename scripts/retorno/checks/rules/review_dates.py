"""Every figure has a date, and nobody has missed the day to look at it again.

A data set whose retorno:review_by has passed is compared with its source and given a new date, which
lies at most eight months after the next figures are expected (retorno:expected), or after the last look;
retorno:checked and retorno:licence_verified are days that have been. A claim says which period it
is about, or its note says why it does not. A finding is recorded with its period. A page that says when somebody
looks again (*Next review: 25 February 2027*) has been looked at by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.descriptor import FILE, as_date, data_sets, line_of
from retorno.checks.reading.page_days import days
from retorno.checks.reading.recording_calls import recordings
from retorno.checks.reading.register import claims, lines
from retorno.evidence import expected_figures
from retorno.evidence.catalogue import DataSet
from retorno.project.problems import Problem

SEVERITY = "warning"

SOON = timedelta(days=245)
"""How long after figures are expected somebody looks for them, at the latest: eight months."""


def check(content: Content) -> Iterator[Problem]:
    """Compare dates with today, and look for figures without any."""
    yield from _data_sets(content, date.today())
    line_of_claim = lines(content)
    for claim in claims(content).values():
        if not claim.period and not claim.note:
            line, wrong = line_of_claim.get(claim.id, 0), f"claim {claim.id} has no period"
            yield Problem(
                "data/claims.csv", line, "column period", wrong, "a period such as 2025-05, or a note why not"
            )
    for page in content.pages:
        yield from _page(page, date.today())
        for call in recordings(page):
            if call.name == "record" and "period" not in call.keywords:
                wrong, right = "a finding is recorded without its period", "period=… with a period such as “2025-05”"
                yield Problem(page.file, call.line, "record", wrong, right)


def _data_sets(content: Content, today: date) -> Iterator[Problem]:
    for data_set in data_sets(content):
        for key in ("review_by", "checked", "licence_verified"):
            day = as_date(data_set.about(key))
            line, place = line_of(content, data_set.name, f"retorno:{key}"), f"{data_set.name}, retorno:{key}"
            if day and key == "review_by" and day < today:
                wrong, right = f"{day} has passed", "the data set compared with its source, and a new date"
                yield Problem(FILE, line, place, wrong, right)
            if day and key == "review_by" and (latest := _latest(data_set)) and day > latest:
                wrong = f"{day} is long after the next figures are expected, {data_set.about('expected')}"
                yield Problem(FILE, line, place, wrong, f"a day up to {latest}")
            if day and key != "review_by" and day > today:
                yield Problem(FILE, line, place, f"{day} is in the future", "the day on which somebody looked")


def _page(page: Page, today: date) -> Iterator[Problem]:
    """Next reviews that have passed; one that lies before the reading is a slip, told by the rule on such days."""
    told = days(page)
    read = max((one.day for one in told.done), default=date.min)
    for one in told.next:
        if read < one.day < today:
            yield Problem(page.file, one.line, one.place, "this day has passed", "the page read again, and a new day")


def _latest(data_set: DataSet) -> date | None:
    """The last good day to look again; None where no month is expected."""
    expected, checked = expected_figures.month(data_set), as_date(data_set.about("checked"))
    return max(date.fromisoformat(f"{expected}-01"), checked) + SOON if expected and checked else None
