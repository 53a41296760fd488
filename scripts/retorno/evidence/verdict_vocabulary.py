"""What readers call the verdicts: one word, one sign and one colour each, the only table of them.

The ids of :data:`retorno.evidence.verdicts.KINDS` are for programs and never change; these are for people.
"""

from __future__ import annotations

from dataclasses import dataclass

from retorno.evidence.verdicts import Kind, Verdict


@dataclass(frozen=True)
class VerdictWord:
    """A verdict as readers meet it: ``name`` is the class that gives its colour in the style sheet."""

    name: str
    word: str
    sign: str
    means: str


CORRECT = VerdictWord("correct", "correct", "✓", "The data give it, as it is worded.")
NEARLY = VerdictWord(
    "nearly", "nearly", "≈", "Not quite: the data lie at most a tenth away, and the sentence says where."
)
OUT_OF_DATE = VerdictWord(
    "out-of-date",
    "out of date",
    "↺",
    "Right for an earlier time: the sentence says for which, and what the figure is now.",
)
TOO_LOW = VerdictWord(
    "too-low", "too low", "↓", "The right way and too small, or true and far too small. The sentence says by how much."
)
TOO_HIGH = VerdictWord("too-high", "too high", "↑", "The right way and too large. The sentence says by how much.")
SOMETHING_ELSE = VerdictWord(
    "something-else",
    "about something else",
    "↷",
    "The figure is right for something else; the entry says for what, and why we think so.",
)
BOTH_WAYS = VerdictWord(
    "both-ways", "both ways", "⇄", "The evidence in hand points both ways; the sentence names it on both sides."
)
WRONG = VerdictWord("wrong", "wrong", "✗", "The data say otherwise.")
NOT_TESTABLE = VerdictWord(
    "not-testable",
    "cannot be tested",
    "?",
    "One source says so and nothing published lets anybody else check it, or it is an opinion, or nothing measures it. "
    "It may be true.",
)
NOT_JUDGED = VerdictWord("not-judged", "not yet judged", "…", "No analysis has looked at it yet.")

OF_KIND: dict[Kind, VerdictWord] = {
    "reproduced": CORRECT,
    "outdated": OUT_OF_DATE,
    "understated": TOO_LOW,
    "exaggerated": TOO_HIGH,
    "misattributed": SOMETHING_ELSE,
    "mixed": BOTH_WAYS,
    "contradicted": WRONG,
    "as-reported": NOT_TESTABLE,
    "not-checkable": NOT_TESTABLE,
}
ALL = (CORRECT, NEARLY, OUT_OF_DATE, TOO_LOW, TOO_HIGH, SOMETHING_ELSE, BOTH_WAYS, WRONG, NOT_TESTABLE)
"""In the order in which readers are shown them."""

NEAR = 0.1
"""How far from one the factor of a figure may lie that is nearly right."""


def word_of(verdict: Verdict | None) -> VerdictWord:
    """How readers are told of *verdict*.

    A figure that is a little too small or too large is nearly right; one that is true as worded and far
    off is not. A kind of an older edition, which is gone, keeps its word.
    """
    if verdict is None:
        return NOT_JUDGED
    off = verdict.kind in ("understated", "exaggerated") and verdict.manner != "as worded"
    if off and verdict.factor and abs(verdict.factor - 1) <= NEAR:
        return NEARLY
    known = OF_KIND.get(verdict.kind)
    return known or VerdictWord("not-judged", verdict.kind, "…", "")


def kinds_of(word: VerdictWord) -> tuple[Kind, ...]:
    """The ids in ``findings.json`` that readers are told of by *word*."""
    if word is NEARLY:
        return ("understated", "exaggerated")
    return tuple(kind for kind, known in OF_KIND.items() if known is word)
