"""Whether a value is what a claim says, as it is worded; and if not, which way and by how much it is off.

A claim is a region of values that make it true as worded: “over 100,000” is everything above, “about
330” a tenth to either side, “93%” what rounds or is cut to 93. The evidence is a span: one value, or
the interval of a survey, or all that a bound leaves possible. Signs play no part: a fall of 93% and a
rise of 93% are the same distance from everything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from retorno.evidence.claims import DIRECTIONS, LISTS, Claim
from retorno.evidence.findings import COUNTED, Finding
from retorno.evidence.printed_figures import cut, exact, rounded

Outcome = Literal["reproduced", "understated", "exaggerated", "mixed", "contradicted", "undecided"]
Manner = Literal["exact", "rounded", "cut", "within its error", "in direction", "in full", "as worded", ""]

TWICE = Decimal(2)
"""A size that is stated is of the right order if it is at most this many times off."""

NEAR = Decimal("0.1")
"""“About” and “almost” reach this far, as a part of the number stated."""

FAR = Decimal(100)
"""A word for a size (“thousands”) is far too small from this many times its number on."""

PLURAL = Decimal(2)
"""“Thousands” are two thousand at least."""

SIGNIFICANT = {"percent": Decimal(10), "ratio": Decimal(10), "percentage points": Decimal(5)}
"""The least change that may be called significant: a tenth, or five percentage points."""

INFINITE = Decimal("Infinity")


class Span(NamedTuple):
    """Values from *low* to *high*; the ends belong to it where ``closed`` says so (low, high)."""

    low: Decimal
    high: Decimal
    closed: tuple[bool, bool] = (True, True)

    def holds(self, other: Span) -> bool:
        """Whether all of *other* lies inside."""
        low = other.low > self.low or (other.low == self.low and (self.closed[0] or not other.closed[0]))
        high = other.high < self.high or (other.high == self.high and (self.closed[1] or not other.closed[1]))
        return low and high

    def apart(self, other: Span) -> bool:
        """Whether no value lies in both."""
        below = other.high < self.low or (other.high == self.low and not (self.closed[0] and other.closed[1]))
        above = other.low > self.high or (other.low == self.high and not (self.closed[1] and other.closed[0]))
        return below or above

    def mirrored(self) -> Span:
        """The same values with the other sign."""
        return Span(-self.high, -self.low, (self.closed[1], self.closed[0]))


@dataclass(frozen=True)
class Comparison:
    """What came of comparing: the outcome, how it agrees, and how many times the size stated the data give."""

    outcome: Outcome
    manner: Manner = ""
    factor: float | None = None


def compare(claim: Claim, found: Finding, bound: str = "") -> Comparison:
    """How *found* stands to *claim*; with *bound* (``at-least``, ``at-most``) it is only a limit."""
    if claim.comparator in LISTS:
        return _lists(claim, found)
    evidence = span(claim, found, bound)
    if claim.comparator == "some":
        return _some(evidence, found)
    if claim.comparator in DIRECTIONS:
        return _direction(claim, found, evidence)
    assert claim.value is not None
    if claim.quantity == "change" and claim.unit == "ratio":
        compared = compare(_as_change(claim), found, bound)  # “doubled” and “100% more” are one claim
        times = None if compared.factor is None else _factor(evidence.low, exact(claim.value))
        return replace(compared, factor=times)
    stated = exact(claim.value)
    if stated < 0:
        stated, evidence = -stated, evidence.mirrored()
    return _size(claim, found, stated, evidence, bound)


def _as_change(claim: Claim) -> Claim:
    """A claim of so many times as much, as one of so many per cent more."""
    assert claim.value is not None
    assert claim.step is not None
    assert claim.digit is not None
    percent = {
        "value": float((exact(claim.value) - 1) * 100),
        "upper": None if claim.upper is None else float((exact(claim.upper) - 1) * 100),
        "step": float(exact(claim.step) * 100),
        "digit": float(exact(claim.digit) * 100),
    }
    return replace(claim, unit="percent", **percent)  # type: ignore[arg-type]


def figure_agrees(claim: Claim, found: Finding) -> bool:
    """Whether the figure printed is *found*, whatever “over” or “almost” stands before it."""
    if claim.value is None or isinstance(found.value, tuple):
        return set(claim.members) == set(_members(found)) if claim.members else False
    return bool(_as_figure(claim, float(span(claim, found).low)))


def span(claim: Claim, found: Finding, bound: str = "") -> Span:
    """The values that *found* leaves possible, in the unit of *claim*."""
    if isinstance(found.value, tuple):
        raise ValueError(f"finding {found.id} is a list of places, not a number.")
    low = found.value if found.low is None else found.low
    high = found.value if found.high is None else found.high
    ends = _in_unit(claim, found, low), _in_unit(claim, found, high)
    if bound == "at-least":
        return Span(ends[0], INFINITE)
    if not bound:
        return Span(*ends)
    return Span(-INFINITE if claim.quantity == "change" else Decimal(0), ends[1])  # no count is below nought


def _in_unit(claim: Claim, found: Finding, value: float) -> Decimal:
    """*value* in the unit of the claim: a ratio of 3 is a rise by 200 per cent, a share of a half is 50."""
    number = exact(value)
    if claim.unit == found.unit or {claim.unit, found.unit} != {"percent", "ratio"}:
        return number
    whole = 0 if found.quantity == "share" else 1
    return number / 100 + whole if claim.unit == "ratio" else (number - whole) * 100


def _as_figure(claim: Claim, value: float) -> Manner:
    """How *value* gives the printed figure, or an empty string."""
    assert claim.value is not None
    assert claim.step is not None
    assert claim.digit is not None
    if exact(value) == exact(claim.value):
        return "exact"
    if rounded(value, claim.step) == claim.value:
        return "rounded"
    # Cutting explains a figure only where every digit printed is a digit of the value.
    return "cut" if cut(value, claim.digit) == claim.value and claim.value else ""


def _region(claim: Claim, stated: Decimal) -> Span:
    """The sizes that make the claim true as it is worded."""
    assert claim.step is not None
    assert claim.digit is not None
    half, digit = Decimal(repr(claim.step)) / 2, Decimal(repr(claim.digit))
    figure = Span(stated - half, stated + max(half, digit), (bool(stated), False))
    match claim.comparator:
        case "over":
            return Span(stated, INFINITE, (False, True))
        case "at-least":
            return Span(stated, INFINITE)
        case "under":
            return Span(Decimal(0), stated, (True, False))
        case "at-most":
            return Span(Decimal(0), stated)
        case "almost":
            return Span(stated * (1 - NEAR), stated, (True, False))
        case "about":
            # Who says “about” has rounded and not cut: 2.9 is not about 2.
            near = max(stated * NEAR, half)
            return Span(stated - near, stated + near, (True, near > half))
        case "order":
            return Span(stated * PLURAL, INFINITE)
        case "between":
            assert claim.upper is not None
            return Span(stated, exact(claim.upper))
        case "exact":
            return Span(stated, stated)
        case _:
            return figure


def _size(claim: Claim, found: Finding, stated: Decimal, evidence: Span, bound: str) -> Comparison:
    """A size against a region: inside, outside by how much, or the evidence cannot tell."""
    region = _region(claim, stated)
    if region.holds(evidence):
        return _true(claim, found, stated, evidence)
    if region.apart(evidence):
        return _false(claim, region, evidence)
    narrow = evidence.low > 0 and evidence.high <= evidence.low * TWICE  # a wide interval bears anything out
    if narrow and not bound and claim.comparator in ("equal", "about", "between"):
        return Comparison("reproduced", _manner(claim, found), 1.0)  # the survey cannot tell the two apart
    return Comparison("undecided")


def _true(claim: Claim, found: Finding, stated: Decimal, evidence: Span) -> Comparison:
    """True as worded; of an open claim also whether it says far too little."""
    factor = _factor(evidence.low, stated)
    if claim.quantity == "label":  # a place among the first ten is not “far” below ten
        return Comparison("reproduced", _manner(claim, found), factor)
    open_above = claim.comparator in ("over", "at-least", "order")
    if open_above and evidence.low > stated * (FAR if claim.comparator == "order" else TWICE):
        return Comparison("understated", "as worded", factor)
    if claim.comparator in ("under", "at-most") and evidence.high * TWICE < stated:
        return Comparison("exaggerated", "as worded", _factor(evidence.high, stated))
    return Comparison("reproduced", _manner(claim, found), factor)


def _manner(claim: Claim, found: Finding) -> Manner:
    """How a value agrees with a figure that it does agree with."""
    assert not isinstance(found.value, tuple)
    if claim.comparator != "equal":
        return "as worded"
    return _as_figure(claim, float(_in_unit(claim, found, found.value))) or "within its error"


def _false(claim: Claim, region: Span, evidence: Span) -> Comparison:
    """Not true; which way, if the order of size is right, else contradicted."""
    too_small = evidence.low >= region.high
    nearest, limit = (evidence.low, region.high) if too_small else (evidence.high, region.low)
    if claim.comparator not in ("between", "order"):
        assert claim.value is not None
        limit = abs(exact(claim.value))
    factor = _factor(nearest, limit)
    if claim.comparator == "exact" or nearest <= 0 or not limit:
        return Comparison("contradicted", "", factor)
    if nearest > limit * TWICE or nearest * TWICE < limit:
        return Comparison("contradicted", "", factor)
    return Comparison("understated" if too_small else "exaggerated", "", factor)


def _factor(value: Decimal, stated: Decimal) -> float | None:
    return float(value / stated) if stated and value.is_finite() else None


def _direction(claim: Claim, found: Finding, change: Span) -> Comparison:
    """A rise or a fall: shown where the whole span lies on one side, and is large enough if that is said."""
    if found.unit == "ratio":  # as many times as before: less one is the change
        change = Span((change.low - 1) * 100, (change.high - 1) * 100)
    if claim.comparator.endswith("fall"):
        change = change.mirrored()
    least = SIGNIFICANT[found.unit] if claim.comparator.startswith("significant") else Decimal(0)
    if change.low > 0 and change.low >= least:
        return Comparison("reproduced", "in direction")
    if change.high < 0 or change.low == change.high == 0:
        return Comparison("contradicted")
    if change.low > 0 and change.high < least:
        return Comparison("exaggerated")
    return Comparison("undecided")


def _some(evidence: Span, found: Finding) -> Comparison:
    """Whether there are any at all, and of what is counted more than one: all that “many” can be held to."""
    least = 1 if found.unit in COUNTED else 0
    if evidence.low > least:
        return Comparison("reproduced", "as worded")
    return Comparison("contradicted" if evidence.high <= least else "undecided")


def _lists(claim: Claim, found: Finding) -> Comparison:
    """A list by the share of its members that is right; a ranking also by their places."""
    stated, true = tuple(dict.fromkeys(claim.members)), _members(found)
    if claim.comparator == "ranking":
        right = sum(one == other for one, other in zip(stated, true, strict=False))
    else:
        right = len(set(stated) & set(true))
    whole = len(stated) if claim.comparator == "among" else max(len(stated), len(true))
    share = right / whole
    if share == 1:
        return Comparison("reproduced", "in full", share)
    return Comparison("mixed" if share > 0.5 else "contradicted", "", share)


def _members(found: Finding) -> tuple[str, ...]:
    if not isinstance(found.value, tuple):
        raise ValueError(f"finding {found.id} is a number; a list claim needs a list of places.")
    return found.value
