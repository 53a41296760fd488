"""The cells of a table against its schema, in words for people who do not program.

The schema is the Table Schema of the data package (types, constraints, keys). A table that comes
here has the columns that its schema names, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import regex

from retorno.evidence.catalogue import DataSet, fits
from retorno.project.csv_tables import Table
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


def faults(data_set: DataSet, table: Table, others: Mapping[str, Table]) -> Iterator[tuple[int, str, str, str]]:
    """Line, place, what is wrong and what would be right; *others* are the tables that keys may lead to, by name."""
    fields = {field["name"]: field for field in data_set.fields}
    records = list(table.records())
    for line, record in records:
        for name, field in fields.items():
            if words := cell_words(record[name], field):
                yield line, f"column {name}", *words
    for name in (name for name, field in fields.items() if field.get("constraints", {}).get("unique")):
        for line, before, cell in _twice(records, [name]):
            wrong = f"“{cell}” stands already in line {before}"
            yield line, f"column {name}", wrong, "each value of this column once"
    schema = data_set.described["schema"]
    if key := _names(schema.get("primaryKey", [])):
        for line, before, _ in _twice(records, key):
            wrong = f"the row has the same {' and '.join(key)} as line {before}"
            yield line, "", wrong, "correct one of the two, or delete it"
        for line, record in records:
            if not any(record[name] for name in key):
                yield line, "", f"the row has no {' and no '.join(key)}", "what tells this row from the others"
    for foreign in schema.get("foreignKeys", []):
        yield from _foreign(foreign, data_set.name, records, others)


def _names(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def _twice(records: Iterable[tuple[int, dict[str, str]]], names: list[str]) -> Iterator[tuple[int, int, str]]:
    """Line, line of the first, and words of each row whose cells in *names* an earlier one has."""
    seen: dict[tuple[str, ...], int] = {}
    for line, record in records:
        cells = tuple(record[name] for name in names)
        if any(cells) and seen.setdefault(cells, line) != line:
            yield line, seen[cells], ", ".join(cells)


def _foreign(
    key: dict[str, Any], own: str, records: list[tuple[int, dict[str, str]]], others: Mapping[str, Table]
) -> Iterator[tuple[int, str, str, str]]:
    """The cells whose code the table that the key leads to does not have; none where that cannot be read."""
    target = key["reference"].get("resource") or own
    if target not in others:
        return
    columns, named = _names(key["fields"]), _names(key["reference"]["fields"])
    known = {tuple(record[name] for name in named) for _, record in others[target].records()}
    right = f"a {', '.join(named)} from data/{target}.csv; what is new goes into that table first"
    if target == "places":
        right = "the three letters of the country after ISO 3166, such as PAN, or another code of data/places.csv"
    for line, record in records:
        cells = tuple(record[name] for name in columns)
        if any(cells) and cells not in known:
            cell = ", ".join(cells)
            wrong = f"“{cell}” is not in data/{target}.csv.{nearest(cell, map(', '.join, known))}"
            yield line, f"column {', '.join(columns)}", wrong, right


def cell_words(cell: str, field: dict[str, Any]) -> Words | None:
    """What is wrong with a cell, or None; an empty one has to be there only where its column asks for it."""
    limits = field.get("constraints", {})
    if not cell:
        return ("the cell is empty", f"every row has one: {_meaning(field)}") if limits.get("required") else None
    kind, pattern = field["type"], limits.get("pattern", "")
    if kind == "number" and cell.strip().lower().lstrip("+-") in ("nan", "inf", "infinity"):
        return f"“{cell}” is no figure", "a number, or an empty cell where there is none"
    periods = kind in ("date", "yearmonth") or (kind == "string" and pattern.startswith(r"\d{4}"))
    if periods and (words := _period(cell, kind)):
        return words
    if not fits(cell, kind):
        return _type(cell, kind)
    return (pattern and _pattern(cell, field, pattern)) or _limits(cell, kind, limits)


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


def _type(cell: str, kind: str) -> Words:
    called, right = KINDS[kind]
    if kind in ("integer", "number"):
        if re.fullmatch(r"[+-]?\d{1,3}([,.'’ \u00a0\u202f]\d{3})+(\.\d+)?", cell):
            plain = re.sub(r"[,'’ \u00a0\u202f]|\.(?=\d{3}(?:\D|$))", "", cell)
            return f"“{cell}” is written with thousands separators", f"digits only: {plain}"
        if re.fullmatch(r"[+-]?\d+,\d+", cell):
            return f"“{cell}” is written with a decimal comma", f"a decimal point: {cell.replace(',', '.')}"
        if re.fullmatch(r"[+-]?\d{16,}(\.\d+)?", cell, re.ASCII):
            return f"the number has {len(cell.partition('.')[0].lstrip('+-'))} digits before the point", "at most 15"
    return f"“{cell}” is no {called}", right


def _limits(cell: str, kind: str, limits: dict[str, Any]) -> Words | None:
    """What is wrong with the size of a cell, or with its words where only some are allowed."""
    if "enum" in limits:
        allowed = [str(value) for value in limits["enum"]]
        if cell not in allowed:
            hint = nearest(cell, allowed)
            return f"“{cell}” is not one of the words of this column.{hint}", f"one of {', '.join(allowed)}"
    size = float(cell) if kind in ("integer", "number", "year") else None
    if size is not None and size < limits.get("minimum", size):
        return f"“{cell}” is less than {limits['minimum']}", f"{limits['minimum']} or more"
    if size is not None and size > limits.get("maximum", size):
        return f"“{cell}” is more than {limits['maximum']}", f"{limits['maximum']} or less"
    if len(cell) < (least := limits.get("minLength", 0)):
        return f"“{cell}” is shorter than {least} characters", f"{least} characters or more"
    if len(cell) > (most := limits.get("maxLength", len(cell))):
        return f"“{cell}” is longer than {most} characters", f"{most} characters or fewer"
    return None


def _meaning(field: dict[str, Any]) -> str:
    return str(field.get("description") or field.get("title") or field["name"]).rstrip(".")
