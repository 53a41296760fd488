"""Value and precision are read from the printed figure."""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retorno.evidence.printed_figures import Printed, cut, readings, rounded


@pytest.mark.parametrize(
    ("text", "unit", "value", "step", "digit"),
    [
        ("2,862", "", 2862, 1, 1),
        ("2.862", "", 2862, 1, 1),
        ("99.7 %", "percent", "99.7", "0.1", "0.1"),
        ("99,7 %", "percent", "99.7", "0.1", "0.1"),
        ("93 %", "percent", 93, 1, 1),
        ("90 %", "percent", 90, 1, 1),
        ("330", "", 330, 10, 1),
        ("100,000", "", 100_000, 10_000, 1),
        ("40", "years", 40, 1, 1),
        ("7", "", 7, 1, 1),
        ("272 million", "", 272_000_000, 1_000_000, 1_000_000),
        ("740 million", "", 740_000_000, 10_000_000, 1_000_000),
        ("2.7 million", "", 2_700_000, 100_000, 100_000),
        ("2 million", "", 2_000_000, 100_000, 100_000),
        ("2,000,000", "", 2_000_000, 100_000, 1),
        ("1798", "year", 1798, 1, 1),
        ("1990", "year", 1990, 1, 1),
        ("cientos de vuelos", "", 100, 100, 50),
        ("more than triple", "ratio", 3, 1, 0.5),
        ("La mayoría", "percent", 50, 50, 25),
    ],
)
def test_a_printed_figure(text: str, unit: str, value: str, step: str, digit: str) -> None:
    expected = Printed(*(Decimal(str(part)) for part in (value, step, digit)))
    assert expected in list(readings(text, unit))


def test_words_that_hold_no_figure() -> None:
    assert list(readings("many")) == []
    assert list(readings("milestones")) == []


def test_a_mark_before_three_digits_can_be_read_in_two_ways() -> None:
    assert [float(one.value) for one in readings("2.862")] == [2862, 2.862]
    assert [float(one.value) for one in readings("0.862")] == [0.862]


VALUES = st.decimals(min_value=-(10**7), max_value=10**7, places=4, allow_nan=False)
STEPS = st.sampled_from([Decimal(10) ** power for power in range(-4, 7)])


@settings(deadline=None)
@given(value=VALUES, step=STEPS)
def test_rounding_and_cutting_are_decimal_arithmetic(value: Decimal, step: Decimal) -> None:
    assert rounded(float(value), float(step)) == float((value / step).to_integral_value(ROUND_HALF_UP) * step)
    assert cut(float(value), float(step)) == float((value / step).to_integral_value(ROUND_DOWN) * step)


@settings(deadline=None)
@given(value=VALUES, step=STEPS, away=st.integers(-8, 8))
def test_the_noise_of_binary_arithmetic_decides_nothing(value: Decimal, step: Decimal, away: int) -> None:
    near = float(value)
    for _ in range(abs(away)):
        near = math.nextafter(near, math.copysign(math.inf, away))
    assume(abs(near) > 1e-6)
    assert rounded(near, float(step)) == rounded(float(value), float(step))
    assert cut(near, float(step)) == cut(float(value), float(step))
