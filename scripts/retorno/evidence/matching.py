"""Whether a finding speaks of what a claim speaks of: the same unit, quantity, place, period and people.

What differs must be said in the register (column ``differs``), and some things cannot be excused at
all: a stock never measures a flow, a level never measures a change, and no figure of another place or
of another time measures a claim that names its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from retorno.evidence.claims import Claim
from retorno.evidence.findings import COUNTED, Finding
from retorno.evidence.periods import days

Role = Literal["measure", "at-least", "at-most", "earlier", "elsewhere"]

CHANGES = ("percent", "percentage points", "ratio")
"""The units of a change that can show a rise or a fall."""

TOLD = 2
"""Differences that one message tells: with two in sight, somebody sees that another finding was meant."""


class MatchError(ValueError):
    """A finding that does not speak of what the claim speaks of; the message says what would be right."""


def differing(claim: Claim, found: Finding, role: Role) -> set[str]:
    """The aspects in which *found* differs from *claim*, each of which the claim must explain.

    Raises :class:`MatchError` where no explanation would do.
    """
    if role == "elsewhere":
        _counts_something(claim, found)
        _unit(claim, found, excused=False)
        return set()
    # What lies furthest apart first: a finding of another month is mostly another finding than the one meant.
    compared: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("period", lambda: _period(claim, found, role)),
        ("base", lambda: _base(claim, found)),
        ("place", lambda: _place(claim, found, role)),
        ("unit", lambda: _unit(claim, found, excused="unit" in claim.differs)),
        ("quantity", lambda: _quantity(claim, found, role)),
        ("population", lambda: _population(claim, found)),
    )
    aspects, wrong = set(), []
    for aspect, differs in compared:
        try:
            aspects |= {aspect} if differs() else set()
        except MatchError as error:
            wrong.append(str(error))
    if wrong:
        raise MatchError("; ".join(one.rstrip(".") for one in wrong[:TOLD]) + ".")
    return aspects


def unexplained(claim: Claim, aspects: set[str]) -> Iterator[str]:
    """What differs and is not explained, and what is explained and does not differ."""
    for aspect in sorted(aspects - claim.differs.keys()):
        yield f"the {aspect} differs: say why it may be compared all the same, in differs as “{aspect}: …”"
    for aspect in sorted(claim.differs.keys() - aspects):
        yield f"differs explains the {aspect}, which is the same in claim and finding: take it out"


def _population(claim: Claim, found: Finding) -> bool:
    _counts_something(claim, found)
    return claim.population != found.population


def _counts_something(claim: Claim, found: Finding) -> None:
    if not found.population:
        raise MatchError(
            f"finding {found.id} is compared with claim {claim.id}: say whom or what it counts (population=…)."
        )


def _unit(claim: Claim, found: Finding, excused: bool) -> bool:
    if claim.unit == found.unit or (claim.unit == "direction" and found.unit in CHANGES):
        return False
    if {claim.unit, found.unit} == {"percent", "ratio"}:
        return False  # the same thing said in two ways
    if excused and claim.unit in COUNTED and found.unit in COUNTED:
        return True
    raise MatchError(
        f"claim {claim.id} is in {claim.unit}, finding {found.id} in {found.unit}: they cannot be compared."
    )


def _quantity(claim: Claim, found: Finding, role: Role) -> bool:
    if not found.quantity:
        raise MatchError(
            f"finding {found.id} is compared with claim {claim.id}: say what kind of quantity it is "
            "(quantity='stock', 'flow', 'change', 'share' or 'count')."
        )
    if claim.quantity == found.quantity:
        return False
    bound = role in ("at-least", "at-most")
    if not bound and claim.quantity == "flow" and found.quantity in ("stock", "change"):
        raise MatchError(
            f"finding {found.id} is a {found.quantity}, claim {claim.id} speaks of a flow: a stock never measures "
            "a flow. It may bound it (at_least=…, at_most=…)."
        )
    if "change" in (claim.quantity, found.quantity) and not bound:
        raise MatchError(
            f"claim {claim.id} speaks of a {claim.quantity}, finding {found.id} is a {found.quantity}: "
            "a rise or fall is shown by a change, and a change shows no level."
        )
    return True


def _place(claim: Claim, found: Finding, role: Role) -> bool:
    if claim.place == found.place:
        return False
    if claim.place and found.place and role not in ("at-least", "at-most"):
        raise MatchError(f"claim {claim.id} speaks of {claim.place}, finding {found.id} of {found.place}.")
    return True


def _period(claim: Claim, found: Finding, role: Role) -> bool:
    if not claim.period:
        return True
    (start, end), (first, last) = days(claim.period), days(found.period)
    if (start, end) == (first, last):  # 2025 and 2025-01/2025-12 are one time
        return False
    if role == "earlier":
        return False
    if (last < start or first > end) and role == "measure":
        raise MatchError(f"claim {claim.id} speaks of {claim.period}, finding {found.id} of {found.period}.")
    inside = start <= first and last <= end
    return not (inside and found.quantity in ("stock", "share"))


def _base(claim: Claim, found: Finding) -> bool:
    if claim.quantity != "change" or found.quantity != "change" or claim.base == found.base:
        return False
    if claim.base and found.base:
        if days(claim.base) == days(found.base):
            return False
        raise MatchError(
            f"claim {claim.id} compares with {claim.base}, finding {found.id} with {found.base}: "
            "a change against the month before and one against the year before are different things."
        )
    return True
