"""The verdict as one sentence, made from its parts; what readers see first.

Each sentence is a template with named places. A template is a message that an edition translates;
what fills the places comes from the claim, the findings and their numbers, never from prose.
"""

from __future__ import annotations

from collections.abc import Mapping

from retorno.evidence.claims import DIRECTIONS, LISTS, Claim
from retorno.evidence.findings import UNITS, Finding
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import ENGLISH, Words

TEMPLATES = {
    "reproduced": "The data give it: {value}.",
    "reproduced cut": "The data give {value}: the last digit was left out, not rounded.",
    "reproduced within": "The data agree within their error: {value}.",
    "reproduced as worded": "True as worded. {told}",
    "reproduced some": "True as far as it can be tested, for no least size is stated. {support}",
    "reproduced in direction": "The data show it. {told}",
    "reproduced in direction by one report": "One other report shows it. {told}",
    "reproduced in full": "The list is that of the data: {value}.",
    "reproduced at source": "Read at the source. {told}",
    "reproduced by one report": "One other report gives it. {told}",
    "reproduced label": "So it is. {told}",
    "reproduced at-least": "True, by a least value. {told}",
    "reproduced at-most": "True, by a highest value. {told}",
    "outdated": "Correct for {then}; the figure for {now} is {plain}.",
    "outdated but": "Correct for {then} but for the “{word}” (it was {earlier}); the figure for {now} is {plain}.",
    "true and small": "True, and far too small: {factor} times as many. {told}",
    "true and small at-least": "True, and far too small: at least {factor} times as many. {told}",
    "true and small otherwise": "True, and far too small, though the data count {unit} and not {claimed}. {told}",
    "true and small word": "True, and far too small a word. {told}",
    "true and small change": "True, and far too small. {told}",
    "true and large": "True, and far too large. {told}",
    "understated": "Too small: the data give {value}, {gap}.",
    "exaggerated": "Too large: the data give {value}, {gap}.",
    "exaggerated direction": "The direction is right, and the change of {value} too small for the word.",
    "misattributed": "The figure counts something else. {elsewhere} {because}",
    "mixed": "The evidence points both ways. For it: {support} Against it: {against}",
    "mixed list": "In part: the data give {value}; they do not bear out {wrong}.",
    "contradicted": "The data say otherwise: {value}.",
    "contradicted label": "It is otherwise. {against}",
    "contradicted list": "The data give another list: {value}.",
    "contradicted at-least": "It cannot be: at least {value}.",
    "contradicted at-most": "It cannot be: at most {value}.",
    "as-reported": "One source says so, and nothing published lets anybody else check it.",
    "not-checkable": "It cannot be checked: {because}",
    "not-checkable undecided": "The data cannot tell: {value}, and its error leaves room for both.",
    "not-checkable bound": "A limit does not decide it. {told} {because}",
}


def sentence(
    claim: Claim,
    verdict: Verdict,
    findings: Mapping[str, Finding],
    words: Words = ENGLISH,
) -> str:
    """What the verdict on *claim* says, in one sentence (two where the evidence is told piece by piece)."""
    given = {name: findings.get(id) for name, id in _named(verdict).items()}
    template = TEMPLATES[_which(claim, verdict)]
    return words.say(template, **_parts(claim, verdict, given, findings, words)).strip()


def _named(verdict: Verdict) -> dict[str, str]:
    told = next((piece.finding for piece in verdict.evidence if piece.outcome == verdict.kind), verdict.finding)
    return {"measure": told, "earlier": verdict.earlier, "elsewhere": verdict.elsewhere}


def _which(claim: Claim, verdict: Verdict) -> str:
    """The template that fits."""
    kind, role = verdict.kind, _role(verdict)
    if claim.comparator == "exact" and kind in ("reproduced", "contradicted"):
        return "reproduced by one report" if _once_reported(verdict) else f"{kind} label"
    if kind == "reproduced":
        return _reproduced(claim, verdict, role)
    if kind == "outdated":
        return "outdated but" if claim.comparator in WORDS else "outdated"
    if kind == "understated" and verdict.manner == "as worded":
        return _far_too_small(claim, role)
    if kind == "exaggerated" and verdict.manner == "as worded":
        return "true and large"
    if kind == "exaggerated" and claim.comparator in DIRECTIONS:
        return "exaggerated direction"
    if kind in ("mixed", "contradicted") and claim.comparator in LISTS:
        return f"{kind} list"
    if kind == "not-checkable" and verdict.evidence:
        return f"not-checkable {'bound' if role else 'undecided'}"
    return f"contradicted {role}" if kind == "contradicted" and role else kind


def _once_reported(verdict: Verdict) -> bool:
    return verdict.kind == "reproduced" and verdict.basis == "single-report"


def _far_too_small(claim: Claim, role: str) -> str:
    """How many times is told only where one thing is counted, and the claim has a number."""
    if "unit" in claim.differs:
        return "true and small otherwise"
    if claim.comparator == "order":
        return "true and small word"
    if claim.quantity == "change":
        return "true and small change"
    return "true and small at-least" if role == "at-least" else "true and small"


def _reproduced(claim: Claim, verdict: Verdict, role: str) -> str:
    if role:
        return f"reproduced {role}"
    if claim.comparator == "some":
        return "reproduced some"
    if verdict.manner == "in direction" and _once_reported(verdict):
        return "reproduced in direction by one report"
    if verdict.manner != "in direction" and verdict.basis in AT_SECOND_HAND:
        return AT_SECOND_HAND[verdict.basis]
    manners = {
        "cut": "reproduced cut",
        "within its error": "reproduced within",
        "as worded": "reproduced as worded",
        "in direction": "reproduced in direction",
        "in full": "reproduced in full",
    }
    return manners.get(verdict.manner, "reproduced")


AT_SECOND_HAND = {"checked-at-source": "reproduced at source", "single-report": "reproduced by one report"}
"""What is said of a value that was read and not computed."""

WORDS = {"over": "over", "at-least": "at least", "under": "under", "at-most": "at most", "almost": "almost"}
"""Comparators as readers know them, where the earlier figure fits but for the word."""


def _role(verdict: Verdict) -> str:
    """``at-least`` or ``at-most`` where the verdict rests on a bound."""
    told = next((piece for piece in verdict.evidence if piece.outcome == verdict.kind), None)
    piece = told or next(iter(verdict.evidence), None)
    return piece.role if piece and piece.role.startswith("at-") else ""


def _parts(
    claim: Claim,
    verdict: Verdict,
    given: Mapping[str, Finding | None],
    findings: Mapping[str, Finding],
    words: Words,
) -> dict[str, str]:
    """What can stand in the places of the templates."""
    measure, earlier, elsewhere = given["measure"], given["earlier"], given["elsewhere"]
    support, against = (_told(verdict, findings, yes, words) for yes in (True, False))
    return {
        "value": words.measured(measure) if measure else "",
        "plain": words.value(measure) if measure else "",
        "told": _statement(measure, words) if measure else "",
        "now": words.period(measure.period) if measure else "",
        "then": words.period(earlier.period) if earlier else "",
        "earlier": words.value(earlier) if earlier else "",
        "elsewhere": _statement(elsewhere, words) if elsewhere else "",
        "unit": words.unit(measure.unit) if measure else "",
        "claimed": words.unit(claim.unit) if claim.unit in UNITS else "",
        "factor": words.times(verdict.factor) if verdict.factor else "",
        "gap": words.gap(claim, verdict, measure.precision) if measure else "",
        "word": words.say(WORDS.get(claim.comparator, "")),
        "because": f"{verdict.because.rstrip(' .')}." if verdict.because else "",
        "support": support,
        "against": against,
        "wrong": _wrong(claim, measure, words),
    }


def _statement(found: Finding, words: Words) -> str:
    """What was counted with its value; what else the statement says of it comes after the value."""
    counted, _, more = found.statement.rstrip(".").partition(". ")
    return f"{counted}: {words.measured(found)}." + (f" {more}." if more else "")


def _told(verdict: Verdict, findings: Mapping[str, Finding], support: bool, words: Words) -> str:
    """The pieces on one side, with their statements and values."""
    told = [piece for piece in verdict.evidence if piece.outcome != "undecided" and piece.supports == support]
    return " ".join(_statement(findings[piece.finding], words) for piece in told if piece.finding in findings)


def _wrong(claim: Claim, measure: Finding | None, words: Words) -> str:
    """The members of a list that the data do not have."""
    if measure is None or not isinstance(measure.value, tuple):
        return ""
    wrong = [words.place(code) for code in claim.members if code not in measure.value]
    return words.listed(wrong) if wrong else ""
