"""What frictionless finds, and what it does not look for, in words for people who do not program."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import regex

from retorno.evidence.catalogue import fits
from retorno.project.documents import unprintable
from retorno.project.problems import nearest

Words = tuple[str, str]
"""What is wrong, and what would be right."""

KINDS = {
    "yearmonth": ("month", "a month that exists, written as 2025-05"),
    "date": ("date", "a date that exists, written as 2025-05-31"),
    "year": ("year", "a year of four digits, such as 2025"),
    "integer": ("whole number", "digits only, such as 8725"),
    "number": ("number", "digits with a decimal point where needed, such as 99.7"),
    "boolean": ("yes or no", "true or false"),
}
"""For each type of the Table Schema: what a cell of it is called, and what a good one looks like."""

MISSING_PARTS = {4: "-01-01", 7: "-01", 10: ""}
"""What a year, a month and a day lack to be a date, by their length."""

LIMITS = {
    "minimum": ("is less than {limit}", "{limit} or more"),
    "maximum": ("is more than {limit}", "{limit} or less"),
    "minLength": ("is shorter than {limit} characters", "{limit} characters or more"),
    "maxLength": ("is longer than {limit} characters", "{limit} characters or fewer"),
}


@dataclass(frozen=True)
class Surroundings:
    """What is needed to explain an error in a table: how it is described, where its rows stand, what others hold."""

    fields: dict[str, dict[str, Any]]
    primary_key: Sequence[str]
    lines: Sequence[int]
    codes: dict[tuple[str, str], list[str]]
    """The values that foreign keys lead to, by data set and column."""


def explain(error: Any, around: Surroundings) -> tuple[str, str, str]:
    """The place of a frictionless error, what is wrong, what would be right."""
    name = getattr(error, "field_name", "")
    cell, field = str(getattr(error, "cell", "")), around.fields.get(name, {})
    if error.type == "foreign-key":
        return _foreign_key(error, around)
    if error.type == "primary-key":
        names = " and ".join(around.primary_key)
        return (
            "",
            f"the row has the same {names} as {_other(error.note, around)}",
            "correct one of the two, or delete it",
        )
    if error.type == "unique-error":
        return (
            f"column {name}",
            f"“{cell}” stands already in {_other(error.note, around)}",
            "each value of this column once",
        )
    words = {"type-error": _type, "constraint-error": _constraint}.get(error.type)
    if words is None:
        return f"column {name}" if name else "", error.note or error.message, "what data/datapackage.json describes"
    return f"column {name}", *words(cell, field, error.note)


def cell_words(cell: str, field: dict[str, Any]) -> Words | None:
    """What is wrong with a cell that frictionless would let pass, or None."""
    pattern = field.get("constraints", {}).get("pattern", "")
    if field["type"] == "number" and cell.strip().lower().lstrip("+-") in ("nan", "inf", "infinity"):
        return f"“{cell}” is no figure", "a number, or an empty cell where there is none"
    if sign := unprintable(cell):
        return f"the cell holds the sign {sign}, which cannot be shown", "the text without it"
    periods = field["type"] in ("date", "yearmonth") or (field["type"] == "string" and pattern.startswith(r"\d{4}"))
    if periods and (words := _period(cell, field["type"])):
        return words
    if cell and not fits(cell, field["type"]):
        return _type(cell, field, "")
    return _pattern(cell, field, pattern) if cell and pattern else None


def _pattern(cell: str, field: dict[str, Any], pattern: str) -> Words | None:
    """Whether a cell has the form that its column asks for; patterns can take for ever, so each has a second."""
    try:
        if regex.fullmatch(pattern, cell, timeout=1):
            return None
    except TimeoutError:
        return "the pattern of this column takes too long on this cell", "a pattern without repeats inside repeats"
    return f"“{cell}” does not have the form that this column asks for", f"{_meaning(field)} (pattern {pattern})"


def _period(cell: str, kind: str) -> Words | None:
    """Dates and periods that do not exist; what has another form altogether is left to the pattern."""
    parts = cell.split("/")
    for part in parts:
        if re.fullmatch(r"\d{4}-\d{1,2}(-\d{1,2})?", part) and not _exists(part):
            called, right = KINDS.get(kind, KINDS["date" if part.count("-") == 2 else "yearmonth"])
            return f"“{part}” is no {called}", right
    shared = min(map(len, parts))
    if len(parts) == 2 and parts[0][:shared] > parts[1][:shared]:
        return f"“{cell}” ends before it begins", "the beginning, a slash, the end: 2025-01/2025-04"
    return None


def _exists(part: str) -> bool:
    try:
        date.fromisoformat(part + MISSING_PARTS[len(part)])
    except (KeyError, ValueError):
        return False
    return True


def _type(cell: str, field: dict[str, Any], _: str) -> Words:
    called, right = KINDS.get(field["type"], (f"value of type {field['type']}", "what data/datapackage.json describes"))
    if field["type"] in ("integer", "number"):
        if re.fullmatch(r"[+-]?\d{1,3}([,.'’ \u00a0\u202f]\d{3})+(\.\d+)?", cell):
            plain = re.sub(r"[,'’ \u00a0\u202f]|\.(?=\d{3}(?:\D|$))", "", cell)
            return f"“{cell}” is written with thousands separators", f"digits only: {plain}"
        if re.fullmatch(r"[+-]?\d+,\d+", cell):
            return f"“{cell}” is written with a decimal comma", f"a decimal point: {cell.replace(',', '.')}"
        if re.fullmatch(r"[+-]?\d{16,}(\.\d+)?", cell, re.ASCII):
            return f"the number has {len(cell.partition('.')[0].lstrip('+-'))} digits before the point", "at most 15"
    return f"“{cell}” is no {called}", right


def _constraint(cell: str, field: dict[str, Any], note: str) -> Words:
    kind = next(iter(re.findall(r'constraint "(\w+)"', note)), "")
    limit = field.get("constraints", {}).get(kind, "")
    if kind == "required":
        return "the cell is empty", f"every row has one: {_meaning(field)}"
    if kind == "enum":
        allowed = [str(value) for value in limit]
        return (
            f"“{cell}” is not one of the words of this column.{nearest(cell, allowed)}",
            f"one of {', '.join(allowed)}",
        )
    if kind in LIMITS:
        wrong, right = LIMITS[kind]
        return f"“{cell}” {wrong.format(limit=limit)}", right.format(limit=limit)
    return f"“{cell}” does not have the form that this column asks for", f"{_meaning(field)} (pattern {limit})"


def _foreign_key(error: Any, around: Surroundings) -> tuple[str, str, str]:
    column, other = ", ".join(error.field_names), ", ".join(error.reference_field_names)
    cell = ", ".join(map(str, error.field_cells))
    known = around.codes.get((error.reference_name, other), [])
    right = f"a {other} from data/{error.reference_name}.csv; what is new goes into that table first"
    if error.reference_name == "places":
        right = "the three letters of the country after ISO 3166, such as PAN, or another code of data/places.csv"
    return f"column {column}", f"“{cell}” is not in data/{error.reference_name}.csv.{nearest(cell, known)}", right


def _other(note: str, around: Surroundings) -> str:
    """The line of the row that an error compares with; frictionless counts rows, the header as the first."""
    numbers = re.findall(r"position (\d+)", note)
    return f"line {around.lines[int(numbers[0]) - 1]}" if numbers else "another row"


def _meaning(field: dict[str, Any]) -> str:
    return str(field.get("description") or field.get("title") or field["name"]).rstrip(".")
