"""Every table in data/ is as data/datapackage.json describes it.

The file is UTF-8 with commas between the cells and has exactly the columns described, in their
order. Each cell has the type of its column: dates and months exist, numbers have neither
thousands separators nor a decimal comma. No row stands twice, and every code of a place or a
series is in data/places.csv or data/series.csv. The message names the line and the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.core import Locale, get_global

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets
from retorno.evidence import table_values
from retorno.evidence.catalogue import DataSet
from retorno.project import csv_tables
from retorno.project.csv_tables import Table
from retorno.project.problems import ContentError, Problem

SEVERITY = "error"
SHOWN = 10
"""How many problems of one table are told; whoever mends them sees the others next time."""

MARK = csv_tables.MARK.encode()


def check(content: Content) -> Iterator[Problem]:
    """Look at the files first, then at the cells of the tables that can be read."""
    sound: dict[str, tuple[DataSet, Table]] = {}
    for data_set in data_sets(content):
        if not data_set.path.is_file():
            continue
        file = f"data/{data_set.path.name}"
        try:
            table = csv_tables.read(data_set.path, file)
            faults = table.faults([field["name"] for field in data_set.fields], FILE)
            yield from _mark(file, data_set.path)
        except ContentError as error:
            faults = error.problems
        yield from _few(faults)
        if not faults:
            sound[data_set.name] = data_set, table
    known = {name: table for name, (_, table) in sound.items()}
    for data_set, table in sound.values():
        problems: dict[tuple[int, str], Problem] = {}  # one a cell
        for line, place, *words in (*table_values.faults(data_set, table, known), *_countries(data_set, table)):
            problems.setdefault((line, place), table.fault(line, place, *words))
        yield from _few(sorted(problems.values(), key=lambda problem: problem.line))


def fix(content: Content) -> list[Path]:
    """Take away the byte order mark and the line ends of Windows."""
    changed = []
    for path in sorted(content.project.data.glob("*.csv")):
        before = path.read_bytes()
        after = before.removeprefix(MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if after != before:
            path.write_bytes(after)
            changed.append(path)
    return changed


def _mark(file: str, path: Path) -> Iterator[Problem]:
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


def _countries(data_set: DataSet, table: Table) -> Iterator[tuple[int, str, str, str]]:
    """The codes of the table of places that belong to no country."""
    for line, record in table.records() if data_set.name == "places" else ():
        if record.get("kind") == "country" and not _is_country(record["code"]):
            wrong, right = f"“{record['code']}” is the code of no country", "three letters after ISO 3166, such as PAN"
            yield line, "column code", wrong, right
        elif record.get("kind") == "country" and _is_of_another(record["code"], record.get("name", "")):
            wrong, right = f"“{record['name']}” is not the name of {record['code']}", "the name of the country"
            yield line, "column name", wrong, right


def _is_country(code: str) -> bool:
    """Whether *code* is an ISO 3166-1 alpha-3 code, as the Unicode tables of territories have them."""
    return len(code) == 3 and get_global("territory_aliases").get(code, ["ZZ"])[0] not in ("ZZ", "QQ")


def _is_of_another(code: str, name: str) -> bool:
    """Whether another country has this name in English."""
    return _names().get(name, "") not in ("", get_global("territory_aliases")[code][0])


@cache
def _names() -> dict[str, str]:
    return {name: code for code, name in Locale("en").territories.items() if code.isalpha()}


def _few(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of a table, and how many more there are."""
    told = list(problems)
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        rest = len(told) - SHOWN
        yield Problem(
            told[0].file, 0, "", f"{rest} more problems of this table are not shown", "mend those above first"
        )
