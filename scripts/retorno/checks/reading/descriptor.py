"""The descriptor of the data package: what every rule about data needs of it, and on which line a thing stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from retorno.checks.reading import descriptor_shape
from retorno.checks.reading.content import Content
from retorno.evidence.catalogue import DataSet
from retorno.evidence.findings import ID
from retorno.project.documents import json_document, line_at
from retorno.project.problems import ContentError, Problem

FILE = "data/datapackage.json"
RULE = "data-package"


@lru_cache(maxsize=2)
def data_sets(content: Content) -> list[DataSet]:
    """The data sets of the package.

    Raises :class:`ContentError` where the descriptor is so broken that no rule can read it: no
    JSON, a data set without name, path or columns, a foreign key to a data set that is not there.
    """
    text = _text(content)
    package = json_document(content.project.descriptor, FILE, RULE)
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        raise ContentError(
            _fault(1, "resources", "the package describes no data set", "a list with one entry a data set")
        )
    if faults := list(_faults(text, resources)):
        raise ContentError(faults)
    return list(content.catalogue)


def line_of(content: Content, name: str, *keys: str) -> int:
    """The line on which *keys* stand in the description of the data set *name*.

    Each key is looked for after the one before it; a key that is not there is passed over, so
    that the line of the description itself is what remains.
    """
    return _line(_text(content), name, *keys)


@lru_cache(maxsize=2)
def _text(content: Content) -> str:
    return content.project.descriptor.read_text(encoding="utf-8", errors="replace")


def as_date(text: str) -> date | None:
    """A day written after ISO 8601, or None."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-22") else None
    except ValueError:
        return None


def _line(text: str, name: str, *keys: str) -> int:
    start, end = _spans(text).get(name, (0, len(text)))
    position = _after(text, rf'"name"\s*:\s*"{re.escape(name)}"', start, end)
    for key in keys:
        position = _after(text, f'"{re.escape(key)}"', start if position < start else position, end)
    return line_at(text, position)


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
    columns: dict[str, list[str]] = {}
    for number, resource in enumerate(resources, start=1):
        name = resource.get("name") if isinstance(resource, dict) else None
        if not isinstance(name, str) or not ID.fullmatch(name):
            wrong = f"“{name}” is no name for a data set" if name else f"data set number {number} has no name"
            right = "lower-case words joined by hyphens, as in darien-monthly"
            yield _fault(_line(text, str(name)), "name", wrong, right)
            continue
        faults = list(descriptor_shape.faults(resource)) or list(descriptor_shape.column_faults(resource))
        if name in columns:
            faults.append((("name",), f"two data sets are called “{name}”", "a name of its own for each"))
        yield from _told(text, name, faults)
        if not faults:
            columns[name] = [field["name"] for field in resource["schema"]["fields"]]
    for resource in resources if len(columns) == len(resources) else []:
        yield from _told(text, resource["name"], descriptor_shape.key_faults(resource, columns))


def _told(text: str, name: str, faults: Iterable[descriptor_shape.Fault]) -> Iterator[Problem]:
    for keys, wrong, right in faults:
        yield _fault(_line(text, name, *keys), ", ".join((name, *keys)), wrong, right)
