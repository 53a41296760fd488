"""A cell of a table has no blanks at its ends, no two in a row, and no line end within.

Nobody sees them, and programs take “PAN ” for another place than “PAN”. They come with copying from a page or a
spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
BLANKS = re.compile(r"(?P<ends>^\s|\s$)|(?P<line>[\r\n])|(?P<two>\s\s)")
WRONG = {
    "ends": "a blank stands at an end of the cell",
    "line": "a line ends within the cell",
    "two": "two blanks stand in a row",
}


def check(content: Content) -> Iterator[Problem]:
    """Look into the cells of all tables."""
    for path in sorted(content.project.data.glob("*.csv")):
        for line, row in records(path):
            for column, cell in row.items():
                if found := BLANKS.search(cell):
                    file, around = content.project.relative(path), cell[max(0, found.start() - 15) : found.end() + 15]
                    wrong = f"{WRONG[str(found.lastgroup)]}: “{' '.join(around.splitlines())}”"
                    yield Problem(
                        file, line, f"column {column}", wrong, "single blanks between words, none at the ends"
                    )
