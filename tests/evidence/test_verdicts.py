"""The rule that maps a comparison to a verdict, case by case and by its laws."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from examples import a_claim, a_finding
from retorno.evidence.claims import Claim
from retorno.evidence.matching import MatchError
from retorno.evidence.printed_figures import readings
from retorno.evidence.verdicts import BASES, KINDS, Verdict, judge
from verdict_cases import CASES, REFUSED, REVIEWED, Case


def verdict_of(case: Case) -> Verdict:
    evidence = dict(case.evidence)
    return judge(case.claim, *evidence.pop("measures", ()), **evidence)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_case(case: Case) -> None:
    if case.verdict == REFUSED:
        with pytest.raises(MatchError):
            verdict_of(case)
        return
    found = verdict_of(case)
    assert found.kind == case.verdict
    assert case.manner in (None, found.manner)
    assert Verdict.from_dict(json.loads(json.dumps(found.as_dict()))) == found


def test_the_table_of_cases_is_long_enough_and_says_each_thing_once() -> None:
    whys = [case.why for case in CASES]
    assert len(REVIEWED) == 30
    assert len(CASES) >= 90
    assert len(set(whys)) == len(whys)
    assert {case.verdict for case in CASES} == {*KINDS, REFUSED}


def test_what_differs_is_named_in_the_message() -> None:
    with pytest.raises(MatchError, match=r"the population differs: say why .* in differs as “population: …”"):
        judge(a_claim(), a_finding(population="flights"))
    with pytest.raises(MatchError, match="which is the same in claim and finding: take it out"):
        judge(a_claim(differs={"place": "?"}), a_finding())
    with pytest.raises(MatchError, match="claim a-claim is in persons, finding a-finding in percent"):
        judge(a_claim(), a_finding(unit="percent"))
    with pytest.raises(MatchError, match="a stock never measures a flow"):
        judge(a_claim(), a_finding(quantity="stock"))


def test_what_lies_furthest_apart_is_named_first() -> None:
    """A finding of another month, given in the place of another, is told by its month and its base."""
    claim = a_claim(quantity="change", unit="percent", period="2025-05", base="2024-05")
    other = a_finding(
        -90.0, quantity="change", unit="percent", period="2025-02", base="2024-02", population="", id="of-february"
    )
    with pytest.raises(MatchError) as refused:
        judge(claim, other)
    assert str(refused.value).startswith("claim a-claim speaks of 2025-05, finding of-february of 2025-02; ")
    assert "compares with 2024-05, finding of-february with 2024-02" in str(refused.value)


def test_the_basis_is_said_where_a_figure_is_quoted() -> None:
    quoted = a_finding(reported_by="report2025")
    with pytest.raises(MatchError, match="say whether it was read in the original"):
        judge(a_claim(), quoted)
    assert judge(a_claim(), quoted, basis="single-report").basis == "single-report"
    assert judge(a_claim(), a_finding()).basis == "recomputed"
    assert judge(a_claim(comparator="over"), at_least=a_finding(150)).basis == "bound"
    assert judge(a_claim()).basis == "single-report"
    assert judge(a_claim(), checkable=False, because="an opinion").basis == ""


def test_each_piece_of_evidence_is_kept() -> None:
    claim = a_claim(None, None, "rise", unit="direction", quantity="change")
    up, down = (a_finding(by, id, unit="percent", quantity="change") for by, id in ((21, "up"), (-22, "down")))
    found = judge(claim, up, down)
    assert [(piece.finding, piece.role, piece.outcome) for piece in found.evidence] == [
        ("up", "measure", "reproduced"),
        ("down", "measure", "contradicted"),
    ]


def test_a_list_is_compared_with_a_list_and_a_number_with_a_number() -> None:
    listed = a_claim(None, None, "list", unit="places", members=("USA",))
    with pytest.raises(ValueError, match="a list claim needs a list of places"):
        judge(listed, replace(a_finding(3), unit="places"))
    with pytest.raises(ValueError, match="not a number"):
        judge(a_claim(3, 1, unit="places"), a_finding(["USA"], unit="places"))


# The laws

COMPARATORS = ["equal", "about", "over", "at-least", "under", "at-most", "almost", "order"]
SIZES = st.decimals(min_value=1, max_value=10**7, places=2, allow_nan=False)
STEPS = st.sampled_from([Decimal(10) ** power for power in range(-2, 5)])
FACTORS = st.fractions(min_value=0, max_value=10, max_denominator=1000).map(float)

SCALE = {"contradicted below": -2, "exaggerated": -1, "reproduced": 0, "understated": 1, "contradicted above": 2}
"""Verdicts in the order of the gap: far below what is claimed, below, right, above, far above."""


def kind_of(claim: Claim, value: float, **more: Any) -> str:
    return judge(claim, a_finding(value, **more)).kind


def place_on_scale(claim: Claim, value: float) -> int:
    assert claim.value is not None
    kind = kind_of(claim, value)
    return SCALE.get(kind) or SCALE.get(f"{kind} {'above' if value > claim.value else 'below'}") or 0


@settings(deadline=None, max_examples=300)
@given(size=SIZES, step=STEPS, comparator=st.sampled_from(COMPARATORS), one=FACTORS, other=FACTORS)
def test_monotone_in_the_gap(size: Decimal, step: Decimal, comparator: str, one: float, other: float) -> None:
    assume(step < size)
    claim = a_claim(float(size), float(step), comparator)
    low, high = sorted((one, other))
    assert place_on_scale(claim, float(size) * low) <= place_on_scale(claim, float(size) * high)


@settings(deadline=None)
@given(size=SIZES, step=STEPS, comparator=st.sampled_from(COMPARATORS), factor=FACTORS)
def test_a_fall_is_judged_as_the_rise_of_that_size(
    size: Decimal, step: Decimal, comparator: str, factor: float
) -> None:
    value = float(size) * factor
    rise, fall = (a_claim(sign * float(size), float(step), comparator) for sign in (1, -1))
    one, other = judge(rise, a_finding(value)), judge(fall, a_finding(-value))
    assert (one.kind, one.manner, one.factor) == (other.kind, other.manner, other.factor)


@settings(deadline=None)
@given(change=st.floats(-1000, 1000), error=st.floats(0, 500), significant=st.booleans())
def test_a_claimed_rise_is_judged_as_the_mirrored_fall(change: float, error: float, significant: bool) -> None:
    word = "significant-" if significant else ""

    def kind(comparator: str, sign: int) -> str:
        claim = a_claim(None, None, f"{word}{comparator}", unit="direction", quantity="change")
        ends = sorted((sign * (change - error), sign * (change + error)))
        found = a_finding(sign * change, unit="percent", quantity="change", low=ends[0], high=ends[1])
        return judge(claim, found).kind

    assert kind("rise", 1) == kind("fall", -1)


MIRROR = {"understated": "exaggerated", "exaggerated": "understated"}


@settings(deadline=None)
@given(
    power=st.integers(-6, 6),
    twos=st.integers(-4, 4),
    words=st.sampled_from([("over", "under"), ("at-least", "at-most")]),
)
def test_far_above_a_least_value_is_as_far_below_a_greatest(power: int, twos: int, words: tuple[str, str]) -> None:
    times = 2.0**twos
    above = kind_of(a_claim(10.0**power, 1, words[0]), 10.0**power * times)
    below = kind_of(a_claim(10.0**power, 1, words[1]), 10.0**power / times)
    assert MIRROR.get(above, above) == below


@settings(deadline=None)
@given(
    size=SIZES,
    step=STEPS,
    comparator=st.sampled_from(COMPARATORS),
    factor=FACTORS,
    power=st.integers(-3, 6),
)
def test_a_change_of_scale_changes_nothing(
    size: Decimal, step: Decimal, comparator: str, factor: float, power: int
) -> None:
    value, scale = float(Decimal(str(round(float(size) * factor, 4)))), Decimal(10) ** power
    one = judge(a_claim(float(size), float(step), comparator), a_finding(value))
    other = judge(
        a_claim(float(size * scale), float(step * scale), comparator), a_finding(float(Decimal(str(value)) * scale))
    )
    assert (one.kind, one.manner) == (other.kind, other.manner)


@settings(deadline=None)
@given(
    percent=st.integers(-99, 900),
    comparator=st.sampled_from(["equal", "about", "over", "almost"]),
    value=st.integers(-99, 900),
)
def test_a_change_told_in_per_cent_or_as_a_ratio_is_the_same(percent: int, comparator: str, value: int) -> None:
    claim = a_claim(float(percent), 1.0, comparator, unit="percent", quantity="change")
    told = [
        a_finding(value, unit="percent", quantity="change"),
        a_finding(1 + value / 100, unit="ratio", quantity="change"),
    ]
    one, other = (judge(claim, found) for found in told)
    assert (one.kind, one.manner) == (other.kind, other.manner)


def printed_claim(text: str) -> Claim:
    read = next(readings(text))
    return a_claim(float(read.value), float(read.step), digit=float(read.digit))


@settings(deadline=None, max_examples=300)
@given(
    whole=st.integers(1, 10**6),
    decimals=st.text("0123456789", max_size=3),
    digit=st.sampled_from("0123456789"),
    off=st.floats(-3, 3),
)
def test_more_digits_never_turn_false_into_true(whole: int, decimals: str, digit: str, off: float) -> None:
    coarse = f"{whole}.{decimals}" if decimals else str(whole)
    fine = f"{coarse}{digit}" if decimals else f"{coarse}.{digit}"
    coarse_claim = printed_claim(coarse)
    value = float(fine) + off * 10.0 ** -len(decimals)
    if kind_of(printed_claim(fine), value) == "reproduced":
        assert kind_of(coarse_claim, value) == "reproduced"


PERIODS = ["2019", "2024", "2024-05", "2025-05", "2025-05-03", "2024/2025", ""]
PLACES = ["PAN", "USA", ""]


@settings(deadline=None)
@given(
    place=st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)),
    period=st.tuples(st.sampled_from(PERIODS), st.sampled_from(PERIODS[:-1])),
    excused=st.sets(st.sampled_from(["place", "period"])),
    quantity=st.sampled_from(["stock", "flow"]),
)
def test_nothing_of_another_place_or_time_reproduces_a_claim(
    place: tuple[str, str], period: tuple[str, str], excused: set[str], quantity: str
) -> None:
    """Where the claim names its own: what it leaves open, the register may fill and must say so."""
    claim = a_claim(
        place=place[0], period=period[0], quantity=quantity, differs=dict.fromkeys(excused, "because it is near")
    )
    try:
        found = judge(claim, a_finding(place=place[1], period=period[1], quantity=quantity))
    except MatchError:
        return
    assert found.kind == "reproduced"
    assert not place[0] or not place[1] or place[0] == place[1]
    assert not period[0] or period[0][:4] in period[1] or period[1][:4] in period[0]
    assert (place[0] == place[1]) == ("place" not in excused)


@settings(deadline=None)
@given(
    size=SIZES,
    comparator=st.sampled_from(COMPARATORS),
    values=st.lists(FACTORS, max_size=3),
    bound=st.none() | FACTORS,
    other=st.none() | FACTORS,
)
def test_every_comparison_has_one_verdict_that_survives_json(
    size: Decimal, comparator: str, values: list[float], bound: float | None, other: float | None
) -> None:
    claim = a_claim(float(size), 0.01, comparator)
    measures = [a_finding(float(size) * value, f"measure-{n}") for n, value in enumerate(values)]
    more: dict[str, Any] = {}
    if bound is not None:
        more["at_least"] = a_finding(float(size) * bound, "bound")
    if other is not None:
        more |= {"elsewhere": a_finding(float(size) * other, "other"), "because": "it is near"}
    found = judge(claim, *measures, **more)
    assert found.kind in KINDS
    assert found.basis in BASES
    assert (found.elsewhere != "") == (found.kind == "misattributed")
    assert (found.said_by != "") == (found.kind == "as-reported")
    assert len(found.evidence) == len(values) + (bound is not None)
    assert Verdict.from_dict(json.loads(json.dumps(found.as_dict()))) == found
    supports = {piece.supports for piece in found.evidence if piece.outcome != "undecided"}
    if supports == {True, False}:
        assert found.kind == "mixed"
