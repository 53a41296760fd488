"""How the cells of a table stand: numbers at the end of their place, dates on one line, each with its column's name.

Where a phone shows a table row by row, one cell below the other, each says of which column it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

NUMBER = re.compile(
    r"[+\u2212–-]?(?:about |over |more than )?[$€]?\d[\d.,\u202f]*"
    r"(?:\s?%|\s(?:million|thousand|percentage points|times))?"
)
"""A number as the book writes it; a column of nothing else is a column of numbers."""

DATE = re.compile(r"(?:\d{1,2} )?[^\W\d]{3,10} \d{4}|\d{4}-\d\d(?:-\d\d)?")
MINUS = "\N{MINUS SIGN}"
EMPTY = ("", "–", "—")
CELL = re.compile(r"<td>(-?)(\d[\d.,]*%?)</td>")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
STACKED = 3
"""From how many columns on a table is shown row by row on a phone."""


def tell(table: nodes.table) -> None:
    """Give the cells of *table* their classes, and their column's name where it is wide."""
    above = list(_rows(table, nodes.thead))
    heads = [entry.astext() for row in above for entry in row]
    rows = list(_rows(table, nodes.tbody))
    columns = len(heads)
    if any(len(row) != columns for row in rows) or any("morecols" in entry for row in rows for entry in row):
        return
    if columns >= STACKED:
        table["classes"].append("stacked")
    for column in range(columns):
        cells = [row[column] for row in rows]
        told = [cell.astext().strip() for cell in cells]
        numeric = _is_numeric(told)
        for cell, text in zip(cells, told, strict=True):
            if columns >= STACKED:
                cell["label"] = heads[column]
            if numeric:
                cell["classes"].append("number")
            elif DATE.fullmatch(text):
                cell["classes"].append("date")
        if numeric:
            for row in above:
                row[column]["classes"].append("number")


def numbers(body: str) -> str:
    """The rows of a table that a library wrote, its numbers marked, with a minus sign in place of a hyphen."""
    return CELL.sub(lambda cell: f'<td class="number">{MINUS if cell[1] else ""}{cell[2]}</td>', body)


def _is_numeric(told: list[str]) -> bool:
    filled = [text for text in told if text not in EMPTY]
    return bool(filled) and all(NUMBER.fullmatch(text) for text in filled) and not all(map(YEAR.fullmatch, filled))


def _rows(table: nodes.table, part: type[nodes.Element]) -> Iterator[list[nodes.Element]]:
    """The cells of each row of the head or of the body."""
    for group in table.findall(part):
        for row in group.findall(nodes.row):
            yield [cell for cell in row.children if isinstance(cell, nodes.Element)]
