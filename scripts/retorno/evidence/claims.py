"""The claims register: statistics as a source states them (``data/claims.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from retorno.evidence.findings import ID, NUMBER, QUANTITIES, UNITS
from retorno.evidence.printed_figures import Printed, exact, readings
from retorno.project import csv_tables
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem
from sphinx_keyed_execution import tracing

NUMERIC = ("equal", "about", "over", "at-least", "under", "at-most", "almost", "order", "between", "exact")
DIRECTIONS = ("rise", "fall", "significant-rise", "significant-fall")
LISTS = ("list", "among", "ranking")
COMPARATORS = (*NUMERIC, *DIRECTIONS, *LISTS, "some", "statement")
"""How a source words its figure.

``order`` is a word for a size (thousands), ``exact`` a date, a rank or a number of an article;
``rise`` and ``fall`` state a direction without a number; a ``list`` is complete, ``among`` gives
examples, a ``ranking`` has an order; ``some`` says that there are any (many, often: words without a least
size); a ``statement`` is about quantity and states none.
"""

UNNAMED = "the text itself"
"""The speaker of a claim for which a source names nobody."""

ASPECTS = ("unit", "quantity", "place", "period", "base", "population")
"""In what a claim and a finding can differ; where they do, the register says why they are compared."""

RULE = "claims"
COLUMNS = [
    *("id", "source", "locator", "quote", "speaker", "statement", "text", "comparator", "printed", "value", "upper"),
    *("unit", "quantity", "members", "population", "place", "period", "base", "differs", "analysis", "note"),
]


@dataclass(frozen=True)
class Claim:
    """One statistic as a source states it.

    ``quote`` is its exact words in the language of the source, ``text`` our short rendering of the
    figure, ``printed`` the part of the quote that holds it. ``value`` is signed (a fall of 93 per
    cent is −93) and None where the source gives a direction or a list; ``upper`` is the end of a
    range. ``step`` and ``digit`` are read from the printed text: the step to which the figure may
    have been rounded, and that of its last digit. ``members`` are the place codes of a list, ``base``
    the period with which a change is compared. ``differs`` says, by aspect, why something is compared
    with the claim that is not quite what it speaks of.
    """

    id: str
    source: str
    locator: str
    quote: str
    speaker: str
    statement: str
    text: str
    comparator: str
    printed: str
    value: float | None
    upper: float | None
    unit: str
    quantity: str
    members: tuple[str, ...]
    population: str
    place: str
    period: str
    base: str
    differs: Mapping[str, str]
    analysis: str
    note: str
    step: float | None = None
    digit: float | None = None


def read_claims(project: Project) -> dict[str, Claim]:
    """All claims by id, in the order of the file.

    Raises :class:`ContentError` naming the row and the column of each thing that is wrong.
    """
    path = project.data / "claims.csv"
    file = project.relative(path)
    with tracing.by_part(path):
        table = csv_tables.with_columns(path, file, COLUMNS, RULE, may_be_empty=True)
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for line, row in table.records():
        found = (*_name(row, claims), *_words(row), *_kinds(row), *_numbers(row), *_parts(row))
        problems += [table.fault(line, f"column {column}", wrong, right) for column, wrong, right in found]
        if not found:
            claims[row["id"]] = _claim(row)
    if problems:
        raise ContentError(problems)
    return claims


def _claim(row: dict[str, str]) -> Claim:
    values: dict[str, Any] = {name: row[name].strip() for name in COLUMNS}
    for name in ("value", "upper"):
        values[name] = float(row[name]) if row[name].strip() else None
    values["members"] = tuple(filter(None, (member.strip() for member in row["members"].split(";"))))
    values["differs"] = dict(_reasons(row["differs"]))
    if figure := _figure(row):
        values |= {"step": float(figure.step), "digit": float(figure.digit)}
    return Claim(**values)


def _reasons(cell: str) -> Iterator[tuple[str, str]]:
    """The aspects of the cell ``differs`` with their reasons: “period: the text names none; place: …”."""
    for part in re.split(rf";\s*(?=(?:{'|'.join(ASPECTS)}):)", cell.strip()):
        aspect, _, reason = part.partition(":")
        if part.strip():
            yield aspect.strip(), reason.strip()


def _figure(row: dict[str, str]) -> Printed | None:
    """The printed figure whose size is that of the cell ``value``; None where no reading gives it."""
    if row["comparator"] not in NUMERIC or not _is_number(row["value"]):
        return None
    size = abs(exact(float(row["value"])))
    return next((one for one in readings(row["printed"], row["unit"].strip()) if one.value == size), None)


Found = Iterator[tuple[str, str, str]]


def _name(row: dict[str, str], seen: Mapping[str, Claim]) -> Found:
    if not ID.fullmatch(row["id"]):
        yield "id", f"“{row['id']}” is no id", "lower-case words joined by hyphens, as in darien-fall-99-7-percent"
    if row["id"] in seen:
        yield "id", f"“{row['id']}” is already used in a row above", "each claim has an id of its own"


def _kinds(row: dict[str, str]) -> Found:
    if row["comparator"] not in COMPARATORS:
        yield "comparator", f"“{row['comparator']}” is not known", f"one of {', '.join(COMPARATORS)}"
    if row["unit"] not in (*UNITS, "direction"):
        yield "unit", f"“{row['unit']}” is no known unit", f"one of {', '.join(UNITS)}, direction"
    if row["quantity"] not in QUANTITIES:
        yield "quantity", f"“{row['quantity']}” is no kind of quantity", f"one of {', '.join(QUANTITIES)}"


def _numbers(row: dict[str, str]) -> Found:
    numeric = row["comparator"] in NUMERIC
    plain = "digits with a point, such as 99.7 or 1000000, without thousands separators"
    wanted = {"value": numeric, "upper": row["comparator"] == "between"}
    for column, needed in wanted.items():
        if (needed or row[column].strip()) and not _is_number(row[column]):
            yield column, f"“{row[column]}” is not a plain number", plain
    if row["comparator"] in COMPARATORS and not numeric and row["value"].strip():
        yield "value", "a direction or a list has no value", "an empty cell, or a comparator such as equal"
    ends = [float(row[end]) for end in wanted if _is_number(row[end])]
    if row["comparator"] == "between" and len(ends) == 2 and ends[1] <= ends[0]:
        yield "upper", f"{row['upper']} does not lie above {row['value']}", "the upper end of the range"
    if numeric and _is_number(row["value"]) and not _figure(row):
        wrong = f"“{row['printed']}” does not say {row['value']}"
        yield "printed", wrong, "the words of the quote that hold the figure, such as 99.7 % or thousands"


def _parts(row: dict[str, str]) -> Found:
    if row["comparator"] in LISTS and not row["members"].strip(" ;"):
        yield "members", "a list claim names no members", "country codes joined by semicolons, as in USA;ESP;BRA"
    if row["printed"].strip() not in row["quote"]:
        yield (
            "printed",
            f"“{row['printed']}” does not stand in the quote",
            "a part of the quote, to the letter; the quote itself stays in the words and the language of the text",
        )
    for aspect, reason in _reasons(row["differs"]):
        if aspect not in ASPECTS or not reason:
            right = f"“aspect: reason”, joined by semicolons; an aspect is one of {', '.join(ASPECTS)}"
            yield "differs", f"“{aspect}” is no aspect with a reason", right


def _words(row: dict[str, str]) -> Found:
    for column in ("source", "locator", "quote", "speaker", "statement", "text", "analysis"):
        if not row[column].strip():
            yield column, "the cell is empty", "every claim has one"


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text.strip()) is not None
