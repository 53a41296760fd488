"""The shape of a description in the descriptor: which keys hold text, which a list, which further keys.

Whether a key must be there is for the rules to say; here only what is there is looked at, so that
they can rely on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retorno.project.problems import nearest

TYPES = ("string", "number", "integer", "boolean", "date", "year", "yearmonth")
"""The types of the Table Schema that a cell of a table can have."""

CONSTRAINTS: dict[str, Any] = {
    "required": bool,
    "unique": bool,
    "pattern": str,
    "enum": [object],
    "minimum": (int, float),
    "maximum": (int, float),
    "minLength": int,
    "maxLength": int,
}
COLUMNS = (str, list)
LINK = {"name": str, "title": str, "path": str}
DATA_SET: dict[str, Any] = {
    **dict.fromkeys(("name", "path", "title", "description"), str),
    "sources": [LINK],
    "licenses": [LINK],
    "schema": {
        "fields": [{"name": str, "type": str, "title": str, "description": str, "constraints": CONSTRAINTS}],
        "primaryKey": COLUMNS,
        "foreignKeys": [{"fields": COLUMNS, "reference": {"resource": str, "fields": COLUMNS}}],
    },
    **dict.fromkeys([f"retorno:{key}" for key in ("counts", "unit", "vintage", "licence_note")], str),
    **dict.fromkeys([f"retorno:{key}" for key in ("checked", "review_by", "expected", "licence_verified")], str),
    "retorno:source": [str],
    "retorno:breaks": [{"at": str, "what": str, "series": str}],
    "retorno:caveats": [str],
    "retorno:not_comparable": [{"what": str, "each": str, "between": [{"data_set": str}]}],
    "retorno:coverage": {"from": str, "to": str},
    "retorno:refresh": {"publisher": str},
    "retorno:precision": {},
}
NAMES = {
    str: "text in double quotes",
    bool: "true or false",
    int: "a whole number",
    list: "a list",
    dict: "keys in { }",
}

Fault = tuple[tuple[str, ...], str, str]
"""The keys that lead to what is wrong, what is wrong, and what would be right."""


def faults(value: Any, shape: Any = DATA_SET, keys: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Where *value* has another shape than *shape*."""
    kinds: Any = dict if isinstance(shape, dict) else list if isinstance(shape, list) else shape
    if not isinstance(value, kinds):
        names = [NAMES[kind] for kind in (kinds if isinstance(kinds, tuple) else [kinds]) if kind in NAMES]
        yield keys, "this holds something of another kind", " or ".join(names)
    elif isinstance(shape, dict):
        for key in shape.keys() & value.keys():
            yield from faults(value[key], shape[key], (*keys, key))
    elif isinstance(shape, list):
        for part in value:
            yield from faults(part, shape[0], keys)


def column_faults(resource: dict[str, Any]) -> Iterator[Fault]:
    """What is wrong with the path and the columns of a data set, beyond the shape."""
    path, fields = resource.get("path", ""), resource.get("schema", {}).get("fields", [])
    if not re.fullmatch(r"[\w.-]+\.csv", path):
        yield ("path",), f"“{path}” is no file of this folder", f"“{resource['name']}.csv”, a CSV file in data/"
    if not fields:
        right = "“schema” with “fields”, one entry for each column of the table"
        yield ("schema",), "the columns are not described", right
    for number, field in enumerate(fields, start=1):
        name, kind = field.get("name", ""), field.get("type", "")
        if not name or not kind:
            right = "“name” and “type” for each column"
            yield ("fields",), f"column {number} is described without a name or a type", right
        elif kind not in TYPES:
            wrong = f"the column “{name}” has the type “{kind}”.{nearest(kind, TYPES)}"
            yield ("fields", name, "type"), wrong, f"one of {', '.join(TYPES)}"
        for key in field.get("constraints", {}).keys() - CONSTRAINTS.keys():
            wrong = f"there is no constraint “{key}”.{nearest(key, CONSTRAINTS)}"
            yield ("fields", name, "constraints", key), wrong, f"one of {', '.join(CONSTRAINTS)}"
        try:
            re.compile(field.get("constraints", {}).get("pattern", ""))
        except re.error as error:
            yield ("fields", name, "pattern"), f"the pattern cannot be read: {error}", "a regular expression"


def key_faults(resource: dict[str, Any], columns: dict[str, list[str]]) -> Iterator[Fault]:
    """Keys that name columns or data sets that are not there; *columns* has the columns of each data set."""
    name, schema = resource["name"], resource["schema"]
    yield from _unknown("primaryKey", schema.get("primaryKey", []), columns[name])
    for key in schema.get("foreignKeys", []):
        reference = key.get("reference", {})
        target = reference.get("resource") or name
        yield from _unknown("foreignKeys", key.get("fields", []), columns[name])
        if target not in columns:
            wrong = f"a foreign key leads to the data set “{target}”, which is not in the package"
            yield ("foreignKeys", target), f"{wrong}.{nearest(target, columns)}", f"one of {', '.join(columns)}"
        else:
            yield from _unknown("foreignKeys", reference.get("fields", [""]), columns[target])


def _unknown(key: str, named: str | list[Any], columns: list[str]) -> Iterator[Fault]:
    for column in [named] if isinstance(named, str) else named:
        if column not in columns:
            yield (key,), f"there is no column “{column}”", f"one of {', '.join(columns)}"
