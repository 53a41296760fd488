"""Parts of files on which an analysis may depend alone: a resource of the data package, a row of a table by its id."""

from __future__ import annotations

import csv
import json
from pathlib import Path


def part(path: Path, name: str) -> str:
    """The text of the part *name* of the file at *path*; raises an error where the file has no parts."""
    if path.suffix == ".json":
        package = json.loads(path.read_text(encoding="utf-8"))
        found: object = [entry for entry in package.get("resources", []) if entry.get("name") == name]
    else:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        found = rows[:1] + [row for row in rows[1:] if row[:1] == [name]]
    return json.dumps(found, sort_keys=True)
