"""Parts of files on which an analysis may depend alone: a resource of the data package, a row of a table by its id."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from retorno.project import csv_tables
from retorno.project.problems import ContentError


def part(path: Path, name: str) -> str:
    """The text of the part *name* of the file at *path*; raises an error where the file has no parts."""
    text = path.read_text(encoding="utf-8")
    found: object = (
        [entry for entry in _resources(text) if entry.get("name") == name]
        if path.suffix == ".json"
        else _rows(text, path.name, name)
    )
    return json.dumps(found, sort_keys=True)


@lru_cache(maxsize=2)
def _resources(text: str) -> list[dict[str, Any]]:
    """What a data package describes; each analysis asks for several parts of the one package."""
    resources: list[dict[str, Any]] = json.loads(text).get("resources", [])
    return resources


def _rows(text: str, file: str, name: str) -> list[list[str]]:
    """The header of a table and the rows that begin with *name*."""
    try:
        table = csv_tables.parsed(text, file)
    except ContentError as error:
        raise ValueError(str(error)) from error
    return [list(table.header), *(list(row.cells) for row in table.rows if row.cells[:1] == [name])]
