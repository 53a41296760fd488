"""The line of arithmetic is found in the recorded values, or there is none."""

from __future__ import annotations

from typing import Any

import pytest

from retorno.evidence.arithmetic import Line, line
from retorno.evidence.findings import Finding, finding


def made(id: str, value: float, unit: str = "registrations", **given: Any) -> Finding:
    about = {"precision": 1, "statement": "Counted.", "period": "2025-04", **given}
    return finding(id, value, unit=unit, **about)


BEFORE = made("before", 29259, period="2024-04")
AFTER = made("after", 73)
CHANGE = made("change", (73 / 29259 - 1) * 100, "percent", quantity="change", base="2024-04")


def test_change_is_one_count_by_the_other_less_one() -> None:
    assert line(CHANGE, [BEFORE, AFTER, CHANGE]) == Line("after", "÷", "before", "− 1", "change")


def test_nothing_that_is_only_near() -> None:
    assert line(made("change", -99.75, "percent", quantity="change", base="2024-04"), [BEFORE, AFTER]) is None


def test_nothing_where_other_operands_would_do_as_well() -> None:
    half = made("half", -50, "percent")
    counts = [made("a", 100), made("b", 200), made("c", 300), made("d", 600)]
    assert line(half, counts) is None
    named = made("half", -50, "percent", quantity="change", base="2024-04")
    told = [*counts[:3], made("d", 600, period="2024-04")]
    assert line(named, told) == Line("c", "÷", "d", "− 1", "half")


def test_one_value_under_two_names_is_no_doubt() -> None:
    assert line(CHANGE, [BEFORE, AFTER, made("again", 73)]) is not None


@pytest.mark.parametrize(
    ("result", "sign"),
    [
        (made("ratio", 2.5, "ratio", precision=0.1), "÷"),
        (made("share", 250, "percent"), "÷"),
        (made("more", 600, quantity="change"), "−"),
    ],
)
def test_other_forms(result: Finding, sign: str) -> None:
    assert line(result, [made("whole", 400), made("part", 1000)]) == Line("part", sign, "whole", "", result.id)


def test_a_part_is_not_told_as_the_whole_less_the_other_part() -> None:
    assert line(made("part", 600), [made("whole", 1000), made("other", 400)]) is None


def test_small_numbers_fit_by_chance_and_are_left_alone() -> None:
    assert line(made("twice", 2, "ratio"), [made("four", 4), made("two", 2)]) is None


def test_what_is_quoted_was_not_calculated_here() -> None:
    assert line(made("change", CHANGE.value, "percent", reported_by="press"), [BEFORE, AFTER]) is None


def test_nothing_is_divided_by_nothing() -> None:
    assert line(made("ratio", 5, "ratio"), [made("none", 0), made("some", 500)]) is None
