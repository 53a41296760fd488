"""A page that a table, teaching material or the list of printed volumes names is a page of the book.

chapters/teach/one-day in a cell of data/, or behind page: in a file below chapters/teach/material, leads readers of a
card or a row to that page; in _print.yml it says which pages a volume has. Links in texts ({doc}`…`) are looked at by
the rules on links and on teaching material.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project import documents
from retorno.project.csv_tables import records
from retorno.project.problems import Problem, nearest
from retorno.teaching.sources import FOLDER

SEVERITY = "error"
NAME = re.compile(r"(?<![\w/.-])chapters/[\w/-]+(?!\.\w)(?![\w/*-])")
RIGHT = "the name of a page, without .md"


def check(content: Content) -> Iterator[Problem]:
    """Look for names of pages in the cells of the tables and in the lines of the material."""
    pages = {page.name for page in content.pages}
    for file, line, place, name in _named(content):
        if name not in pages:
            yield Problem(file, line, place, f"there is no page “{name}”.{nearest(name, pages)}", RIGHT)


def _named(content: Content) -> Iterator[tuple[str, int, str, str]]:
    """File, line, place and name of each page that is named."""
    for path in sorted(content.project.data.glob("*.csv")):
        for line, row in records(path):
            for column, cell in row.items():
                if NAME.fullmatch(cell):
                    yield content.project.relative(path), line, f"column {column}", cell
    printed = [path for path in (content.project.root / "_print.yml",) if path.is_file()]
    for path in [*printed, *sorted((content.project.root / FOLDER).rglob("*.yml"))]:
        file = content.project.relative(path)
        for number, text in enumerate(documents.text(path, file).splitlines(), start=1):
            if not text.lstrip().startswith("#"):
                yield from ((file, number, "", match[0]) for match in NAME.finditer(text))
