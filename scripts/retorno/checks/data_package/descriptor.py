"""The descriptor of the data package: what every rule about data needs of it, and on which line a thing stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from retorno.catalogue import DataSet
from retorno.checks.content import Content
from retorno.findings import ID
from retorno.problems import ContentError, Problem, nearest

FILE = "data/datapackage.json"
RULE = "data-package"


def data_sets(content: Content) -> list[DataSet]:
    """The data sets of the package.

    Raises :class:`ContentError` where the descriptor is so broken that no rule can read it: no
    JSON, a data set without name, path or columns, a foreign key to a data set that is not there.
    """
    text = (content.project.data / "datapackage.json").read_text(encoding="utf-8", errors="replace")
    try:
        package = json.loads(text)
    except ValueError:
        return list(content.catalogue)
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        raise ContentError(_fault(1, "resources", "the package describes no data set", "a list with one entry a data set"))
    if faults := list(_faults(text, resources)):
        raise ContentError(faults)
    return list(content.catalogue)


def line_of(content: Content, name: str, *keys: str) -> int:
    """The line on which *keys* stand in the description of the data set *name*.

    Each key is looked for after the one before it; a key that is not there is passed over, so
    that the line of the description itself is what remains.
    """
    text = (content.project.data / "datapackage.json").read_text(encoding="utf-8", errors="replace")
    return _line(text, name, *keys)


def _line(text: str, name: str, *keys: str) -> int:
    start, end = _spans(text).get(name, (0, len(text)))
    position = _after(text, rf'"name"\s*:\s*"{re.escape(name)}"', start, end)
    for key in keys:
        position = _after(text, f'"{re.escape(key)}"', start if position < start else position, end)
    return text.count("\n", 0, position) + 1


def _after(text: str, pattern: str, start: int, end: int) -> int:
    found = re.compile(pattern).search(text, start, end)
    return found.start() if found else start


@lru_cache(maxsize=2)
def _spans(text: str) -> dict[str, tuple[int, int]]:
    """Where the description of each data set begins and ends in the descriptor."""
    spans: dict[str, tuple[int, int]] = {}
    opening = re.search(r'"resources"\s*:\s*\[\s*', text)
    position, between = opening.end() if opening else len(text), re.compile(r"\s*,?\s*")
    while text[position : position + 1] == "{":
        resource, end = json.JSONDecoder().raw_decode(text, position)
        spans.setdefault(str(resource.get("name")), (position, end))
        after = between.match(text, end)
        position = after.end() if after else end
    return spans


def _fault(line: int, place: str, wrong: str, right: str) -> Problem:
    return Problem(FILE, line, place, wrong, right, RULE)


def _faults(text: str, resources: list[Any]) -> Iterator[Problem]:
    """What would keep the other rules from reading the descriptions at all."""
    names: set[str] = set()
    known = [str(resource.get("name")) for resource in resources if isinstance(resource, dict)]
    for number, resource in enumerate(resources, start=1):
        name = resource.get("name") if isinstance(resource, dict) else None
        if not isinstance(name, str) or not ID.fullmatch(name):
            shown = f"“{name}” is no name for a data set" if name else f"data set number {number} has no name"
            yield _fault(_line(text, str(name)), "name", shown, "lower-case words joined by hyphens, as in darien-monthly")
            continue
        if name in names:
            yield _fault(_line(text, name), "name", f"two data sets are called “{name}”", "a name of its own for each")
        names.add(name)
        yield from _resource_faults(text, name, resource, known)


def _resource_faults(text: str, name: str, resource: dict[str, Any], known: list[str]) -> Iterator[Problem]:
    path, schema = resource.get("path"), resource.get("schema")
    if not isinstance(path, str) or not re.fullmatch(r"[\w.-]+\.csv", path):
        yield _fault(
            _line(text, name, "path"), f"{name}, path", f"“{path}” is no file of this folder", f"“{name}.csv”, a CSV file in data/"
        )
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list) or not fields:
        wrong, right = "the columns are not described", "“schema” with “fields”, one entry for each column of the table"
        yield _fault(_line(text, name, "schema"), f"{name}, schema", wrong, right)
        return
    for number, field in enumerate(fields, start=1):
        if not isinstance(field, dict) or not isinstance(field.get("name"), str) or not isinstance(field.get("type"), str):
            wrong, right = f"column {number} is described without a name or a type", "“name” and “type” for each column"
            yield _fault(_line(text, name, "fields"), f"{name}, fields", wrong, right)
    for key in schema.get("foreignKeys", []):
        target = str(key.get("reference", {}).get("resource"))
        if target not in known:
            wrong = f"a foreign key leads to the data set “{target}”, which is not in the package.{nearest(target, known)}"
            line = _line(text, name, "foreignKeys", target)
            yield _fault(line, f"{name}, foreignKeys", wrong, f"one of {', '.join(known)}")
