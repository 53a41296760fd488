"""The rule that maps a comparison to a verdict.

Five verdicts, in the order in which they are tried:

``as-reported``
    nothing published lies beneath the claim, so there is nothing to compare.
``reproduced``
    the computed value is the published one at the published precision: exactly, rounded,
    or cut (digits dropped without rounding); or the direction, or the whole list, is as stated.
``misattributed``
    the published value belongs to something else, and the analysis shows to what.
``imprecise``
    the direction is right and the size is materially off.
``contradicted``
    the data say otherwise.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, Literal

from retorno.claims import Claim
from retorno.findings import Finding

Kind = Literal["reproduced", "imprecise", "misattributed", "contradicted", "as-reported"]
Manner = Literal["exact", "rounded", "cut", "in direction", "in full", ""]

KINDS: tuple[Kind, ...] = ("reproduced", "imprecise", "misattributed", "contradicted", "as-reported")

SAME_SIZE = 2.0
"""A level stated plainly is of the right size if it is at most this many times off."""


@dataclass(frozen=True)
class Verdict:
    """What comparing a claim with the data says.

    ``gap`` is computed minus published, in the claim's unit (None where there is no number);
    ``elsewhere`` is the id of the finding to which a misattributed figure belongs.
    """

    claim: str
    kind: Kind
    manner: Manner = ""
    gap: float | None = None
    finding: str = ""
    elsewhere: str = ""
    said_by: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain data that survives JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Verdict:
        """The verdict that :meth:`as_dict` wrote."""
        return cls(**data)


def judge(claim: Claim, computed: Finding | None, elsewhere: Finding | None = None) -> Verdict:
    """The verdict on *claim*, given what the data say.

    *computed* measures what the claim speaks of; *elsewhere* is something else whose true
    value the claim may have borrowed. Raises ``ValueError`` where units cannot be compared.
    """
    for other in (computed, elsewhere):
        _same_unit(claim, other)
    if computed is None and not (elsewhere and agreement(claim, elsewhere)):
        return Verdict(claim.id, "as-reported", said_by=claim.source)
    gap = _gap(claim, computed)
    measured = computed.id if computed else ""
    if computed and (manner := agreement(claim, computed)):
        return Verdict(claim.id, "reproduced", manner, gap, measured)
    if elsewhere and (manner := agreement(claim, elsewhere)):
        return Verdict(claim.id, "misattributed", manner, gap, measured, elsewhere.id)
    right_way = computed is not None and _right_direction(claim, computed)
    return Verdict(claim.id, "imprecise" if right_way else "contradicted", "", gap, measured)


def agreement(claim: Claim, found: Finding) -> Manner:
    """How *found* gives the published value at its precision, or an empty string if it does not."""
    if claim.comparator == "list":
        return "in full" if set(claim.members) == set(_members(found)) else ""
    number = _number(found)
    if claim.comparator in ("rise", "fall"):
        return "in direction" if (number > 0) == (claim.comparator == "rise") and number != 0 else ""
    assert claim.value is not None
    assert claim.precision is not None
    if claim.comparator == "almost" and abs(number) >= abs(claim.value):
        return ""
    if math.isclose(number, claim.value, rel_tol=1e-12):
        return "exact"
    if rounded(number, claim.precision) == claim.value:
        return "rounded"
    if cut(number, claim.precision) == claim.value:
        return "cut"
    return ""


def rounded(value: float, step: float) -> float:
    """*value* rounded to the nearest multiple of *step*, halves away from zero."""
    return _steps(value, step, ROUND_HALF_UP)


def cut(value: float, step: float) -> float:
    """*value* with the digits below *step* dropped."""
    return _steps(value, step, ROUND_DOWN)


def _steps(value: float, step: float, how: str) -> float:
    """*value* as a whole number of steps, in decimal arithmetic, as people round.

    Twelve digits are kept of the value: what comes after them is the noise of binary
    arithmetic, which must not decide between 99.7 and 99.8.
    """
    unit = Decimal(repr(step))
    return float((Decimal(f"{value:.12g}") / unit).to_integral_value(how) * unit) + 0.0  # never −0.0


def _right_direction(claim: Claim, found: Finding) -> bool:
    """Whether a figure that does not agree at least points the same way."""
    if claim.comparator == "list":
        return bool(set(claim.members) & set(_members(found)))
    if claim.comparator in ("rise", "fall"):
        return False
    assert claim.value is not None
    number = _number(found)
    if number * claim.value <= 0:
        return False
    if claim.value < 0:  # a change: the sign is the direction
        return True
    if claim.comparator == "over":
        return number > claim.value
    if claim.comparator == "almost":
        return number < claim.value
    return 1 / SAME_SIZE <= number / claim.value <= SAME_SIZE


def _gap(claim: Claim, computed: Finding | None) -> float | None:
    if computed is None or claim.value is None:
        return None
    return _number(computed) - claim.value


def _same_unit(claim: Claim, found: Finding | None) -> None:
    if found and claim.unit not in ("direction", found.unit):
        raise ValueError(
            f"claim {claim.id} is in {claim.unit}, finding {found.id} in {found.unit}: they cannot be compared."
        )


def _members(found: Finding) -> tuple[str, ...]:
    if not isinstance(found.value, tuple):
        raise ValueError(f"finding {found.id} is a number; a list claim needs a list of places.")
    return found.value


def _number(found: Finding) -> float:
    if isinstance(found.value, tuple):
        raise ValueError(f"finding {found.id} is a list of places, not a number.")
    return found.value
