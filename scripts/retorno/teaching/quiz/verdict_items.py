"""An item for each claim of the register, which asks what the data say of it.

The right answer is the verdict of the build and its reason the sentence that the build makes of it, so
that an item follows when a verdict moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from retorno.evidence.wording import VERDICTS
from retorno.teaching.editions import hashed
from retorno.teaching.numbers import Numbers
from retorno.teaching.quiz.items import Item, Option

MEANS = {
    "reproduced": "“Reproduced” would mean that the published data give what the text says.",
    "outdated": "“Outdated” would mean that the figure was right for an earlier date and has been overtaken.",
    "understated": "“Understated” would mean that it is true and far too small.",
    "exaggerated": "“Exaggerated” would mean that the data give much less.",
    "misattributed": "“Misattributed” would mean that the figure counts something else than the text says.",
    "mixed": "“Mixed” would mean that the evidence points both ways.",
    "contradicted": "“Contradicted” would mean that the data show otherwise.",
    "as-reported": "“As reported” would mean that one source says so and nothing published lets anybody else check it.",
    "not-checkable": "“Not checkable” would mean that no published data could decide it.",
}
TOO_NEAR = {
    "reproduced": {"as-reported", "understated"},
    "as-reported": {"not-checkable", "reproduced"},
    "not-checkable": {"as-reported"},
    "understated": {"reproduced"},
    "mixed": {"contradicted", "reproduced"},
    "contradicted": {"mixed", "exaggerated"},
    "outdated": {"reproduced", "understated"},
}
"""Verdicts too near to the right one to be fair as wrong answers."""

WRONG = 3


def verdict_items(numbers: Numbers) -> Iterator[Item]:
    """One item a claim that has a verdict."""
    say = numbers.words.say
    for entry in numbers.entries.values():
        kind = entry.get("verdict")
        if entry["kind"] != "claim" or not kind or not entry.get("sentence"):
            continue
        claim, verdict = numbers[f"claim:{entry['id']}"], numbers[f"verdict:{entry['id']}"]
        right = Option(escape(say(VERDICTS[kind])), True, escape(numbers.words.text(entry["sentence"])))
        wrong = [
            Option(escape(say(VERDICTS[other])), False, escape(say(MEANS[other])))
            for other in _others(entry["id"], kind)
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


def _others(id: str, kind: str) -> list[str]:
    """Three wrong verdicts, the same for an item as long as its verdict is."""
    fair = [other for other in VERDICTS if other != kind and other not in TOO_NEAR.get(kind, set())]
    return sorted(fair, key=lambda other: hashed(f"{id} {other}"))[:WRONG]
