"""United Nations, Department of Economic and Social Affairs: International Migrant Stock, as a workbook.

Real format, as many public programs read ``undesa_pd_2020_ims_stock_by_sex_destination_and_origin
.xlsx`` and its successor of 2024 (the workbooks themselves were not at hand): the sheet “Table 1”
has its header in row 11, with the columns Index; Region, development group, country or area of
destination; Notes of destination; Location code of destination; Type of data of destination;
Region, development group, country or area of origin; Location code of origin; and then the years
three times: both sexes, male, female. Codes are M49 for countries and the Division's own for the
world (900) and regions; a missing cell is empty or “..”.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from retorno.refresh import FormatError, Observation
from retorno.refresh.codes import from_m49

TYPES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
    "application/zip",
)

SHEET = "Table 1"
DESTINATION, ORIGIN = "Location code of destination", "Location code of origin"
SEXES = ("both", "male", "female")
LAST_HEADER_ROW = 40
UNPACKED = 400_000_000
"""How large a workbook may be once unpacked, in bytes; the real one is below 60 million."""


def read(content: bytes) -> list[Observation]:
    """One observation for each destination, origin, sex and year that has a number."""
    rows = _rows(content)
    header = next((row for _, row in zip(range(LAST_HEADER_ROW), rows, strict=False) if DESTINATION in row), None)
    if header is None or ORIGIN not in header:
        raise FormatError(f"“{SHEET}” has no header with “{DESTINATION}” and “{ORIGIN}”")
    destination, origin = header.index(DESTINATION), header.index(ORIGIN)
    years = [(place, _year(cell)) for place, cell in enumerate(header) if _year(cell)]
    if not years or len(years) % len(SEXES):
        raise FormatError(f"the years do not stand in three blocks (both sexes, male, female): {len(years)} columns")
    block = len(years) // len(SEXES)
    return [
        Observation(
            str(year),
            number,
            {
                "destination": from_m49(int(row[destination])),
                "origin": from_m49(int(row[origin])),
                "sex": SEXES[position // block],
            },
        )
        for row in rows
        if isinstance(row[destination], int | float) and isinstance(row[origin], int | float)
        for position, (place, year) in enumerate(years)
        if (number := _number(row[place])) is not None
    ]


def _rows(content: bytes) -> Iterator[Sequence[Any]]:
    """The rows of the sheet, cells as Excel holds them."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
                raise FormatError(f"the workbook unpacks to more than {UNPACKED:,} bytes")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise FormatError(f"this is no Excel workbook: {error}") from error
    if SHEET not in book.sheetnames:
        raise FormatError(f"the workbook has no sheet “{SHEET}”; it has {', '.join(book.sheetnames)}")
    rows: Iterator[Sequence[Any]] = book[SHEET].iter_rows(values_only=True)
    return rows


def _year(cell: Any) -> int:
    """The year that a header cell names, or 0."""
    text = str(cell).removesuffix(".0") if cell is not None else ""
    return int(text) if text.isdigit() and 1900 <= int(text) <= 2100 else 0


def _number(cell: Any) -> float | None:
    """A count; None where the cell is empty or “..”."""
    if isinstance(cell, int | float):
        return cell
    digits = "".join(str(cell).split()) if cell is not None else ""
    return int(digits) if digits.isdigit() else None
