"""What changed between two versions of one table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

Row = dict[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class CellChange:
    """One cell that holds something else than before; ``key`` is that of its row."""

    key: Key
    column: str
    before: str
    after: str

    @property
    def percent(self) -> float | None:
        """By how many per cent the number changed; None for text, infinite where it was 0."""
        try:
            before, after = float(self.before), float(self.after)
        except ValueError:
            return None
        if before == after:
            return 0.0
        return 100 * (after - before) / abs(before) if before else float("inf")


@dataclass(frozen=True)
class TableChange:
    """The rows that came, the rows that went, and the cells that changed."""

    added: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()
    cells: tuple[CellChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.cells)


def rows_of(text: str) -> list[Row]:
    """The rows of a CSV text, cells as text; a cell that is missing or too many is kept as such."""
    return [
        {str(name): ",".join(cell) if isinstance(cell, list) else cell or "" for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text))
    ]


def text_of(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Rows as CSV text, in the form that the tables of the data package have."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def compared(before: Sequence[Row], after: Sequence[Row], key: Sequence[str]) -> TableChange:
    """What changed from *before* to *after*; rows are the same row when their *key* columns are.

    Without a key, or where two rows share one, a row is known by all of its cells.
    """
    key = key_columns(before, after, key)
    old, new = ({key_of(row, key): row for row in rows} for rows in (before, after))
    cells = [
        CellChange(found, column, row.get(column, ""), new[found].get(column, ""))
        for found, row in old.items()
        if found in new
        for column in {**row, **new[found]}
        if row.get(column, "") != new[found].get(column, "")
    ]
    return TableChange(
        tuple(found for found in new if found not in old),
        tuple(found for found in old if found not in new),
        tuple(cells),
    )


def key_columns(before: Sequence[Row], after: Sequence[Row], key: Sequence[str]) -> Sequence[str]:
    """The columns by which rows are known: those of *key*, or all where there is none or two rows share one."""
    if key and not _shared(before, key) and not _shared(after, key):
        return key
    return sorted({name for row in (*before, *after) for name in row})


def key_of(row: Row, key: Sequence[str]) -> Key:
    """What a row has in the columns of *key*."""
    return tuple(row.get(name, "") for name in key)


def _shared(rows: Sequence[Row], key: Sequence[str]) -> bool:
    return len({key_of(row, key) for row in rows}) < len(rows)


def told(change: TableChange, most: int = 12) -> list[str]:
    """The change in lines of text: values first, the largest first, at most *most* of each kind."""
    by_size = sorted(change.cells, key=lambda cell: (-abs(cell.percent or 0), cell.key, cell.column))
    lines = [_cell(cell) for cell in by_size[:most]]
    lines += [f"new row: {_row(key)}" for key in change.added[:most]]
    lines += [f"row removed: {_row(key)}" for key in change.removed[:most]]
    left = sum(max(0, len(kind) - most) for kind in (change.cells, change.added, change.removed))
    return [*lines, f"and {left:,} more"] if left else lines


def _cell(cell: CellChange) -> str:
    percent = cell.percent
    size = f" ({percent:+.2f}%)".replace("-", "−") if percent is not None and abs(percent) != float("inf") else ""
    return f"{_row(cell.key)}: {cell.column} {cell.before or 'empty'} → {cell.after or 'empty'}{size}"


def _row(key: Key) -> str:
    return " ".join(filter(None, key))
