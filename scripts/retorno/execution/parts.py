"""Parts of files on which an analysis may depend alone: a resource of the data package, a row of a table by its id."""

from __future__ import annotations

import json
from pathlib import Path

from retorno.project import csv_tables
from retorno.project.problems import ContentError


def part(path: Path, name: str) -> str:
    """The text of the part *name* of the file at *path*; raises an error where the file has no parts."""
    if path.suffix == ".json":
        package = json.loads(path.read_text(encoding="utf-8"))
        found: object = [entry for entry in package.get("resources", []) if entry.get("name") == name]
    else:
        try:
            table = csv_tables.parsed(path.read_text(encoding="utf-8"), path.name)
        except ContentError as error:
            raise ValueError(str(error)) from error
        found = [table.header, *(row.cells for row in table.rows if row.cells[:1] == [name])]
    return json.dumps(found, sort_keys=True)
