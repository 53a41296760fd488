"""The rule that maps a comparison to a verdict, case by case and by its laws."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from examples import a_claim, a_finding
from retorno.findings import Finding
from retorno.verdicts import KINDS, Verdict, agreement, cut, judge, rounded

CASES = [
    # comparator, published, precision, computed, kind, manner
    ("equal", 8725, 1, 8725, "reproduced", "exact"),
    ("equal", 8725, 1, 8725.4, "reproduced", "rounded"),
    ("equal", 8725, 1, 8724.5, "reproduced", "rounded"),
    ("equal", 8725, 1, 8725.9, "reproduced", "cut"),
    ("equal", 8725, 1, 8726, "imprecise", ""),
    ("equal", 8725, 1, 8724.4, "imprecise", ""),
    ("equal", 100, 1, 200, "imprecise", ""),
    ("equal", 100, 1, 201, "contradicted", ""),
    ("equal", 100, 1, 50, "imprecise", ""),
    ("equal", 100, 1, 49, "contradicted", ""),
    ("equal", 100, 1, -100, "contradicted", ""),
    ("equal", 100, 1, 0, "contradicted", ""),
    ("equal", 0, 1, 0.2, "reproduced", "rounded"),
    ("equal", 0, 1, 3, "contradicted", ""),
    # the fall of 99.7505 per cent: 99.7 is cut, 99.8 is rounded
    ("equal", -99.7, 0.1, -99.7505, "reproduced", "cut"),
    ("equal", -99.8, 0.1, -99.7505, "reproduced", "rounded"),
    ("equal", -99.75, 0.01, -99.7505, "reproduced", "rounded"),
    ("equal", -99, 1, -99.7505, "reproduced", "cut"),
    ("equal", -99.6, 0.1, -99.7505, "imprecise", ""),
    # a change: the sign is the direction, the size may be far off
    ("equal", -93, 1, -92.6, "reproduced", "rounded"),
    ("equal", -93, 1, -12, "imprecise", ""),
    ("equal", -93, 1, 5, "contradicted", ""),
    ("equal", -93, 1, 93, "contradicted", ""),
    # numbers that binary arithmetic does not hold exactly
    ("equal", 0.3, 0.1, 0.1 + 0.2, "reproduced", "exact"),
    ("equal", 2.68, 0.01, 2.675, "reproduced", "rounded"),
    ("equal", 0.8, 0.1, 1 - 0.2, "reproduced", "exact"),
    ("about", 330, 10, 334, "reproduced", "rounded"),
    ("about", 330, 10, 339, "reproduced", "cut"),
    ("about", 330, 10, 341, "imprecise", ""),
    ("about", 330, 10, 700, "contradicted", ""),
    ("over", 272e6, 1e6, 271642105, "reproduced", "rounded"),
    ("over", 272e6, 1e6, 272.9e6, "reproduced", "cut"),
    ("over", 272e6, 1e6, 304021813, "imprecise", ""),
    ("over", 100, 100, 5000, "imprecise", ""),
    ("over", 272e6, 1e6, 270e6, "contradicted", ""),
    ("over", -50, 10, -95, "imprecise", ""),
    ("almost", 40, 10, 38, "reproduced", "rounded"),
    ("almost", 40, 10, 40, "contradicted", ""),
    ("almost", 40, 10, 42, "contradicted", ""),
    ("almost", 40, 10, 29, "imprecise", ""),
    ("almost", -93, 1, -92.6, "reproduced", "rounded"),
    ("almost", -93, 1, -93.4, "imprecise", ""),
]


@pytest.mark.parametrize(("comparator", "published", "precision", "computed", "kind", "manner"), CASES)
def test_a_number_compared_with_a_number(
    comparator: str, published: float, precision: float, computed: float, kind: str, manner: str
) -> None:
    found = judge(a_claim(published, precision, comparator), a_finding(computed))
    assert (found.kind, found.manner) == (kind, manner)
    assert found.gap == pytest.approx(computed - published)
    assert (found.finding, found.elsewhere, found.said_by) == ("a-finding", "", "")


@pytest.mark.parametrize(
    ("comparator", "computed", "kind", "manner"),
    [
        ("rise", 12, "reproduced", "in direction"),
        ("rise", -12, "contradicted", ""),
        ("rise", 0, "contradicted", ""),
        ("fall", -0.1, "reproduced", "in direction"),
        ("fall", 3, "contradicted", ""),
        ("fall", 0, "contradicted", ""),
    ],
)
def test_a_direction(comparator: str, computed: float, kind: str, manner: str) -> None:
    found = judge(a_claim(None, None, comparator, unit="direction"), a_finding(computed, unit="percent"))
    assert (found.kind, found.manner, found.gap) == (kind, manner, None)


@pytest.mark.parametrize(
    ("stated", "computed", "kind", "manner"),
    [
        (("USA", "ESP", "BRA"), ["BRA", "USA", "ESP"], "reproduced", "in full"),
        (("USA", "ESP", "BRA"), ["USA", "ESP", "ITA"], "imprecise", ""),
        (("USA", "ESP"), ["USA", "ESP", "ITA"], "imprecise", ""),
        (("USA",), ["ESP", "ITA"], "contradicted", ""),
    ],
)
def test_a_list(stated: tuple[str, ...], computed: list[str], kind: str, manner: str) -> None:
    claim = a_claim(None, None, "list", unit="places", members=stated)
    found = judge(claim, a_finding(computed, unit="places"))
    assert (found.kind, found.manner, found.gap) == (kind, manner, None)


def test_nothing_to_compare_with_is_as_reported() -> None:
    found = judge(a_claim(), None)
    assert found == Verdict("a-claim", "as-reported", said_by="news2025")


def test_a_true_figure_of_something_else_is_misattributed() -> None:
    found = judge(a_claim(740e6, 1e6, "over"), a_finding(304e6), elsewhere=a_finding(740e6, id="internal"))
    assert (found.kind, found.finding, found.elsewhere) == ("misattributed", "a-finding", "internal")
    assert found.gap == -436e6


def test_a_figure_that_holds_is_not_called_misattributed() -> None:
    assert judge(a_claim(), a_finding(), elsewhere=a_finding(id="other")).kind == "reproduced"


def test_something_else_alone_can_show_a_misattribution_and_nothing_more() -> None:
    assert judge(a_claim(), None, elsewhere=a_finding(id="other")).kind == "misattributed"
    # Nothing measured the claim: the data cannot contradict it.
    assert judge(a_claim(), None, elsewhere=a_finding(5000, id="other")).kind == "as-reported"


def test_units_must_be_the_same() -> None:
    with pytest.raises(ValueError, match=r"claim a-claim is in persons, finding a-finding in percent"):
        judge(a_claim(), a_finding(unit="percent"))
    with pytest.raises(ValueError, match=r"finding other in events"):
        judge(a_claim(), a_finding(), elsewhere=a_finding(id="other", unit="events"))
    with pytest.raises(ValueError, match="cannot be compared"):
        judge(a_claim(), None, elsewhere=a_finding(id="other", unit="events"))


def test_a_list_is_compared_with_a_list_and_a_number_with_a_number() -> None:
    with pytest.raises(ValueError, match="a list claim needs a list of places"):
        judge(a_claim(None, None, "list", members=("USA",)), a_finding(3))
    with pytest.raises(ValueError, match="not a number"):
        judge(a_claim(3, 1, unit="places"), a_finding(["USA"], unit="places"))


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


@settings(deadline=None)
@given(
    value=VALUES,
    step=STEPS,
    how=st.sampled_from([rounded, cut]),
    comparator=st.sampled_from(["equal", "about", "over"]),
)
def test_a_claim_made_from_the_value_itself_is_reproduced(
    value: Decimal, step: Decimal, how: Any, comparator: str
) -> None:
    claim = a_claim(how(float(value), float(step)), float(step), comparator)
    found = judge(claim, a_finding(float(value)))
    assert found.kind == "reproduced"
    assert found.manner == "exact" or found.manner == how.__name__ or rounded(float(value), float(step)) == claim.value


@settings(deadline=None)
@given(value=VALUES, step=STEPS, steps=st.integers(1, 1000), up=st.booleans())
def test_a_claim_a_step_or_more_away_is_not_reproduced(value: Decimal, step: Decimal, steps: int, up: bool) -> None:
    towards = steps if up else -steps - 1
    published = (value / step).to_integral_value("ROUND_FLOOR") * step + (towards + (1 if up else 0)) * step
    assert judge(a_claim(float(published), float(step)), a_finding(float(value))).kind != "reproduced"


@settings(deadline=None)
@given(
    value=VALUES,
    published=VALUES,
    step=STEPS,
    comparator=st.sampled_from(["equal", "about", "over", "almost"]),
)
def test_the_manner_is_the_same_for_a_rise_and_for_the_fall_of_that_size(
    value: Decimal, published: Decimal, step: Decimal, comparator: str
) -> None:
    claim, found = a_claim(float(published), float(step), comparator), a_finding(float(value))
    mirrored = a_claim(-float(published), float(step), comparator), a_finding(-float(value))
    assert agreement(claim, found) == agreement(*mirrored)


NUMBERS = st.floats(-1e9, 1e9)


@settings(deadline=None)
@given(published=NUMBERS, step=st.floats(1e-3, 1e6), computed=st.none() | NUMBERS, other=st.none() | NUMBERS)
def test_every_comparison_has_one_verdict_that_survives_json(
    published: float, step: float, computed: float | None, other: float | None
) -> None:
    def given_(value: float | None, id: str) -> Finding | None:
        return None if value is None else a_finding(value, id=id)

    claim = a_claim(published, step)
    found = judge(claim, given_(computed, "measured"), given_(other, "elsewhere"))
    assert found.kind in KINDS
    assert (found.manner != "") == (found.kind in ("reproduced", "misattributed"))
    assert (found.elsewhere != "") == (found.kind == "misattributed")
    assert (found.said_by != "") == (found.kind == "as-reported")
    assert Verdict.from_dict(json.loads(json.dumps(found.as_dict()))) == found
    if found.kind == "misattributed":
        assert judge(replace(claim), given_(other, "elsewhere")).kind == "reproduced"
