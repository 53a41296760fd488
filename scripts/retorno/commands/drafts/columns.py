"""The columns of a table: described as the other tables of the book describe theirs, else after what the cells hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from retorno.commands.drafts.questions import to_fill_in
from retorno.evidence.catalogue import FORMS, Catalogue, fits

KINDS = ("year", "yearmonth", "date", "integer", "number")
"""Types that a column may have, the narrowest first; everything else is text."""

BESIDES = ("value", "unit", "source", "obtained", "note")
"""Columns that say something of a row, and do not tell it from the others."""

REGISTERS = {"place": ("places", "code"), "partner": ("places", "code"), "series": ("series", "id")}
"""Columns whose codes another table explains: its name and its column."""


def schema(catalogue: Catalogue, header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The schema of a table for its description."""
    columns = {name: [row[at] for row in rows] for at, name in enumerate(header)}
    fields = [_field(catalogue, name, cells) for name, cells in columns.items()]
    made: dict[str, Any] = {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "fields": fields}
    if key := [name for name in header if name not in BESIDES]:
        made["primaryKey"] = key
    made["foreignKeys"] = [
        {"fields": [name], "reference": {"resource": table, "fields": [column]}}
        for name, (table, column) in REGISTERS.items()
        if name in columns and table in catalogue
    ]
    return {**made, "missingValues": [""]}


def kind_of(name: str, cells: Iterable[str]) -> str:
    """The type of a column; a number of four digits is a year only where the column is called after one."""
    present = [cell for cell in cells if cell]
    for kind in KINDS:
        if kind == "year" and name not in ("period", "year"):
            continue
        if present and all(fits(cell, kind) for cell in present):
            return kind
    return "string"


def _field(catalogue: Catalogue, name: str, cells: list[str]) -> dict[str, Any]:
    """As most other tables describe a column of this name and type, fitted to the cells."""
    kind = kind_of(name, cells)
    known = Counter(map(repr, _alike(catalogue, name, kind, cells)))
    found = next((one for one in _alike(catalogue, name, kind, cells) if repr(one) == known.most_common(1)[0][0]), None)
    described: dict[str, Any] = dict(found) if found else {"name": name, "type": kind, "title": _title(name)}
    if not found:
        described["description"] = to_fill_in(f"what the column “{name}” holds")
    described["constraints"] = _fitted(dict(described.get("constraints", {})), name, kind, cells)
    if not described["constraints"]:
        del described["constraints"]
    return described


def _alike(catalogue: Catalogue, name: str, kind: str, cells: list[str]) -> Iterator[dict[str, Any]]:
    """The descriptions in other tables that the cells could have; a list of allowed words does not matter."""
    for data_set in catalogue:
        for field in data_set.fields:
            pattern = field.get("constraints", {}).get("pattern", "")
            if field["name"] != name or field["type"] != kind:
                continue
            if not pattern or all(re.fullmatch(pattern, cell) for cell in cells if cell):
                yield field


def _fitted(constraints: dict[str, Any], name: str, kind: str, cells: list[str]) -> dict[str, Any]:
    """The constraints without those that the cells break; of the words allowed, those that are used."""
    if "enum" in constraints and name != "obtained":
        constraints["enum"] = sorted({cell for cell in cells if cell})
    if not all(cells):
        constraints.pop("required", None)
    elif cells:
        constraints.setdefault("required", True)
    if kind in ("integer", "number"):
        numbers = [float(cell) for cell in cells if cell]
        for end, broken in (("minimum", min), ("maximum", max)):
            if end in constraints and broken([*numbers, constraints[end]]) != constraints[end]:
                del constraints[end]
    return constraints


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def span(cells: Iterable[str]) -> tuple[str, str] | None:
    """The first and the last period that a column covers; None where it holds no periods."""
    ends = [end for cell in cells for end in cell.split("/") if cell]
    if not ends or not all(FORMS["year"].fullmatch(end[:4]) for end in ends):
        return None
    return min(ends), max(ends)
