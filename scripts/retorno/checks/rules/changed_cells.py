"""A cell that changed since the last version of its table is one that somebody compared with the source.

The values of tables are looked at by last-values. The other cells say what a value is: its source, its unit, the place
in the text, who gives it, whether a body is official, what a claim compares. Nothing adds up there, so a slip is seen
nowhere else. Each table is compared with its last version (where this line of work left main): a cell that changed
comes with another day in its row (read, checked, checked_on), with the reason in the note of the row, or with another
retorno:checked in the description. Of a sentence only its facts are compared: numbers, names, and words such as “not”
and “at least” (``policy/words/changed-cells.toml``). A description that says that the same rows count something else
is told as well. Without git there is no last version, and this rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from retorno.changes.table_changes import CellChange
from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets, line_of
from retorno.checks.reading.last_tables import TOLD, Changed, changed_tables, described_before
from retorno.checks.reading.last_version import last_version
from retorno.checks.reading.told_facts import around, differ
from retorno.checks.reading.word_lists import lists
from retorno.project.problems import Problem

SEVERITY = "warning"
GIVES_WAY = True

SHOWN = 5
"""How many cells of a table are told one by one."""

MOST = 50
"""Rows that went, above which a table was made anew."""

DEFINED = ("title", "description", "retorno:counts", "retorno:unit")
"""What a description says of what is counted."""


def check(content: Content) -> Iterator[Problem]:
    """Compare each table that differs, and its description, with the last version."""
    named = lists(content, "changed-cells")
    for one in changed_tables(content):
        cells = [] if one.looked_again else [*_told(content, one, named), *_keys(one, named)]
        right = _right([field["name"] for field in one.data_set.fields], named)
        for cell in cells[:SHOWN]:
            was, now = around(cell.after, cell.before), around(cell.before, cell.after)
            wrong = f"“{now}” was “{was}” in the last version, and nothing says why"
            yield Problem(one.file, one.rows[cell.key][0], f"column {cell.column}", wrong, right)
        if len(cells) > SHOWN:
            wrong = f"{len(cells) - SHOWN} more cells changed since the last version, and nothing says why"
            yield Problem(one.file, 0, "", wrong, right)
    yield from _redefined(content)


def _told(content: Content, one: Changed, named: Mapping[str, Sequence[str]]) -> Iterator[CellChange]:
    """The cells that changed in rows that nobody says to have looked at again."""
    speak = {*named.get("days", ()), *named.get("reasons", ())}
    definitions = named.get("definitions", ())
    explained = {cell.key for cell in one.change.cells if cell.column in speak and cell.after}
    left_out = {"value", *speak, *named.get("checked elsewhere", ())}  # values are told by last-values
    for cell in one.change.cells:
        if cell.key in explained or cell.column in left_out or cell.key not in one.rows:
            continue
        if cell.column in definitions or differ(content, cell.before, cell.after):
            yield cell


def _keys(one: Changed, named: Mapping[str, Sequence[str]]) -> Iterator[CellChange]:
    """Cells of a key that changed: a row that went, and one that came and has all other cells of it."""
    speak = {*named.get("days", ()), *named.get("reasons", ())}
    for went in one.change.removed if len(one.change.removed) <= MOST else ():
        old = one.before.get(went, {})
        for came in one.change.added:
            row = one.rows[came][1]
            other = [column for column in row if row[column] != old.get(column, "")]
            if len(other) == 1 and not speak & {*other}:
                yield CellChange(came, other[0], old.get(other[0], ""), row[other[0]])
                break


def _redefined(content: Content) -> Iterator[Problem]:
    """Descriptions that say something else than before of a table that is as it was."""
    before = described_before(content)
    changed = last_version(content).changed
    for data_set in data_sets(content) if before else ():
        old, new = before.get(data_set.name), data_set.described
        if old is None or f"data/{data_set.path.name}" in changed or any(old.get(key) != new.get(key) for key in TOLD):
            continue
        for key in DEFINED:
            if old.get(key) != new.get(key) and old.get(key):
                wrong = f"{key} says something else than in the last version, and the table is the same"
                right = "what the source says that it counts; with the day of the comparison in retorno:checked"
                yield Problem(FILE, line_of(content, data_set.name, key), f"{data_set.name}, {key}", wrong, right)


def _right(columns: Sequence[str], named: Mapping[str, Sequence[str]]) -> str:
    """What says in a table with these columns that somebody has looked again."""
    day = next((name for name in named.get("days", ()) if name in columns), "")
    reason = next((name for name in named.get("reasons", ()) if name in columns), "")
    ways = [f"the day in the column {day}"] if day else []
    ways += [f"the reason in the column {reason}"] if reason else []
    ways.append(f"another day in retorno:checked of {FILE}")
    return f"what the source has, looked up; with {', or '.join(ways)}"
