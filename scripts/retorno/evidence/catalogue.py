"""The data package: descriptions of the data sets, and their tables, read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retorno.evidence.findings import NUMBER
from retorno.project import boundary, csv_tables
from retorno.project.documents import json_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem, nearest
from sphinx_keyed_execution import tracing

if TYPE_CHECKING:  # only notebooks read tables: builds start faster without pandas
    import pandas as pd

DATES = {"yearmonth": "%Y-%m", "date": "%Y-%m-%d"}
"""Table Schema types that become dates, and how they are written."""

FORMS = {
    "yearmonth": re.compile(r"\d{4}-\d\d", re.ASCII),
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "year": re.compile(r"\d{4}", re.ASCII),
    "integer": re.compile(r"[+-]?\d+", re.ASCII),
    "number": NUMBER,
    "boolean": re.compile("true|false"),
}
"""How a cell of each type is written."""

ANY = re.compile(r".*", re.S)

LARGEST = 10**15
"""No count and no amount is larger; beyond it a computer no longer tells a number from its neighbour."""


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

    @property
    def is_own(self) -> bool:
        """Whether the table is the project's own work, so that no publisher stands behind it."""
        return bool((self.about("refresh", {}) or {}).get("publisher") == "Retorno")

    def about(self, key: str, default: Any = "") -> Any:
        """One of our own properties (``retorno:breaks``, ``retorno:vintage`` and so on)."""
        return self.described.get(f"retorno:{key}", default)


class Catalogue:
    """The data sets of a project, by name."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.descriptor = project.descriptor
        with tracing.by_part(self.descriptor):
            self.package: dict[str, Any] = json_document(self.descriptor, "data/datapackage.json", "data-package")
        self._sets = {data_set.name: data_set for data_set in self._described()}

    def _described(self) -> Iterator[DataSet]:
        resources = self.package.get("resources") if isinstance(self.package, dict) else None
        for number, resource in enumerate(resources if isinstance(resources, list) else [], start=1):
            try:
                # Whoever asks for the columns later may rely on them.
                _ = [(field["name"], field["type"]) for field in resource["schema"]["fields"]]
                path = self.project.data / resource["path"]
                if reason := boundary.refusal(self.project.root, path):
                    raise ContentError(
                        Problem(
                            "data/datapackage.json",
                            0,
                            f"data set {resource['name']}",
                            f"“{resource['path']}”: {reason}",
                            "the name of a file in data/",
                            "data-package",
                        )
                    )
                yield DataSet(resource["name"], path, resource)
            except (KeyError, TypeError) as error:
                called = resource.get("name", number) if isinstance(resource, dict) else number
                raise ContentError(
                    Problem(
                        "data/datapackage.json",
                        0,
                        f"data set {called}",
                        f"the description lacks a part: {error}",
                        "name, path, and schema with fields, each with name and type",
                        "data-package",
                    )
                ) from error

    def __iter__(self) -> Iterator[DataSet]:
        return iter(self._sets.values())

    def __contains__(self, name: str) -> bool:
        return name in self._sets

    def with_descriptions(self, told: Callable[[dict[str, Any]], dict[str, Any]]) -> Catalogue:
        """The same data sets, each described as *told* makes of its description."""
        made = copy(self)
        made._sets = {name: replace(one, described=told(one.described)) for name, one in self._sets.items()}
        return made

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

    names = [field["name"] for field in data_set.fields]
    read = csv_tables.with_columns(data_set.path, f"data/{data_set.path.name}", names, "data-package")
    table = pd.DataFrame([row.cells for row in read.rows], columns=names, dtype=str)
    for field in data_set.fields:
        column, kind = table[field["name"]], field["type"]
        for row, cell in zip(read.rows, column, strict=True):
            if cell and not fits(cell, kind):
                place = f"column {field['name']}"
                raise ContentError(read.fault(row.line, place, f"“{cell}” is no {kind}", _example(kind)))
        table[field["name"]] = _typed(column, kind)
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


def fits(cell: str, kind: str) -> bool:
    """Whether a cell is written as its type asks; stricter than pandas, which guesses what is meant."""
    if not FORMS.get(kind, ANY).fullmatch(cell):
        return False
    if kind in ("integer", "number"):
        return abs(float(cell)) <= LARGEST
    try:
        if kind in DATES:
            datetime.strptime(cell, DATES[kind])
    except ValueError:
        return False
    return True


def _example(kind: str) -> str:
    return {
        "yearmonth": "a month such as 2025-05",
        "date": "a date such as 2025-05-31",
        "year": "a year such as 2025",
        "integer": "a whole number without thousands separators, such as 8725",
        "number": "a number with a decimal point and without thousands separators, such as 99.7",
    }.get(kind, f"a value of type {kind}")
