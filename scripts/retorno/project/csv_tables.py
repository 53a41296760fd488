"""One reading of a CSV file, and one way to fail: file, line, column, what is wrong, what would be right.

A row is known by the line on which it begins, for a cell may hold line breaks.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from retorno.project import documents
from retorno.project.problems import ContentError, Problem, nearest

MARK = "\ufeff"
QUOTES = "one cell for each column: text with commas in double quotes, numbers without thousands separators"
TWO_QUOTES = "two around the whole cell, and two in a row for one inside it"


SEVERAL = 5
"""So many missing columns are told one by one; more are told together."""


class Row(NamedTuple):
    """The cells of a row, and the line (from 1) on which it begins."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A table as it is written, cells as text; ``file`` is its name in messages. An empty line has no cells."""

    file: str
    header: list[str]
    rows: list[Row]
    rule: str = ""

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Line and cells by column of each row that has as many cells as the header."""
        for line, cells in self.rows:
            if len(cells) == len(self.header) and cells:
                yield line, dict(zip(self.header, cells, strict=True))

    def fault(self, line: int, place: str, wrong: str, right: str) -> Problem:
        """Something wrong with the table."""
        return Problem(self.file, line, place, wrong, right, self.rule)

    def faults(self, columns: Sequence[str], described_in: str = "", *, may_be_empty: bool = False) -> list[Problem]:
        """What keeps this from being a table with these *columns*, in this order, and one row at least."""
        right = f"a header line with {', '.join(columns)}, and at least one row"
        if not self.header:
            return [self.fault(0, "", "the file is empty", right)]
        return list(self._header(columns, described_in)) or list(self._body(right, may_be_empty))

    def _header(self, columns: Sequence[str], described_in: str) -> Iterator[Problem]:
        header, right = self.header, f"the columns {', '.join(columns)}"
        for sign, called in ((";", "semicolons"), ("\t", "tabs")):
            if len(header) == 1 < len(columns) and sign in header[0]:
                yield self.fault(1, "header", f"the cells are separated by {called}", "commas between the cells")
                return
        missing, extra = (
            [name for name in columns if name not in header],
            [name for name in header if name not in columns],
        )
        for name in extra:
            known = f"not described in {described_in}" if described_in else "not known"
            yield self.fault(1, f"column {name}", f"the column “{name}” is {known}.{nearest(name, missing)}", right)
        if len(missing) > SEVERAL:
            yield self.fault(1, ", ".join(missing), "the header lacks these columns", right)
        for name in missing if len(missing) <= SEVERAL else ():
            yield self.fault(1, f"column {name}", f"the column “{name}” is missing", right)
        for name, times in Counter(header).items():
            if times > 1 and name in columns:
                yield self.fault(1, f"column {name}", f"there are {times} columns “{name}”", "each column once")
        if not missing and not extra and len(header) == len(columns) and header != list(columns):
            wrong, right = f"the columns stand in another order: {', '.join(header)}", f"the order {', '.join(columns)}"
            yield self.fault(1, "header", wrong, right)

    def _body(self, right: str, may_be_empty: bool) -> Iterator[Problem]:
        if not may_be_empty and not any(row.cells for row in self.rows):
            yield self.fault(0, "", "the table has a header and no rows", right)
            return
        for line, cells in self.rows:
            if not any(cells):
                yield self.fault(line, "", "the row is empty", "delete the line")
            elif len(cells) != len(self.header):
                wrong = f"the row has {len(cells)} cells, the header has {len(self.header)}"
                yield self.fault(line, "", wrong, QUOTES)


def parsed(text: str, file: str, rule: str = "") -> Table:
    """The table that *text* holds, a mark at its beginning aside; raises ``ContentError`` where quotes do not match."""
    reader = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append(Row(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        wrong, right = "a double quote in this row opens or closes where it cannot", TWO_QUOTES
        if "field limit" in str(error):
            wrong, right = (
                "a cell of this row does not end",
                "text with commas or line breaks in double quotes",
            )
        raise ContentError(Problem(file, line, "", wrong, right, rule)) from error
    return Table(file, rows[0].cells if rows else [], rows[1:], rule)


def read(path: Path, file: str, rule: str = "") -> Table:
    """The table in the file at *path*; raises as :func:`parsed` and :func:`~retorno.project.documents.text` do."""
    return parsed(documents.text(path, file, rule), file, rule)


def with_columns(path: Path, file: str, columns: Sequence[str], rule: str = "", *, may_be_empty: bool = False) -> Table:
    """The table at *path*, which has exactly these *columns*; raises ``ContentError`` with all that is wrong."""
    try:
        table = read(path, file, rule)
    except FileNotFoundError as error:
        right = f"a table with the columns {', '.join(columns)}"
        raise ContentError(Problem(file, 0, "", "the file is missing", right, rule)) from error
    if faults := table.faults(columns, may_be_empty=may_be_empty):
        raise ContentError(faults)
    return table


def records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The records of the table at *path*; none where there is no table, for the checks tell it."""
    try:
        yield from read(path, path.name).records()
    except (OSError, ContentError):
        return


def written(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV text."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()
