"""The data package: descriptions of the data sets, and their tables, read and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retorno import tracing
from retorno.problems import ContentError, Problem, nearest
from retorno.project import Project

if TYPE_CHECKING:  # only notebooks read tables: builds start faster without pandas
    import pandas as pd

DATES = {"yearmonth": "%Y-%m", "date": "%Y-%m-%d"}
"""Table Schema types that become dates, and how they are written."""


@dataclass(frozen=True)
class DataSet:
    """One table of the data package with its description (a resource of the package)."""

    name: str
    path: Path
    described: dict[str, Any]

    @property
    def title(self) -> str:
        """The title that readers see."""
        return str(self.described.get("title", self.name))

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The fields of the table schema."""
        return list(self.described["schema"]["fields"])

    def about(self, key: str, default: Any = "") -> Any:
        """One of our own properties (``retorno:breaks``, ``retorno:vintage`` and so on)."""
        return self.described.get(f"retorno:{key}", default)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file, in hexadecimal."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


class Catalogue:
    """The data sets of a project, by name."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.descriptor = project.data / "datapackage.json"
        try:
            with tracing.by_part(self.descriptor):
                self.package: dict[str, Any] = json.loads(self.descriptor.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ContentError(
                Problem(
                    "data/datapackage.json",
                    getattr(error, "lineno", 0),
                    "",
                    f"this is not valid JSON: {error}",
                    "mend the line; a comma or a quotation mark is often missing",
                    "data-package",
                )
            ) from error
        self._sets = {
            resource["name"]: DataSet(resource["name"], project.data / resource["path"], resource)
            for resource in self.package.get("resources", [])
        }

    def __iter__(self) -> Iterator[DataSet]:
        return iter(self._sets.values())

    def __contains__(self, name: str) -> bool:
        return name in self._sets

    def __getitem__(self, name: str) -> DataSet:
        """The data set called *name*; raises ``ContentError`` with the nearest name if there is none."""
        tracing.uses_part(self.descriptor, name)
        try:
            return self._sets[name]
        except KeyError:
            raise ContentError(
                Problem(
                    "data/datapackage.json",
                    0,
                    "",
                    f"there is no data set “{name}”.{nearest(name, self._sets)}",
                    f"one of {', '.join(sorted(self._sets))}",
                    "data-package",
                )
            ) from None


def read_table(data_set: DataSet) -> pd.DataFrame:
    """The table as pandas reads it, columns typed after the schema.

    ``yearmonth`` and ``date`` become ``datetime64`` (a month is its first day), ``year`` and
    ``integer`` become ``Int64`` where cells may be empty and ``int64`` otherwise.
    Raises :class:`ContentError` for columns that differ from the schema or cells that do not fit it.
    """
    import pandas as pd

    file = f"data/{data_set.path.name}"

    def fail(line: int, place: str, wrong: str, right: str) -> ContentError:
        return ContentError(Problem(file, line, place, wrong, right, "data-package"))

    try:
        table = pd.read_csv(data_set.path, dtype=str, keep_default_na=False, encoding="utf-8")
    except UnicodeDecodeError as error:
        raise fail(0, "", f"the file is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    except pd.errors.EmptyDataError as error:
        raise fail(0, "", "the file is empty", "a header line and at least one row") from error
    except pd.errors.ParserError as error:
        raise fail(
            0,
            "",
            f"the rows do not have the same number of cells: {error}",
            "put text that holds commas in double quotes",
        ) from error
    names = [field["name"] for field in data_set.fields]
    if list(table.columns) != names:
        raise fail(1, "header", f"the columns are {', '.join(table.columns)}", f"the columns are {', '.join(names)}")
    if table.empty:
        raise fail(0, "", "the table has a header and no rows", "at least one row")
    for field in data_set.fields:
        column = table[field["name"]]
        try:
            table[field["name"]] = _typed(column, field["type"])
        except (ValueError, TypeError) as error:
            line = _first_bad(column, field["type"])
            raise fail(
                line,
                f"column {field['name']}",
                f"“{column.iloc[line - 2]}” is no {field['type']}",
                _example(field["type"]),
            ) from error
    return table


def _typed(column: pd.Series, kind: str) -> pd.Series:
    """A column of text as the type that the schema names; empty cells become missing."""
    import pandas as pd

    if kind in DATES:
        return pd.to_datetime(column.where(column != ""), format=DATES[kind])
    if kind in ("integer", "year"):
        numbers = pd.to_numeric(column.where(column != "")).astype("Int64")
        return numbers if numbers.isna().any() else numbers.astype("int64")
    if kind == "number":
        return pd.to_numeric(column.where(column != "")).astype("float64")
    return column


def _first_bad(column: pd.Series, kind: str) -> int:
    """The line of the first cell that does not fit (the header is line 1)."""
    for position in range(len(column)):
        try:
            _typed(column.iloc[position : position + 1], kind)
        except (ValueError, TypeError):
            return position + 2
    return 0


def _example(kind: str) -> str:
    return {
        "yearmonth": "a month such as 2025-05",
        "date": "a date such as 2025-05-31",
        "year": "a year such as 2025",
        "integer": "a whole number without thousands separators, such as 8725",
        "number": "a number with a decimal point and without thousands separators, such as 99.7",
    }.get(kind, f"a value of type {kind}")
