"""The source texts, what each of their passages says about quantity, and who read the verdicts.

Three tables of the data package: ``texts`` (one row a text), ``passages`` (one row a statement about
quantity, with its entry in the register or the reason why there is none) and ``verdict-readings``
(one row a verdict: who decided it and who checked it). A book without them has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from retorno.project import csv_tables
from retorno.project.paths import Project
from retorno.project.problems import Problem

PASSAGE_KINDS = ("number", "size", "rank", "direction", "list", "date", "law", "wording")
"""What a passage says: a number, a size in words, a place in an order, a direction of change, names, a date,
an article of a law, or a word of weight without a size (many, often, key)."""


@dataclass(frozen=True)
class Text:
    """A source text: its language, when and by whom it was published, its address, and what we read of it."""

    source: str
    language: str
    published: str
    publisher: str
    address: str
    read: str


@dataclass(frozen=True)
class Passage:
    """One statement about quantity: where it stands, its words, its kind, and its entry or the reason for none."""

    source: str
    locator: str
    quote: str
    kind: str
    claim: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """Who decided a verdict and who checked it, with the days, the verdict that was checked, and a remark on it."""

    claim: str
    decided_by: str
    decided_on: str
    checked_by: str
    checked_on: str
    checked_verdict: str
    remark: str = ""


Row = TypeVar("Row", Text, Passage, Reading)


def texts(project: Project) -> dict[str, Text]:
    """The source texts by their keys."""
    return {text.source: text for _, text in _rows(project, "texts", Text)}


def passages(project: Project) -> list[tuple[int, Passage]]:
    """The passages with their lines, in the order of the file."""
    return list(_rows(project, "passages", Passage))


def readings(project: Project) -> dict[str, Reading]:
    """Who read the verdicts, by claim."""
    return {reading.claim: reading for _, reading in _rows(project, "verdict-readings", Reading)}


def other_verdicts(
    project: Project, verdicts: Mapping[str, str], rests_on: Callable[[str], str] = lambda claim: ""
) -> Iterator[Problem]:
    """Readings whose reader held a claim to be something else than what the data give, and nothing says why.

    *verdicts* are the kinds of the computed verdicts by claim, *rests_on* says of a claim what its verdict was
    computed from.
    """
    for line, reading in _rows(project, "verdict-readings", Reading):
        held, computed = reading.checked_verdict, verdicts.get(reading.claim, "")
        if not held or not computed or held == computed:
            continue
        remark = reading.remark.casefold()
        if not remark or remark.startswith(AGREED):
            said = f", and the remark says “{reading.remark}”" if remark else ""
            wrong = f"claim {reading.claim}: {reading.checked_by} held it to be {held}, the data give {computed}{said}"
            right = "the verdict that was checked, or a remark that says in what the two readers differ"
            if computed_from := rests_on(reading.claim):
                right = f"first the calculation of {computed_from}, if it or its data changed; then {right}"
            yield Problem("data/verdict-readings.csv", line, "column checked_verdict", wrong, right, "claims")


AGREED = "agreed"
"""How a remark begins of whoever came to the same verdict."""


def _rows(project: Project, name: str, kind: type[Row]) -> Iterator[tuple[int, Row]]:
    """The rows of a table; cells that are missing are empty, since the checks look at the form of tables."""
    for line, row in csv_tables.records(project.data / f"{name}.csv"):
        yield line, kind(**{field.name: row.get(field.name, "").strip() for field in fields(kind)})
