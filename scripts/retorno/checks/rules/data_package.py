"""Every table in data/ is as data/datapackage.json describes it.

The file is UTF-8 with commas between the cells and has exactly the columns described, in their
order. Each cell has the type of its column: dates and months exist, numbers have neither
thousands separators nor a decimal comma. No row stands twice, and every code of a place or a
series is in data/places.csv or data/series.csv. The message names the line and the column.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.core import get_global

from retorno.checks.reading import package_files
from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets, line_with
from retorno.checks.reading.frictionless_words import Surroundings, cell_words, explain
from retorno.evidence.catalogue import DataSet
from retorno.project.problems import Problem

SEVERITY = "error"
SHOWN = 10
"""How many problems of one table are told; whoever mends them sees the others next time."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the files first, then let frictionless look at the tables that can be read."""
    sound = []
    for data_set in data_sets(content):
        if not data_set.path.is_file():
            continue
        file = f"data/{data_set.path.name}"
        yield from package_files.mark(file, data_set.path)
        faults = package_files.faults(file, data_set.path, [field["name"] for field in data_set.fields])
        yield from _few(faults)
        if not faults:
            sound.append(data_set)
    errors = _frictionless(sound, content.project.data)
    for data_set in sound:
        found = _in_cells(data_set, errors.pop(data_set.name, []), sound)
        yield from _few(sorted(found, key=lambda problem: problem.line))
    for error in (error for rest in errors.values() for error in rest):
        line, right = line_with(content, error.note), "what the Data Package standard describes"
        yield Problem(FILE, line, "", error.note or error.message, right)


def fix(content: Content) -> list[Path]:
    """Take away the byte order mark and the line ends of Windows."""
    changed = []
    for path in sorted(content.project.data.glob("*.csv")):
        before = path.read_bytes()
        after = before.removeprefix(package_files.MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if after != before:
            path.write_bytes(after)
            changed.append(path)
    return changed


def _frictionless(sound: list[DataSet], folder: Path) -> dict[str, list[Any]]:
    """The errors that frictionless finds, by data set; those of the descriptor under the empty name."""
    from frictionless import FrictionlessException, Package

    try:
        report = Package.from_descriptor(
            {"name": "checked", "resources": _resources(sound)}, basepath=str(folder)
        ).validate()
    except FrictionlessException as error:
        return {"": error.reasons or [error.error]}
    return {"": report.errors} | {task.name: task.errors for task in report.tasks}


def _resources(sound: list[DataSet]) -> list[dict[str, Any]]:
    """The descriptions that frictionless needs, without foreign keys to tables that cannot be read."""
    names = {data_set.name for data_set in sound}
    resources = []
    for data_set in sound:
        schema = copy.deepcopy(data_set.described["schema"])
        keys = schema.pop("foreignKeys", [])
        schema["foreignKeys"] = [
            key for key in keys if (key.get("reference", {}).get("resource") or data_set.name) in names
        ]
        for field in schema["fields"]:  # looked at by ourselves, within a second each
            field.get("constraints", {}).pop("pattern", None)
        dialect = {"csv": {"delimiter": ","}}  # otherwise frictionless guesses
        path = data_set.path.name
        resources.append(
            {
                "name": data_set.name,
                "path": path,
                "type": "table",
                "encoding": "utf-8",
                "dialect": dialect,
                "schema": schema,
            }
        )
    return resources


def _in_cells(data_set: DataSet, errors: list[Any], sound: list[DataSet]) -> Iterable[Problem]:
    """The problems of one table, one a cell."""
    file, table = f"data/{data_set.path.name}", package_files.rows(data_set.path)
    around = _surroundings(data_set, [line for line, _ in table], sound)
    problems: dict[tuple[int, str], Problem] = {}
    for line, record in package_files.records(data_set.path):
        for name, field in around.fields.items():
            if words := cell_words(record[name], field):
                place = f"column {name}"
                problems[line, place] = Problem(file, line, place, *words)
        if data_set.name == "places" and record.get("kind") == "country" and not _is_country(record["code"]):
            wrong, right = f"“{record['code']}” is the code of no country", "three letters after ISO 3166, such as PAN"
            problems[line, "column code"] = Problem(file, line, "column code", wrong, right)
    for error in errors:
        line = around.lines[error.row_number - 1] if hasattr(error, "row_number") else 0
        place, wrong, right = explain(error, around)
        problems.setdefault((line, place), Problem(file, line, place, wrong, right))
    return problems.values()


def _surroundings(data_set: DataSet, lines: list[int], sound: list[DataSet]) -> Surroundings:
    schema = data_set.described["schema"]
    paths = {other.name: other.path for other in sound}
    codes = {}
    for key in schema.get("foreignKeys", []):
        target, columns = key["reference"].get("resource") or data_set.name, key["reference"].get("fields", [])
        if target in paths and len(columns) == 1:
            codes[target, columns[0]] = [record[columns[0]] for _, record in package_files.records(paths[target])]
    primary = schema.get("primaryKey", [])
    fields = {field["name"]: field for field in data_set.fields}
    return Surroundings(fields, [primary] if isinstance(primary, str) else primary, lines, codes)


def _is_country(code: str) -> bool:
    """Whether *code* is an ISO 3166-1 alpha-3 code, as the Unicode tables of territories have them."""
    return len(code) == 3 and get_global("territory_aliases").get(code, ["ZZ"])[0] not in ("ZZ", "QQ")


def _few(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of a table, and how many more there are."""
    told = list(problems)
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        rest = len(told) - SHOWN
        yield Problem(
            told[0].file, 0, "", f"{rest} more problems of this table are not shown", "mend those above first"
        )
