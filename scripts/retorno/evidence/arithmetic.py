"""The arithmetic behind a finding, found again in the values that were recorded beside it.

An analysis records the change and the two counts from which it made it. Whether one is ``a ÷ b − 1`` of the
others is a question that arithmetic answers: :func:`line` tries the few forms that the book uses on the
full values, and gives the one that fits. Nothing is typed, so nothing can be typed wrongly; where no form
fits, or where different operands would, there is no line.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import permutations

from retorno.evidence.findings import COUNTED, Finding

CLOSE = 1e-9
"""How far the two sides of a line may lie apart, as a part of the value: what a computer loses in two steps."""

SMALL = 100
"""Small whole numbers fit one another by chance: operands below this must be of the periods that the result names."""


@dataclass(frozen=True)
class Form:
    """One way to make a value of two others: the *sign* between them, and what stands after (``− 1``)."""

    sign: str
    after: str
    of: Callable[[float, float], float]


CHANGE = Form("÷", "− 1", lambda a, b: (a / b - 1) * 100)
SHARE = Form("÷", "", lambda a, b: a / b * 100)
RATIO = Form("÷", "", lambda a, b: a / b)
DIFFERENCE = Form("−", "", lambda a, b: a - b)


@dataclass(frozen=True)
class Line:
    """``left sign right after = result``; the three names are ids of findings."""

    left: str
    sign: str
    right: str
    after: str
    result: str


def line(result: Finding, others: Iterable[Finding]) -> Line | None:
    """How *result* comes of two of *others*, the findings of the same page; None where that cannot be told."""
    value = result.value
    if not isinstance(value, int | float) or result.reported_by:
        return None
    operands = [one for one in others if one.id != result.id and _may_be_operand(one, result)]
    found = [
        (form, a, b)
        for form in _forms(result)
        for a, b in permutations(operands, 2)
        if a.unit == b.unit and _fits(form, a, b, value) and (_is_large(a, b) or _is_named(a, b, result))
    ]
    best = max((_fitting(a, b, result) for _, a, b in found), default=0)
    chosen = [one for one in found if _fitting(one[1], one[2], result) == best]
    if len({(form.sign, form.after, a.value, b.value) for form, a, b in chosen}) != 1:
        return None
    form, a, b = chosen[0]
    return Line(a.id, form.sign, b.id, form.after, result.id)


def _forms(result: Finding) -> tuple[Form, ...]:
    if result.unit == "percent":
        return (CHANGE,) if result.quantity == "change" or result.base else (CHANGE, SHARE)
    if result.unit == "ratio":
        return (RATIO,)
    if result.unit == "percentage points":
        return (DIFFERENCE,)
    # A part is the whole less the other part as well: only a change says which of three counts was made of the others.
    return (DIFFERENCE,) if result.unit in COUNTED and result.quantity == "change" else ()


def _may_be_operand(one: Finding, result: Finding) -> bool:
    if not isinstance(one.value, int | float) or not math.isfinite(one.value) or not one.value:
        return False
    if result.unit == "percentage points":
        return one.unit == "percent"
    if result.unit in COUNTED:
        return one.unit == result.unit
    return one.unit in COUNTED or one.unit in ("USD", "EUR", "MXN", "HNL", "HTG")


def _fits(form: Form, a: Finding, b: Finding, value: float) -> bool:
    assert isinstance(a.value, int | float)
    assert isinstance(b.value, int | float)
    return math.isclose(form.of(a.value, b.value), value, rel_tol=CLOSE, abs_tol=CLOSE)


def _is_large(a: Finding, b: Finding) -> bool:
    return all(isinstance(one.value, int | float) and abs(one.value) >= SMALL for one in (a, b))


def _is_named(a: Finding, b: Finding, result: Finding) -> bool:
    """Whether the operands are of the two periods that a change names: its own, and its base."""
    return bool(result.base) and a.period == result.period and b.period == result.base


def _fitting(a: Finding, b: Finding, result: Finding) -> int:
    """How well the periods of two operands fit what the result says of its own."""
    return (
        int(a.period == result.period)
        + int(bool(result.base) and b.period == result.base)
        + int(set(a.datasets) <= set(result.datasets))
        + int(set(b.datasets) <= set(result.datasets))
    )
