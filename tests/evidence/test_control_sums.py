"""Control sums: which rows are added up, what is told where a sum does not come out, and what cannot be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from retorno.evidence.control_sums import faults
from retorno.project.paths import Project

HEADER = "data_set,rows,total,change_percent,other,by,within,source,locator,note\n"
MONTHS = "period,series,value\n2023-12,a,5\n2024-01,a,10\n2024-02,a,20\n2024-01,b,1\n2024-02,b,2\n2024-03,b,\n"
YEARS = "period,series,value\n2023,a,5\n2024,a,30\n2024,all,33\n"


def told(tmp_path: Path, row: str) -> list[str]:
    """What is found of one comparison."""
    data = tmp_path / "data"
    data.mkdir(exist_ok=True)
    for name, text in (("months", MONTHS), ("years", YEARS), ("control-sums", f"{HEADER}{row}\n")):
        (data / f"{name}.csv").write_text(text, encoding="utf-8")
    return [f"{line} {column}: {wrong} -> {right}" for line, column, wrong, right in faults(Project(tmp_path))]


@pytest.mark.parametrize(
    "row",
    [
        "months,series=a; period=2024-01..2024-12,30,,,,,office,p. 1,",
        "months,series=a|b; period=2024-01..2024-12,33,,,,,office,p. 1,",
        "months,series!=b; period=2024-01|2024-02,31,,,,1,office,p. 1,",
        "months,series=a; period=2024-01..2024-12,,,years: period=2024; series=a,,,,,",
        "months,series=a; period=2024-01..2024-12,,-90,months: series=b,period,2000,,,",
        "years,period=2024; series=a,,500,years: period=2023,,,office,p. 1,",
    ],
)
def test_what_comes_out_is_not_told(tmp_path: Path, row: str) -> None:
    assert told(tmp_path, row) == []


def test_a_sum_that_does_not_come_out_is_told_with_both_sides(tmp_path: Path) -> None:
    assert told(tmp_path, "months,series=a; period=2024-01..2024-12,3000,,,,,office,p. 1,") == [
        "2 : months, series=a; period=2024-01..2024-12: the values come to 30 -> "
        "3,000, as office has it (p. 1); or this row, if that is what changed"
    ]
    assert told(tmp_path, "months,series=a,,,months: series=b,period,,,,") == [
        "2 : months, series=a (2024-01): the values come to 10 -> "
        "1, as months: series=b; or this row, if that is what changed",
        "2 : months, series=a (2024-02): the values come to 20 -> "
        "2, as months: series=b; or this row, if that is what changed",
    ]
    (change,) = told(tmp_path, "years,period=2024; series=a,,50,years: period=2023,,0.5,office,p. 1,")
    assert "come to 500 per cent -> 50 per cent, within 0.5, as years: period=2023" in change


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        ("month,series=a,1,,,,,o,p,", "rows", "there is no data set “month”"),
        ("../months,series=a,1,,,,,o,p,", "rows", "there is no data set “../months”"),
        ("months,serie=a,1,,,,,o,p,", "rows", "“serie=a” chooses no rows"),
        ("months,series,1,,,,,o,p,", "rows", "“series” chooses no rows"),
        ("months,series=c,1,,,,,o,p,", "rows", "months has no such rows with a value"),
        ("months,series=b; period=2024-03,0,,,,,o,p,", "rows", "months has no such rows with a value"),
        ("months,series=a,one,,,,,o,p,", "total", "“one” is no number"),
        ("months,series=a,,,,,,o,p,", "total", "the row compares its rows with nothing"),
        ("months,series=a,,,years: series=c,,,,,", "other", "years has no such rows"),
        ("months,series=a,,,years: series=a,period,,,,", "by", "the two sides have no group in common"),
        ("months,series=a,,,years: series=a,place,,,,", "by", "months has no column “place”"),
    ],
)
def test_what_cannot_be_compared_is_told(tmp_path: Path, row: str, column: str, wrong: str) -> None:
    (found,) = told(tmp_path, row)
    assert found.startswith(f"2 {column}: {wrong}")
