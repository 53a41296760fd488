"""Periods: the days of each form, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from retorno.evidence.findings import FindingError, finding
from retorno.evidence.periods import days, latest_end

GOOD = {
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "2025-12-10": (date(2025, 12, 10), date(2025, 12, 10)),
    "2024-10/2025-09": (date(2024, 10, 1), date(2025, 9, 30)),
    "2025-01-20/2025": (date(2025, 1, 20), date(2025, 12, 31)),
}
BAD = ["", "May", "May 2025", "25", "2025-5", "2025-13", "2025-02-30", "2025/2024", "2025/", "/2025", "٢٠٢٥"]


@pytest.mark.parametrize("iso", GOOD)
def test_the_days_of_a_period(iso: str) -> None:
    assert days(iso) == GOOD[iso]


@pytest.mark.parametrize("iso", BAD)
def test_what_is_no_period(iso: str) -> None:
    with pytest.raises(ValueError, match=r"no year, month or day|ends before|must be in|out of range"):
        days(iso)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"period": "May 2025"}, "written as 2025"),
        ({"statement": "Persons\x00 counted."}, "U+0000"),
        ({"statement": "Persons \ud800 counted."}, "U+D800"),
    ],
)
def test_a_finding_without_a_period_or_with_signs_nobody_can_see_is_refused(given: dict[str, str], told: str) -> None:
    about = {"unit": "persons", "precision": 1, "statement": "Persons counted.", "period": "2025-05", **given}
    with pytest.raises(FindingError) as refused:
        finding("a-finding", 1, **about)  # type: ignore[arg-type]
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("periods", "end"),
    [
        (["2023", "2024-10/2025-09", "2025-06"], "2025-09"),
        (["2024", "2024-12"], "2024-12"),
        (["May 2025", "", "2019"], "2019"),
        ([], ""),
    ],
)
def test_the_end_of_the_last_of_several(periods: list[str], end: str) -> None:
    assert latest_end(periods) == end
