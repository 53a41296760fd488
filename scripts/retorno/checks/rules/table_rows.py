r"""A row of a table has as many cells as its header.

Markdown says nothing of a row that is too short or too long: it adds empty cells, and leaves out
what is too much, so that a link in the last column is gone. A sentence directly below
a table becomes its last row. A bar that is meant as a bar is written \|. Where all other rows have a link in a
column, a row with the link in another column has its cells in the wrong order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.project.myst_blocks import Block
from retorno.project.problems import Problem

SEVERITY = "error"

BAR = re.compile(r"(?<!\\)\|")
ROLE = re.compile(r"\s*\{([\w:-]+)\}`")


def check(content: Content) -> Iterator[Problem]:
    """Compare each row with the header of its table, as it is written."""
    for page in content.pages:
        for table in page.blocks:
            if table.kind == "table":
                for line, place, wrong, right in _rows(page, table):
                    yield Problem(page.file, line, place, wrong, right)


def cells(line: str) -> list[str]:
    """The cells of a row as they are written."""
    inside = line.strip(" >\t")
    inside = inside[1:] if inside.startswith("|") else inside
    return [cell.strip() for cell in BAR.split(re.sub(r"(?<!\\)\|$", "", inside))]


def _rows(page: Page, table: Block) -> Iterator[tuple[int, str, str, str]]:
    header = cells(page.lines[table.line - 1])
    rows = [(number, cells(page.lines[number - 1])) for number in range(table.line + 2, table.end + 1)]
    whole = [row for _, row in rows if len(row) == len(header)]
    for number, row in rows:
        place = f"“{' '.join(row)[:40]}”"
        if not BAR.search(page.lines[number - 1]):
            yield number, place, "this line has become a row of the table above", "an empty line below the table"
        elif len(row) != len(header):
            wrong = f"the row has {len(row)} cells, the header of its table has {len(header)}"
            yield number, place, wrong, "one cell for each column, with | between them; a bar that is meant is \\|"
        elif swapped := _swapped(header, row, [other for other in whole if other is not row]):
            wrong = f"in the column “{swapped[0]}” all other rows have {{{swapped[1]}}}`…`, this one has other text"
            yield number, f"column {swapped[0]}", wrong, "the cells in the order of the header"


def _swapped(header: list[str], row: list[str], others: list[list[str]]) -> tuple[str, str] | None:
    """The column whose role stands in another cell of *row*, and the role."""
    for at, name in enumerate(header):
        kinds = {_role(other[at]) for other in others}
        (kind,) = kinds if len(kinds) == 1 and len(others) > 1 else (None,)
        if kind and _role(row[at]) != kind:
            elsewhere = [place for place, cell in enumerate(row) if place != at and _role(cell) == kind]
            if any(all(_role(other[place]) != kind for other in others) for place in elsewhere):
                return name, kind
    return None


def _role(cell: str) -> str | None:
    found = ROLE.match(cell)
    return found[1] if found else None
