"""The statement of a finding names the time for which it is recorded.

record(…, period="2025-04", statement="Registered entries, March 2025.") tells readers two months: the statement stands
on the card of the number and in the list of all findings, the period decides with which claims it is compared. Of the
years and months that a statement names, one lies in its period or in that with which it compares (base=…). Where it
names a span (“March 2020 to May 2023”, “to 20 July 2025”), that begins and ends with them. The same holds for what
data/disputed-figures.csv says that each of its findings counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import Facts, facts
from retorno.checks.reading.times_named import Span, spans, times
from retorno.evidence.periods import days
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
COMPARED = re.compile(r"\b(?:against|than|since|compared with)\b[^.]*$", re.I)
"""What stands before a time with which something is compared."""


FISCAL = re.compile(r"\bfiscal\b", re.I)
"""Years that do not begin in January."""

DISPUTED, CITED = "data/disputed-figures.csv", "data/cited-figures.csv"
RIGHT = "one time in both; a change with base=… for the other"


def check(content: Content) -> Iterator[Problem]:
    """Look at the findings whose statement and period are written out, and at the register of disputed figures."""
    known = facts(content)
    for found in known.values():
        if wrong := _other_span(found, found.statement, "statement") or (found.file != CITED and _fault(found)):
            yield Problem(found.file, found.line, f"record {found.id}", wrong, RIGHT)
    for line, row in records(content.project.root / DISPUTED):
        counted, of = row.get("counted", ""), known.get(row.get("finding", ""))
        if of and (wrong := _other_span(of, counted, "column")):
            yield Problem(DISPUTED, line, "column counted", wrong, f"the time of the finding ({of.file}:{of.line})")


def _fault(found: Facts) -> str:
    try:
        spans = [days(period) for period in (found.period, found.base) if period]
    except ValueError:  # told where it is recorded
        return ""
    named = [one for one in times(found.statement) if not COMPARED.search(found.statement[: one.start])]
    lies = any(one.first <= last and first <= one.last for one in named for first, last in spans)
    if not named or not spans or lies:
        return ""
    return f"the statement says “{named[0].words}”, and the period is {found.period}"


def _other_span(found: Facts, text: str, what: str) -> str:
    """Where a text names a span, and the finding is of another."""
    try:
        known = [days(period) for period in (found.period, found.base) if period]
    except ValueError:
        return ""
    if not known or FISCAL.search(text):
        return ""
    first, last = min(begin for begin, _ in known), max(end for _, end in known)
    named = list(spans(text))
    if named and all(one.in_years for one in named):
        ends = _in_years(text, named, (first, last)) if first.year < last.year and "-" not in found.period else None
        wrong = ends and f"{ends[0]} to {ends[1]}"
    else:
        wrong = next((one.words for one in named if not one.in_years and not _fits(one, known)), "")
    return (
        f"the {what} says “{wrong}”, and {found.id} is of {found.period}{found.base and f' against {found.base}'}"
        if wrong
        else ""
    )


def _in_years(text: str, named: list[Span], known: tuple[date, date]) -> tuple[int, int] | None:
    """The first and the last year that a text names, where these are not those of the finding."""
    years = [day.year for one in times(text) for day in (one.first, one.last)]
    ends = min(years), max(years)
    return ends if ends != (known[0].year, known[1].year) else None


def _fits(span: Span, known: list[tuple[date, date]]) -> bool:
    """Whether a span of months or days begins and ends in months in which a period begins and ends."""
    begins = {(first.year, first.month) for first, _ in known}
    ends = {(last.year, last.month) for _, last in known}
    begun = span.first is None or (span.first.year, span.first.month) in begins
    return begun and (span.last.year, span.last.month) in ends
