"""The tables of the data package in the forms that other programs open: JSON, and workbooks with a codebook.

The same tables give the same bytes, on every day and every machine.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from retorno.evidence.catalogue import DataSet
from retorno.project.csv_tables import records

if TYPE_CHECKING:  # writing pages must not wait for it
    from xlsxwriter import Workbook

CODEBOOK = ("Data set", "Title", "What is counted", "Column", "Type", "What it holds", "Sources", "Licence", "Vintage")
LONGEST_SHEET = 31
"""Signs that a spreadsheet allows in the name of a sheet."""

NO_DAY = datetime(1980, 1, 1)
NUMBERS = {"integer": int, "year": int, "number": float}
AS_IT_STANDS = {"in_memory": True, **dict.fromkeys(("strings_to_formulas", "strings_to_urls"), False)}
"""A text that begins like a formula or an address stays the text that it is."""


def as_json(data_set: DataSet) -> bytes:
    """The rows as a list of objects, numbers as numbers, empty cells as null."""
    rows = [{name: _typed(row[name], kind) for name, kind in _columns(data_set)} for _, row in records(data_set.path)]
    return json.dumps(rows, ensure_ascii=False, indent=0).encode() + b"\n"


def as_workbook(data_sets: Sequence[DataSet]) -> bytes:
    """A workbook: a codebook first, then a sheet for each data set, in their order."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    with Workbook(written, AS_IT_STANDS) as book:
        book.set_properties({"title": "Retorno", "author": "Retorno", "created": NO_DAY})
        _sheet(book, "codebook", CODEBOOK, _codebook(data_sets))
        for data_set in data_sets:
            columns = _columns(data_set)
            cells = ([_typed(row[name], kind) for name, kind in columns] for _, row in records(data_set.path))
            _sheet(book, data_set.name[:LONGEST_SHEET], [name for name, _ in columns], cells)
    return written.getvalue()


def _columns(data_set: DataSet) -> list[tuple[str, str]]:
    return [(field["name"], field["type"]) for field in data_set.fields]


def _typed(cell: str, kind: str) -> int | float | str | None:
    return NUMBERS.get(kind, str)(cell) if cell else None


def _codebook(data_sets: Iterable[DataSet]) -> Iterator[list[str]]:
    for data_set in data_sets:
        described = data_set.described
        sources = "; ".join(str(source.get("title", "")) for source in described.get("sources", []))
        licences = "; ".join(str(one.get("title") or one.get("name", "")) for one in described.get("licenses", []))
        about = [data_set.name, data_set.title, str(data_set.about("counts"))]
        ends = [sources, licences, str(data_set.about("vintage"))]
        for field in data_set.fields:
            yield [*about, field["name"], field["type"], str(field.get("description", "")), *ends]


def _sheet(book: Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate([header, *rows]):
        sheet.write_row(number, 0, row)
