"""An item for each claim of the register, which asks what the data say of it.

The right answer is the verdict of the build and its reason the sentence that the build makes of it, so
that an item follows when a verdict moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from retorno.evidence.verdict_vocabulary import ALL, VerdictWord, word_of
from retorno.evidence.verdicts import Verdict
from retorno.teaching.editions import hashed
from retorno.teaching.numbers import Numbers
from retorno.teaching.quiz.items import Item, Option

MEANS = {
    "correct": "“Correct” would mean that the published data give what the text says.",
    "nearly": "“Nearly” would mean that the data lie at most a tenth away.",
    "out-of-date": "“Out of date” would mean that the figure was right for an earlier date and has been overtaken.",
    "too-low": "“Too low” would mean that the data give more, or that it is true and far too small.",
    "too-high": "“Too high” would mean that the data give much less.",
    "something-else": "“About something else” would mean that the figure counts something else than the text says.",
    "both-ways": "“Both ways” would mean that the evidence points both ways.",
    "wrong": "“Wrong” would mean that the data show otherwise.",
    "not-testable": "“Cannot be tested” would mean that no published data could decide it.",
}
"""What each word would say, by its name in the table of the words."""

TOO_NEAR = {
    "correct": {"not-testable", "too-low", "nearly"},
    "nearly": {"correct", "too-low", "too-high"},
    "not-testable": {"correct"},
    "too-low": {"correct", "nearly"},
    "too-high": {"nearly", "wrong"},
    "both-ways": {"wrong", "correct"},
    "wrong": {"both-ways", "too-high"},
    "out-of-date": {"correct", "too-low", "nearly"},
}
"""Words too near to the right one to be fair as wrong answers."""

WRONG = 3


def verdict_items(numbers: Numbers) -> Iterator[Item]:
    """One item a claim that has a verdict."""
    say = numbers.words.say
    for entry in numbers.entries.values():
        kind = entry.get("verdict")
        if entry["kind"] != "claim" or not kind or not entry.get("sentence"):
            continue
        claim, verdict = numbers[f"claim:{entry['id']}"], numbers[f"verdict:{entry['id']}"]
        word = word_of(Verdict(entry["id"], kind, manner=entry.get("manner") or "", factor=entry.get("factor")))
        right = Option(escape(say(word.word)), True, escape(numbers.words.text(entry["sentence"])))
        wrong = [
            Option(escape(say(other.word)), False, escape(say(MEANS[other.name])))
            for other in _others(entry["id"], word)
        ]
        asked = say("A text says: {statement} Which verdict do the published data give?", statement=claim.statement)
        yield Item(
            id=f"verdict-{entry['id']}",
            kind="choice",
            stem=f"<p>{escape(asked)}</p><p><small>{escape(claim.source)}</small></p>",
            options=(right, *wrong),
            outcome="seven",
            chapter=(entry.get("page") or "chapters/reference/claims.html").removesuffix(".html"),
            level="analyse",
            language=numbers.words.language,
            numbers={verdict.name: verdict.text},
        )


def _others(id: str, right: VerdictWord) -> list[VerdictWord]:
    """Three wrong words, the same for an item as long as its verdict is."""
    near = TOO_NEAR.get(right.name, set())
    fair = [other for other in ALL if other is not right and other.name not in near]
    return sorted(fair, key=lambda other: hashed(f"{id} {other.name}"))[:WRONG]
