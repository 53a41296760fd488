"""No file of the book holds signs that cannot be printed.

Control characters come with text that was copied from other programs. Some of them turn the
direction of writing, so that a reader sees another order of words than a computer. Nobody can see
them in an editor; the message says on which line one stands and which sign of Unicode it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from retorno.checks.reading.content import Content
from retorno.project import csv_tables, documents
from retorno.project.problems import ContentError, Problem

SEVERITY = "error"
SOURCES = (
    "_config.yml",
    "_toc.yml",
    "references.bib",
    "CITATION.cff",
    "index.md",
    "chapters/**/*",
    "data/*",
    "policy/**/*",
)
SUFFIXES = {".yml", ".bib", ".cff", ".md", ".csv", ".json", ".toml"}


def check(content: Content) -> Iterator[Problem]:
    """Look for the first such sign of each file; what is no text at all is told by the rules that read it."""
    for path in _files(content.project.root):
        file = content.project.relative(path)
        try:
            text = documents.text(path, file)
        except (ContentError, OSError):
            continue
        if found := documents.UNPRINTABLE.search(text):
            line, place, what = documents.line_at(text, found.start()), "", "line"
            for at, column in _cells(text) if path.suffix == ".csv" else ():
                line, place, what = at, f"column {column}", "cell"
                break
            wrong = f"the {what} holds the sign {documents.unprintable(found[0])}, which cannot be printed"
            yield Problem(file, line, place, wrong, f"the {what} without it")


def _cells(text: str) -> Iterator[tuple[int, str]]:
    """Line and column of each cell of a table with such a sign; none where the table cannot be read."""
    with suppress(ContentError):
        for line, record in csv_tables.parsed(text, "").records():
            yield from ((line, column) for column, cell in record.items() if documents.unprintable(cell))


def _files(root: Path) -> list[Path]:
    found = {path for pattern in SOURCES for path in root.glob(pattern)}
    return sorted(path for path in found if path.suffix in SUFFIXES and path.is_file())
