"""Control sums: the tables against totals that their publishers printed, and against each other.

``data/control-sums.csv`` is one such comparison a row. It chooses rows of a data set (``rows``:
“series=avrr|vhr; period=2023-10..2024-09; place!=WLD”), and says what their values come to: a
``total``, the sum of ``other`` rows (“darien-yearly: period=2024”), or that sum changed by
``change_percent``. ``by`` names columns in each of whose groups the two sums are compared, where
both have rows; ``within`` is how far they may be apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from retorno.project import csv_tables
from retorno.project.paths import Project

NAME = "control-sums"
FILE = f"data/{NAME}.csv"
CONDITION = re.compile(r"\s*(?P<column>\w+)\s*(?P<sign>!?=)\s*(?P<words>.*?)\s*")
"""A column, = or !=, and words divided by |; a range of them is written from..to."""

OR_THIS = "; or this row, if that is what changed"
"""How what would be right ends."""

Read = Callable[[str], list[dict[str, str]]]
"""Gives the rows of a data set."""

Fault = tuple[int, str, str, str]
"""Line, column, what is wrong, what would be right."""


class SumError(ValueError):
    """A comparison that cannot be made; carries the column, what is wrong and what would be right."""

    def __init__(self, column: str, wrong: str, right: str) -> None:
        super().__init__(wrong)
        self.column, self.wrong, self.right = column, wrong, right


@dataclass(frozen=True)
class Selection:
    """Rows of a data set: the table, and for each condition its column, whether it excludes, and its words."""

    data_set: str
    conditions: tuple[tuple[str, bool, tuple[str, ...]], ...]

    def takes(self, row: Mapping[str, str]) -> bool:
        """Whether a row is chosen."""
        return all(
            any(_is(row[column], word) for word in words) != excluded for column, excluded, words in self.conditions
        )


def faults(project: Project) -> Iterator[Fault]:
    """Comparisons that do not come out, and those that cannot be made; none where there is no such table."""
    path = project.data / f"{NAME}.csv"
    if not path.is_file():
        return
    tables: dict[str, list[dict[str, str]]] = {}

    def read(name: str) -> list[dict[str, str]]:
        if name not in tables:
            tables[name] = [row for _, row in csv_tables.records(project.data / f"{name}.csv")]
        return tables[name]

    for line, row in csv_tables.records(path):
        try:
            yield from ((line, *told) for told in _compared(project.data, row, read))
        except SumError as error:
            yield line, error.column, error.wrong, error.right


def _compared(data: Path, row: dict[str, str], read: Read) -> Iterator[tuple[str, str, str]]:
    rows = _selection(data, row["data_set"], row["rows"], "rows")
    by = row["by"].split()
    left = _sums(rows, by, read, "rows")
    within = _number(row["within"] or "0", "within")
    right: dict[tuple[str, ...], Decimal]
    if row["total"]:
        right, named = {(): _number(row["total"], "total")}, _printed(row)
    elif row["other"]:
        name, _, words = row["other"].partition(":")
        right = _sums(_selection(data, name.strip(), words, "other"), by, read, "other")
        named = row["other"]
    else:
        raise SumError("total", "the row compares its rows with nothing", "a total, or other rows in “other”")
    groups = left.keys() & right.keys()
    if not groups:
        raise SumError("by", "the two sides have no group in common", f"one of {', '.join(_words(left))}")
    for group in sorted(groups):
        where = f" ({', '.join(group)})" if group else ""
        found, wanted = left[group], right[group]
        if row["change_percent"]:
            if not wanted:
                raise SumError("other", "a change from nothing has no size", "rows whose values are not 0")
            found, wanted = 100 * (found / wanted - 1), _number(row["change_percent"], "change_percent")
        if abs(found - wanted) > within:
            unit = " per cent" if row["change_percent"] else ""
            wrong = f"{row['data_set']}, {row['rows']}{where}: the values come to {_shown(found)}{unit}"
            margin = f", within {row['within']}" if within else ""
            yield "", wrong, f"{_shown(wanted)}{unit}{margin}, as {named}{OR_THIS}"


def _words(sums: Mapping[tuple[str, ...], Decimal]) -> list[str]:
    """The groups of one side, in words; the first few."""
    return [", ".join(group) or "all" for group in sorted(sums)][:5]


def _printed(row: dict[str, str]) -> str:
    return f"{row['source']} has it ({row['locator']})" if row["source"] else f"{FILE} has it"


def _selection(data: Path, name: str, words: str, column: str) -> Selection:
    path = data / f"{name}.csv"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise SumError(column, f"there is no data set “{name}”", "the name of a data set")
    header = csv_tables.read(path, f"data/{path.name}").header
    conditions = []
    for part in filter(str.strip, words.split(";")):
        match = CONDITION.fullmatch(part)
        if not match or match["column"] not in header:
            right = f"conditions such as “period=2024”, with a column of {name}: {', '.join(header)}"
            raise SumError(column, f"“{part.strip()}” chooses no rows", right)
        conditions.append((match["column"], match["sign"] == "!=", tuple(match["words"].split("|"))))
    return Selection(name, tuple(conditions))


def _is(cell: str, word: str) -> bool:
    """Whether a cell is what a word says, or lies in its range; periods and years are compared as text."""
    first, dots, last = word.partition("..")
    return first <= cell <= last if dots else cell == word


def _sums(rows: Selection, by: list[str], read: Read, column: str) -> dict[tuple[str, ...], Decimal]:
    """The sum of the values of the chosen rows in each group."""
    found: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for row in read(rows.data_set):
        if unknown := [name for name in (*by, "value") if name not in row]:
            raise SumError("by", f"{rows.data_set} has no column “{unknown[0]}”", "columns that both sides have")
        if rows.takes(row) and row["value"]:
            found[tuple(row[name] for name in by)] += _number(row["value"], "value")
    if not found:
        raise SumError(column, f"{rows.data_set} has no such rows with a value", "conditions that rows meet")
    return found


def _number(text: str, column: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise SumError(column, f"“{text}” is no number", "digits, with a decimal point where needed") from None


def _shown(number: Decimal) -> str:
    return f"{number:,.1f}".removesuffix(".0")
