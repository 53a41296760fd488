"""Writing a refreshed table, its description and its source, each file whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from retorno.changes.table_changes import Row
from retorno.evidence.catalogue import DataSet
from retorno.project.paths import Project

ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.M)


def replace(path: Path, text: str) -> None:
    """Put *text* in the place of the file: written beside it first, then renamed."""
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".partial")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(partial, path.stat().st_mode if path.exists() else 0o644)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def cited(bibliography: str, key: str, data_set: DataSet, today: date) -> str:
    """*bibliography* with an entry *key* for what was fetched, in its sorted place."""
    keys = ENTRY.findall(bibliography)
    if key in keys:
        return bibliography
    settings: Mapping[str, Any] = data_set.about("refresh")
    entry = (
        f"@misc{{{key},\n"
        f"  author = {{{{{_plain(settings['publisher'])}}}}},\n"
        f"  title = {{{_plain(data_set.title)}, retrieved {today:%B} {today.year}}},\n"
        f"  year = {{{today.year}}},\n"
        f"  url = {{{settings['address']}}},\n"
        f"  urldate = {{{today.isoformat()}}},\n"
        f"}}\n"
    )
    after = next((found for found in ENTRY.finditer(bibliography) if found[1] > key), None)
    if after is None:
        return f"{bibliography.rstrip(chr(10))}\n\n{entry}" if bibliography.strip() else entry
    return f"{bibliography[: after.start()]}{entry}\n{bibliography[after.start() :]}"


def _plain(text: str) -> str:
    """Text that BibTeX shows as it is."""
    return re.sub(r"([&%#_$])", r"\\\1", text.replace("{", "(").replace("}", ")").replace("\\", ""))


def described(project: Project, name: str, rows: Sequence[Row], today: date) -> str:
    """The data package's descriptor with the sources, the end and the day of checking of *name*."""
    package: dict[str, Any] = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (one for one in package["resources"] if one["name"] == name)
    resource["retorno:checked"] = today.isoformat()
    if "source" in rows[0]:
        resource["retorno:source"] = sorted({row["source"] for row in rows} | set(resource.get("retorno:source", [])))
    coverage = resource.get("retorno:coverage", {})
    if coverage.get("to"):
        # An end such as 2025-09 and a period such as 2024-10/2025-09 are compared by their ends.
        coverage["to"] = max(coverage["to"], *(row["period"].rpartition("/")[2] for row in rows))
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"
