"""Tables as files: their rows with line numbers, and what is wrong before a cell can be looked at."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from retorno.project import documents
from retorno.project.problems import Problem, nearest

QUOTES = "one cell for each column: text with commas in double quotes, numbers without thousands separators"
MARK = b"\xef\xbb\xbf"
UTF_8 = "save the file as UTF-8: spreadsheets offer “CSV UTF-8” when they save"


def rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file, the header first, each with the line (from 1) on which it begins.

    An empty line is a row without cells. Raises ``OSError``, ``UnicodeDecodeError`` or, where
    quotation marks do not match, ``csv.Error``.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        found, line = [], 1
        try:
            for cells in reader:
                found.append((line, cells))
                line = reader.line_num + 1
        except csv.Error as error:
            raise csv.Error(line, str(error)) from error
        return found


def records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table by column, with their lines; none where the file cannot be read as a table."""
    try:
        header, *body = rows(path)
    except (OSError, ValueError, csv.Error):
        return
    for line, cells in body:
        if len(cells) == len(header[1]):
            yield line, dict(zip(header[1], cells, strict=True))


def faults(file: str, path: Path, names: list[str]) -> list[Problem]:
    """What keeps the file from being a table with the columns *names*, in that order."""
    if too_large := documents.too_large(path):
        return [Problem(file, 0, "", *too_large)]
    content = path.read_bytes()
    columns = f"a header line with {', '.join(names)}, and at least one row"
    if not content.strip():
        return [Problem(file, 0, "", "the file is empty", columns)]
    try:
        found = rows(path)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return [Problem(file, line, "", f"the file is not UTF-8 (byte {error.start + 1})", UTF_8)]
    except csv.Error as error:
        wrong = "a double quote in this row opens or closes where it cannot"
        return [
            Problem(
                file, int(error.args[0]), "", wrong, "two around the whole cell, and two in a row for one inside it"
            )
        ]
    return list(_header(file, found[0][1], names)) or list(_body(file, found, columns))


def mark(file: str, path: Path) -> Iterator[Problem]:
    """Signs that no reader needs and some stumble over: a byte order mark at the beginning, line ends of Windows.

    Two tables with the same numbers would be two different files, published as they are.
    """
    content = path.read_bytes()
    if b"\r" in content:
        line = content.count(b"\n", 0, content.index(b"\r")) + 1
        wrong = "the lines end as on Windows (with the sign U+000D)"
        yield Problem(file, line, "", wrong, "line ends as on Unix: `make check FIX=1` makes them")
    if content.startswith(MARK):
        wrong = "the file begins with an invisible mark, as some spreadsheets write it (byte order mark)"
        yield Problem(file, 1, "", wrong, "UTF-8 without it: `make check FIX=1` takes it away")


def _header(file: str, header: list[str], names: list[str]) -> Iterator[Problem]:
    """What is wrong with the header line."""
    if len(header) == 1 and len(names) > 1:
        for sign, called in ((";", "semicolons"), ("\t", "tabs")):
            if sign in header[0]:
                yield Problem(file, 1, "header", f"the cells are separated by {called}", "commas between the cells")
                return
    missing, extra = [name for name in names if name not in header], [name for name in header if name not in names]
    for name in extra:
        wrong = f"the column “{name}” is not described in data/datapackage.json.{nearest(name, missing)}"
        yield Problem(file, 1, f"column {name}", wrong, f"the columns {', '.join(names)}")
    for name in missing:
        wrong, right = f"the column “{name}” is missing", f"the columns {', '.join(names)}"
        yield Problem(file, 1, f"column {name}", wrong, right)
    for name, times in Counter(header).items():
        if times > 1 and name in names:
            yield Problem(file, 1, f"column {name}", f"there are {times} columns “{name}”", "each column once")
    if not missing and not extra and len(header) == len(names) and header != names:
        wrong, right = f"the columns stand in another order: {', '.join(header)}", f"the order {', '.join(names)}"
        yield Problem(file, 1, "header", wrong, right)


def _body(file: str, found: list[tuple[int, list[str]]], columns: str) -> Iterator[Problem]:
    """Rows that are missing, empty, too long or too short."""
    width = len(found[0][1])
    if not any(cells for _, cells in found[1:]):
        yield Problem(file, 0, "", "the table has a header and no rows", columns)
        return
    for line, cells in found[1:]:
        if not any(cells):
            yield Problem(file, line, "", "the row is empty", "delete the line")
        elif len(cells) != width:
            yield Problem(file, line, "", f"the row has {len(cells)} cells, the header has {width}", QUOTES)
