"""The verdict on a claim: what we say, what it rests on, and the evidence piece by piece.

Nine verdicts:

``reproduced``      the data give what is claimed, as it is worded
``outdated``        right for an earlier time, and no longer
``understated``     the right way, and too small (or true, and far too small)
``exaggerated``     the right way, and too large
``misattributed``   right for something else
``mixed``           the evidence in hand points both ways
``contradicted``    the data say otherwise
``as-reported``     one source says so, nobody else can check
``not-checkable``   an opinion, or there is no measure that could tell

and four bases: ``recomputed`` from published data; ``checked-at-source``, read in the original
publication, nothing recomputed; ``single-report``; ``bound``, a limit from other counts, which may
show a claim impossible or safe and never exact.

The rule is :func:`judge`. What a number must be to agree is in :mod:`retorno.evidence.agreement`, what must
match before anything is compared in :mod:`retorno.evidence.matching`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from retorno.evidence.agreement import Comparison, Manner, Outcome, compare, figure_agrees, span
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.matching import MatchError, Role, differing, unexplained
from retorno.evidence.periods import days

Kind = Literal[
    "reproduced",
    "outdated",
    "understated",
    "exaggerated",
    "misattributed",
    "mixed",
    "contradicted",
    "as-reported",
    "not-checkable",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Basis = Literal["recomputed", "checked-at-source", "single-report", "bound", ""]
BASES: tuple[Basis, ...] = get_args(Basis)
MANNERS: tuple[str, ...] = get_args(Manner)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence: the finding, the part it plays, and what came of comparing."""

    finding: str
    role: Role
    outcome: str
    manner: Manner = ""
    factor: float | None = None

    @property
    def supports(self) -> bool:
        """Whether the claim is true as worded by this piece: also one that says far too little or too much."""
        return self.outcome == "reproduced" or self.manner == "as worded"


@dataclass(frozen=True)
class Verdict:
    """What comparing a claim with the data says.

    ``gap`` is computed minus published, in the claim's unit (None where there is no number);
    ``factor`` is computed by published; ``finding`` is the first that measures or bounds the claim,
    empty where several point both ways; ``earlier`` is the one for which an outdated figure was
    right, ``elsewhere`` the one to which a misattributed figure belongs; ``because`` says why a
    figure is thought to come from elsewhere, or why nothing can check the claim.
    """

    claim: str
    kind: Kind
    basis: Basis = ""
    manner: Manner = ""
    gap: float | None = None
    factor: float | None = None
    finding: str = ""
    earlier: str = ""
    elsewhere: str = ""
    because: str = ""
    said_by: str = ""
    evidence: tuple[Evidence, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data that survives JSON."""
        return {**asdict(self), "evidence": [asdict(piece) for piece in self.evidence]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Verdict:
        """The verdict that :meth:`as_dict` wrote."""
        return cls(**{**data, "evidence": tuple(Evidence(**piece) for piece in data["evidence"])})


def judge(
    claim: Claim,
    *measures: Finding,
    at_least: Finding | None = None,
    at_most: Finding | None = None,
    earlier: Finding | None = None,
    elsewhere: Finding | None = None,
    because: str = "",
    basis: Basis = "",
    checkable: bool = True,
) -> Verdict:
    """The verdict on *claim*, given what the data say.

    *measures* measure what the claim speaks of, each on its own; *at_least* and *at_most* are limits
    from other counts. *earlier* is the same quantity at an earlier time, *elsewhere* something else
    whose true value the claim may have borrowed, *because* why. *basis* must be given where a finding
    is quoted and not computed. In order:

    1. Without evidence the claim stands as reported, or cannot be checked (*checkable* false).
    2. Unit, quantity, place, period, base and population must match, or the claim says why not.
    3. A figure that was right earlier and no longer is, is outdated.
    4. Each piece is compared with the claim as it is worded.
    5. If nothing supports the claim and the figure is that of something else, it is misattributed.
    6. Pieces that point both ways are mixed; else the verdict is what they agree on.

    Raises ``MatchError`` (a ``ValueError``) where claim and finding cannot be compared.
    """
    limits: list[tuple[Role, Finding]] = [("at-least", at_least)] if at_least else []
    limits += [("at-most", at_most)] if at_most else []
    used: list[tuple[Role, Finding]] = [*(("measure", found) for found in measures), *limits]
    others: list[tuple[Role, Finding]] = [("earlier", earlier)] if earlier else []
    others += [("elsewhere", elsewhere)] if elsewhere else []
    if elsewhere and not because.strip():
        raise MatchError(f"{claim.id}: say why the figure is thought to belong to {elsewhere.id} (because=…).")
    if not used and not others:
        return _unmeasured(claim, because, checkable)
    _matched(claim, [*used, *others])
    given = _basis(claim, [found for _, found in (*used, *others)], basis, bool(limits) and not measures)
    pieces = [_piece(claim, role, found) for role, found in used]
    first = used[0][1] if used else None
    about: dict[str, Any] = {
        "basis": given,
        "gap": _gap(claim, first),
        "finding": first.id if first else "",
        "evidence": tuple(pieces),
    }
    if earlier and first and _outdated(claim, earlier, first):
        return Verdict(claim.id, "outdated", earlier=earlier.id, because=because, **about)
    supported = any(piece.supports for piece in pieces)
    if elsewhere and not supported and figure_agrees(claim, elsewhere):
        return Verdict(claim.id, "misattributed", elsewhere=elsewhere.id, because=because, **about)
    if not pieces:
        return _unmeasured(claim, "", checkable)
    kind = _together(pieces)
    if kind == "mixed" and len(pieces) > 1:  # no piece stands for all
        about |= {"gap": None, "finding": ""}
    told = next((piece for piece in pieces if piece.outcome == kind), pieces[0])
    return Verdict(claim.id, kind, manner=told.manner, factor=told.factor, because=because, **about)


def _unmeasured(claim: Claim, because: str, checkable: bool) -> Verdict:
    if checkable:
        return Verdict(claim.id, "as-reported", "single-report", because=because, said_by=claim.source)
    if not because.strip():
        raise MatchError(f"{claim.id}: say why nothing can check it (because=…).")
    return Verdict(claim.id, "not-checkable", because=because, said_by=claim.source)


def _matched(claim: Claim, evidence: Sequence[tuple[Role, Finding]]) -> None:
    """Raise where a finding does not speak of what the claim speaks of, and the claim does not say why."""
    aspects: set[str] = set()
    for role, found in evidence:
        aspects |= differing(claim, found, role)
    for wrong in unexplained(claim, aspects):
        raise MatchError(f"claim {claim.id}: {wrong}.")


def _basis(claim: Claim, found: Sequence[Finding], given: Basis, bound: bool) -> Basis:
    """What the verdict rests on; a quoted finding needs it said."""
    if bound:
        return "bound"
    if given:
        return given
    for one in found:
        if one.reported_by:
            raise MatchError(
                f"{claim.id}: {one.id} is quoted, not computed: say whether it was read in the original "
                "(basis='checked-at-source') or in a report of it (basis='single-report')."
            )
    return "recomputed"


def _piece(claim: Claim, role: Role, found: Finding) -> Evidence:
    compared: Comparison = compare(claim, found, "" if role == "measure" else role)
    return Evidence(found.id, role, compared.outcome, compared.manner, compared.factor)


def _outdated(claim: Claim, earlier: Finding, now: Finding) -> bool:
    """Whether the figure is that of an earlier time and not that of now."""
    before = days(earlier.period)[1] < days(now.period)[0]
    return before and figure_agrees(claim, earlier) and not figure_agrees(claim, now)


def _together(pieces: Sequence[Evidence]) -> Kind:
    """What several pieces of evidence say together."""
    told = [piece for piece in pieces if piece.outcome != "undecided"]
    if not told:
        return "not-checkable"
    kinds = {piece.outcome for piece in told}
    if len(kinds) == 1:
        return told[0].outcome  # type: ignore[return-value]
    support = [piece.supports for piece in told]
    if all(support):
        return "reproduced"
    if any(support) or "mixed" in kinds or {"understated", "exaggerated"} <= kinds:
        return "mixed"
    return "understated" if "understated" in kinds else "exaggerated"  # the milder of two that say no


def _gap(claim: Claim, first: Finding | None) -> float | None:
    if first is None or claim.value is None or isinstance(first.value, tuple):
        return None
    return float(span(claim, first).low) - claim.value if first.low is None else first.value - claim.value
