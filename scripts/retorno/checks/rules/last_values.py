"""A value that changed since the last version of its table is one that its publisher changed.

A slip of the keys in a table that adds up to nothing is seen nowhere else. So each table is compared with its last
version (where this line of work left main): a value that moves by more than publishers revise it
(“change_max_percent” in retorno:bounds) has the reason in the column note of its row, changed with it; other values
and rows that change come with another retorno:vintage, or another day in retorno:checked, in the description. A value
that came and stands in another row of the same series already was often copied with it: the note says that it is right.
Without git there is no last version, and this rule says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from retorno.changes.table_changes import Key, Row, TableChange
from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE
from retorno.checks.reading.last_tables import changed_tables
from retorno.evidence.catalogue import DataSet
from retorno.project.problems import Problem

SEVERITY = "warning"

DIGITS = 3
"""Digits from which on two values are not the same by chance."""

SHOWN = 5
"""How many values of a table are told one by one."""


def check(content: Content) -> Iterator[Problem]:
    """Compare each table that differs with its last version."""
    for one in changed_tables(content):
        if "value" in [field["name"] for field in one.data_set.fields]:
            for line, wrong, right in _faults(one.data_set, one.change, one.rows, one.looked_again):
                yield Problem(one.file, line, "column value" if line else "", wrong, right)


def _faults(
    data_set: DataSet, change: TableChange, rows: Mapping[Key, tuple[int, Row]], looked_again: bool
) -> Iterator[tuple[int, str, str]]:
    most = float(data_set.about("bounds", {}).get("change_max_percent", 0))
    explained = {cell.key for cell in change.cells if cell.column == "note" and cell.after}
    moved = [cell for cell in change.cells if cell.column == "value" and cell.percent]
    far = [cell for cell in moved if abs(cell.percent or 0) > most and cell.key not in explained]
    for cell in far[:SHOWN]:
        wrong = (
            f"“{cell.after}” was {cell.before} in the last version, and {data_set.name} is revised by {most:g}% at most"
        )
        right = "the digits as the source prints them; where the publisher changed them, the reason in the column note"
        yield rows[cell.key][0] if cell.key in rows else 0, wrong, right
    if len(far) > SHOWN:
        yield 0, f"{len(far) - SHOWN} more values moved by more than {most:g}%", "what its publisher prints"
    yield from _copied(change, rows, explained)
    others = [cell for cell in moved if cell not in far and cell.key not in explained]
    if (others or change.removed) and not looked_again:
        wrong = f"{_counted(others, change.removed)} since the last version, and the description is of the same day"
        right = f"the edition in retorno:vintage, or the day of the comparison in retorno:checked, of {FILE}"
        yield 0, wrong, right


def _copied(
    change: TableChange, rows: Mapping[Key, tuple[int, Row]], explained: set[Key]
) -> Iterator[tuple[int, str, str]]:
    """Values that are new, and are those of another row of the same series."""
    new = {*change.added, *(cell.key for cell in change.cells if cell.column == "value")} - explained
    lines: dict[tuple[str, str], list[int]] = {}
    for line, row in rows.values() if new else ():
        lines.setdefault((row.get("series", ""), row.get("value", "")), []).append(line)
    for line, row in (rows[key] for key in new if key in rows):
        same = [one for one in lines[row.get("series", ""), row.get("value", "")] if one != line]
        if same and not row.get("note") and len(re.sub(r"\D|0+$", "", row.get("value", ""))) >= DIGITS:
            wrong = f"“{row['value']}” is new here, and is the value of line {same[0]} as well"
            yield (
                line,
                wrong,
                "the value of its own period and place; where the two are the same, the column note says so",
            )


def _counted(moved: Sequence[object], removed: Sequence[Key]) -> str:
    told = [(len(moved), "value", "changed"), (len(removed), "row", "went")]
    return " and ".join(f"{count} {thing}{'s' * (count > 1)} {did}" for count, thing, did in told if count)
