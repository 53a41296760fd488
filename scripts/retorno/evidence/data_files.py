"""The tables of the data package in the forms that other programs open: JSON, and workbooks with a codebook.

The same tables give the same bytes, on every day and every machine.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from retorno.evidence.catalogue import DataSet
from retorno.project.csv_tables import records
from retorno.project.files import pack

if TYPE_CHECKING:  # writing pages must not wait for it
    from openpyxl import Workbook

CODEBOOK = ("Data set", "Title", "What is counted", "Column", "Type", "What it holds", "Sources", "Licence", "Vintage")
LONGEST_SHEET = 31
"""Signs that a spreadsheet allows in the name of a sheet."""

NO_DAY = datetime(1980, 1, 1)
SAVED, NEVER = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*"), rb"\g<1>1980-01-01T00:00:00Z"
NUMBERS = {"integer": int, "year": int, "number": float}
FORMULA = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet would take for a formula."""


def as_json(data_set: DataSet) -> bytes:
    """The rows as a list of objects, numbers as numbers, empty cells as null."""
    rows = [{name: _typed(row[name], kind) for name, kind in _columns(data_set)} for _, row in records(data_set.path)]
    return json.dumps(rows, ensure_ascii=False, indent=0).encode() + b"\n"


def as_workbook(data_sets: Sequence[DataSet]) -> bytes:
    """A workbook: a codebook first, then a sheet for each data set, in their order."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = "Retorno"
    book.properties.created = NO_DAY
    _sheet(book, "codebook", CODEBOOK, _codebook(data_sets))
    for data_set in data_sets:
        names = [name for name, _ in _columns(data_set)]
        cells = ([_typed(row[name], kind) for name, kind in _columns(data_set)] for _, row in records(data_set.path))
        _sheet(book, data_set.name[:LONGEST_SHEET], names, cells)
    written = io.BytesIO()
    book.save(written)
    return _dateless(written)


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
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    for row in rows:
        sheet.append([_text(sheet, cell) for cell in row])


def _text(sheet: Any, cell: Any) -> Any:
    """A text that begins like a formula, marked as the text that it is."""
    if not (isinstance(cell, str) and cell.startswith(FORMULA)):
        return cell
    from openpyxl.cell import WriteOnlyCell

    marked = WriteOnlyCell(sheet, cell)
    marked.data_type = "s"
    return marked


def _dateless(written: io.BytesIO) -> bytes:
    """The same archive without the time at which it was made, which openpyxl notes when it saves."""
    made = io.BytesIO()
    with ZipFile(written) as archive:
        pack(((name, SAVED.sub(NEVER, archive.read(name))) for name in sorted(archive.namelist())), made)
    return made.getvalue()
