"""Every passage of a source text that says something about quantity has an entry, or a reason for none.

data/passages.csv is one such passage a row: a number, a size in words, a place in an order, a direction,
a list, a date, an article of a law. Its entry is a claim of the same text in data/claims.csv; where it has
none, the row says why. Each claim has at least one passage, and each a row in data/verdict-readings.csv
that says who decided its verdict. The two tables quote the same words at the same place: one of the passages of a claim
holds its quotation, or stands in it, and has its locator.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.register import claims, lines
from retorno.evidence.claims import Claim
from retorno.evidence.source_texts import PASSAGE_KINDS, Passage, passages, readings, texts
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
FILE, READINGS = "data/passages.csv", "data/verdict-readings.csv"
SHORT = 20
"""Words in the longest quotation."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the passages and the readings with the register, both ways; a book without passages has none."""
    marked = passages(content.project)
    if not marked:
        return
    known, sources = claims(content), texts(content.project)
    for line, passage in marked:
        for column, wrong, right in _passage(passage, known, set(sources)):
            yield Problem(FILE, line, f"column {column}", wrong, right)
    quotes: dict[str, list[str]] = defaultdict(list)
    places: dict[str, list[str]] = defaultdict(list)
    for _, passage in marked:
        quotes[passage.claim].append(passage.quote)
        places[passage.claim].append(passage.locator)
    read = readings(content.project)
    line_of = lines(content)
    for id in known:
        if id not in quotes:
            wrong = f"claim {id}: no passage of {FILE} leads to it"
            yield Problem(
                "data/claims.csv", line_of.get(id, 0), "column id", wrong, "a row for the passage it stands in"
            )
        elif known[id].quote and not any(_same(quote, known[id].quote) for quote in quotes[id]):
            wrong, right = f"claim {id}: “{known[id].quote}” is not what {FILE} quotes", f"“{quotes[id][0]}”"
            yield Problem(
                "data/claims.csv", line_of.get(id, 0), "column quote", wrong, f"{right}, if that is what stands there"
            )
        if places[id] and known[id].locator not in places[id]:
            wrong = f"claim {id}: it stands at “{known[id].locator}”, and {FILE} has its words at “{places[id][0]}”"
            right = "the place where the words stand, in both tables"
            yield Problem("data/claims.csv", line_of.get(id, 0), "column locator", wrong, right)
        if id not in read or not read[id].decided_by:
            wrong = f"claim {id}: {READINGS} does not say who decided its verdict"
            yield Problem("data/claims.csv", line_of.get(id, 0), "column id", wrong, f"a row in {READINGS}")
    for id in read:
        if id not in known:
            wrong = f"“{id}” is no claim of the register.{nearest(id, known)}"
            yield Problem(READINGS, 0, "column claim", wrong, "an id of data/claims.csv")


def _passage(passage: Passage, known: dict[str, Claim], sources: set[str]) -> Iterator[tuple[str, str, str]]:
    if passage.source not in sources:
        wrong = f"“{passage.source}” is no text of data/texts.csv.{nearest(passage.source, sources)}"
        yield "source", wrong, "the key of a source text"
    if passage.kind not in PASSAGE_KINDS:
        yield "kind", f"“{passage.kind}” is not known", f"one of {', '.join(PASSAGE_KINDS)}"
    if not passage.quote or len(passage.quote.split()) > SHORT:
        yield "quote", "the words are missing or too many", f"the words that say it, at most {SHORT}"
    if not passage.claim and not passage.reason:
        yield "claim", f"“{passage.quote}” has no entry", "the id of its claim, or a reason in the column reason"
    if passage.claim and passage.claim not in known:
        wrong = f"“{passage.claim}” is no claim of the register.{nearest(passage.claim, known)}"
        yield "claim", wrong, "an id of data/claims.csv"
    if passage.claim in known and known[passage.claim].source != passage.source:
        yield "claim", f"claim {passage.claim} is of another text", f"a claim of {passage.source}"


def _same(one: str, other: str) -> bool:
    """Whether one quotation is part of the other, marks and capitals aside."""
    first, second = (re.sub(r"[\W_]+", " ", text.casefold()).strip() for text in (one, other))
    return first in second or second in first
