"""What the outputs of a notebook mention is there: claims, data sets, findings recorded in it or cited.

``judge`` and ``figure`` see to that; an output that was put together by hand need not have, and
whoever shows it later relies on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from retorno.evidence.media_types import FIGURE, FINDING, VERDICT
from retorno.project.csv_tables import records

CLAIMS, CITED, PACKAGE = "data/claims.csv", "data/cited-figures.csv", "data/datapackage.json"


def unknown(outputs: list[list[dict[str, Any]]], root: Path) -> Iterator[tuple[int, str]]:
    """The cells that mention what is not there, and how that is told."""
    shown = [(place, output.get("data", {})) for place, cell in enumerate(outputs) for output in cell]
    recorded = {data[FINDING]["id"] for _, data in shown if FINDING in data}
    judges = any(VERDICT in data for _, data in shown)
    claims = _ids(root / CLAIMS) if judges else set()
    findings = recorded | _ids(root / CITED) if judges else set()
    sets = _data_sets(root) if any(FINDING in data or FIGURE in data for _, data in shown) else set()
    for place, data in shown:
        for medium in (FINDING, FIGURE):
            for name in data.get(medium, {}).get("datasets", ()):
                if name not in sets:
                    yield place, f"it shows “{name}”, which is no data set of {PACKAGE}"
        if verdict := data.get(VERDICT):
            if verdict["claim"] not in claims:
                yield place, f"it shows a verdict on “{verdict['claim']}”, which is no claim of {CLAIMS}"
            for id in _rests_on(verdict):
                if id not in findings:
                    yield place, f"it shows a verdict that rests on “{id}”, which is neither recorded in it nor cited"


def _rests_on(verdict: dict[str, Any]) -> Iterator[str]:
    yield from filter(None, (verdict["finding"], verdict["earlier"], verdict["elsewhere"]))
    yield from (piece["finding"] for piece in verdict["evidence"])


def _ids(table: Path) -> set[str]:
    """The ids in a table; none where there is no such table, or none that can be read: the checks tell that."""
    return {row.get("id", "") for _, row in records(table)}


def _data_sets(root: Path) -> set[str]:
    """The names of the data sets; none where there is no package, which the checks tell."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        package = json.loads((root / PACKAGE).read_text(encoding="utf-8"))
        return {str(resource["name"]) for resource in package["resources"]}
    return set()
