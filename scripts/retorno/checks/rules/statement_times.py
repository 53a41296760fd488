"""The statement of a finding names the time for which it is recorded.

record(…, period="2025-04", statement="Registered entries, March 2025.") tells readers two months: the statement stands
on the card of the number and in the list of all findings, the period decides with which claims it is compared. Of the
years and months that a statement names, one lies in its period or in that with which it compares (base=…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import Facts, recorded
from retorno.checks.reading.times_named import times
from retorno.evidence.periods import days
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
COMPARED = re.compile(r"\b(?:against|than|since|compared with)\b[^.]*$", re.I)
"""What stands before a time with which something is compared."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the findings whose statement and period are written out."""
    for page in content.pages:
        for found in recorded(page):
            if wrong := _fault(found):
                right = "one time in both; a change with base=… for the other"
                yield Problem(found.file, found.line, f"record {found.id}", wrong, right)


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
