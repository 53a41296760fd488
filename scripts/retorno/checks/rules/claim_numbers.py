"""The sentence and the short text of a claim have the number and the time of its row.

Readers see the statement of data/claims.csv, and the verdict is computed from its value and its period: if the
statement says 227 million where the value is 272000000, the book judges another figure than the one that it shows.
Of the numbers that a statement has, one is the value (or the end of its range); of the years and months, one is its
period or the one with which it compares. A statement in words alone is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.register import FILE, claims, lines
from retorno.checks.reading.times_named import times
from retorno.checks.reading.typed_numbers import explained
from retorno.evidence.claims import NUMERIC, Claim
from retorno.evidence.periods import days
from retorno.evidence.printed_figures import DIGITS, exact, readings
from retorno.project.page_source import without
from retorno.project.problems import Problem

SEVERITY = "error"
COLUMNS = ("statement", "text")
SIZED = re.compile(rf"(?:{DIGITS.pattern})\s*(?:%|per ?cent|hundred|thousand|million|billion)")
"""A number that no word before it explains: “number 227 million” is no number 227."""

SPELT = dict(zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(2, 11), strict=True))
COUNTS = ("count", "label")
"""Kinds of quantity that a statement often has in words: two workshops, paragraph two."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the two texts of each claim with its cells."""
    line_of, patterns = lines(content), explained(content)
    for claim in claims(content).values():
        for column, words in zip(COLUMNS, (claim.statement, claim.text), strict=True):
            for wrong, right in (*_numbers(claim, words, patterns), *_times(claim, words)):
                line, told = line_of.get(claim.id, 0), f"claim {claim.id}: {wrong}"
                yield Problem(FILE, line, f"column {column}", told, right)


def _numbers(claim: Claim, words: str, patterns: list[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """Numbers of which none is that of the row."""
    if claim.value is None or claim.comparator not in NUMERIC:
        return
    meant = {abs(exact(end)) for end in (claim.value, claim.upper) if end is not None}
    text = words if claim.unit == "year" else without(words, *patterns)
    starts = {match.start(): words for match in SIZED.finditer(words)} | {
        one.start(): text for one in DIGITS.finditer(text)
    }
    figures = [(DIGITS.match(where, start), where[start:]) for start, where in sorted(starts.items())]
    said = [(match[0], {one.value for one in readings(rest)}) for match, rest in figures if match]
    if not said and claim.quantity in COUNTS:
        found = re.findall(rf"\b(?:{'|'.join(SPELT)})\b", words, re.I)
        said = [(word, {exact(SPELT[word.lower()])}) for word in found]
    if said and not any(values & meant for _, values in said):
        row = " to ".join(f"{end:.12g}" for end in (claim.value, claim.upper) if end is not None)
        yield f"it says “{said[0][0]}”, and the value of the row is {row}", "one figure, as the source prints it"


def _times(claim: Claim, words: str) -> Iterator[tuple[str, str]]:
    """Years and months of which none lies in the period of the row or in its base."""
    try:
        spans = [days(period) for period in (claim.period, claim.base) if period]
    except ValueError:  # told where it is compared
        return
    found = list(times(words))
    if not spans or not found or claim.quantity == "label":  # the 2030 Agenda is of 2015
        return
    if not any(one.first <= last and first <= one.last for one in found for first, last in spans):
        wrong = f"it says “{found[0].words}”, and the period of the row is {claim.period or claim.base}"
        yield wrong, "one time, that of which the source speaks"
