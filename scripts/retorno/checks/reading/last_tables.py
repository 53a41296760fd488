"""What changed in the tables of `data/` since their last version, each compared once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from retorno.changes.table_changes import Key, Row, TableChange, compared, key_columns, key_of, rows_of
from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets
from retorno.checks.reading.last_version import last_version
from retorno.evidence.catalogue import DataSet
from retorno.project.csv_tables import records

TOLD = ("retorno:vintage", "retorno:checked")
"""What says that somebody has looked at the source again."""


class Changed(NamedTuple):
    """A table that differs: its file, what changed, its rows now by key with their lines, and as they were.

    ``looked_again`` says that its description names another edition or another day than before.
    """

    data_set: DataSet
    file: str
    change: TableChange
    rows: Mapping[Key, tuple[int, Row]]
    before: Mapping[Key, Row]
    looked_again: bool


@lru_cache(maxsize=2)
def changed_tables(content: Content) -> tuple[Changed, ...]:
    """The tables that differ from their last version."""
    last = last_version(content)
    if not any(name.startswith("data/") for name in last.changed):
        return ()
    described = described_before(content)
    found = []
    for data_set in data_sets(content):
        file = f"data/{data_set.path.name}"
        if file in last.changed:
            key = data_set.described["schema"].get("primaryKey", [])
            old, new = rows_of(last.text(file)), list(records(data_set.path))
            key = key_columns(old, [row for _, row in new], [key] if isinstance(key, str) else list(key))
            rows = {key_of(row, key): (line, row) for line, row in new}
            change = compared(old, [row for _, row in new], key)
            before = {key_of(row, key): row for row in old}
            found.append(Changed(data_set, file, change, rows, before, _is_told(data_set, described)))
    return tuple(found)


@lru_cache(maxsize=2)
def described_before(content: Content) -> dict[str, dict[str, Any]]:
    """The descriptions of the last version, by data set; none where they are as they were, or cannot be read."""
    text = last_version(content).text(FILE)
    try:
        return {one["name"]: one for one in json.loads(text)["resources"]} if text else {}
    except (ValueError, KeyError, TypeError):
        return {}


def _is_told(data_set: DataSet, before: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether the description names another edition or another day than the last version."""
    old = before.get(data_set.name)
    return bool(before) and (old is None or any(old.get(key) != data_set.described.get(key) for key in TOLD))
