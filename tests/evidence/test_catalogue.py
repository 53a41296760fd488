"""Tables are read as they are described, or refused with file, line, column and what would be right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from retorno.evidence.catalogue import Catalogue, DataSet, read_table
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

FIELDS = [
    {"name": "month", "type": "yearmonth"},
    {"name": "day", "type": "date"},
    {"name": "year", "type": "year"},
    {"name": "count", "type": "integer"},
    {"name": "share", "type": "number"},
    {"name": "note", "type": "string"},
]
HEADER = "month,day,year,count,share,note\n"
GOOD = "2025-05,2025-05-31,2025,8725,99.7,plain\n"


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str | bytes], pd.DataFrame]:
    """Writes a file and reads it as the table that FIELDS describe."""

    def read(content: str | bytes) -> pd.DataFrame:
        path = tmp_path / "kinds.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(DataSet("kinds", path, {"schema": {"fields": FIELDS}}))

    return read


Read = Callable[[str | bytes], pd.DataFrame]


def fault(read: Read, content: str | bytes) -> Problem:
    with pytest.raises(ContentError) as refused:
        read(content)
    (problem,) = refused.value.problems
    assert problem.file == "data/kinds.csv"
    assert problem.right
    return problem


def test_columns_have_the_types_of_the_schema(table: Read) -> None:
    read = table(HEADER + GOOD)
    assert read["month"].tolist() == [pd.Timestamp("2025-05-01")]
    assert read["day"].tolist() == [pd.Timestamp("2025-05-31")]
    assert [str(read[name].dtype) for name in ("year", "count", "share")] == ["int64", "int64", "float64"]
    assert read.loc[0, ["year", "count", "share", "note"]].tolist() == [2025, 8725, 99.7, "plain"]


def test_empty_cells_are_missing_values(table: Read) -> None:
    read = table(HEADER + GOOD + ",,,,,x\n")
    assert read.iloc[1, :5].isna().all()
    assert read["note"].tolist() == ["plain", "x"]
    assert [str(read[name].dtype) for name in ("year", "count")] == ["Int64", "Int64"]


def test_text_that_looks_like_a_missing_value_stays_text(table: Read) -> None:
    assert table(HEADER + "2025-05,2025-05-31,2025,1,1,NA\n")["note"].tolist() == ["NA"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("month", cell) for cell in ("2025-13", "2025-5", "2025-05-01", "May 2025", "2025/05", "2025-00", "²025-05")),
        *(("day", cell) for cell in ("2025-02-30", "2025-2-3", "31.05.2025", "2025-05", "2023-02-29", "2025-05-31T00")),
        *(("year", cell) for cell in ("25", "2025.0", "20255", "FY2025", "2e3")),
        *(("count", cell) for cell in ("8,725", "8.725", "8 725", "8'725", "1e3", "0x10", "nan", "five", "1_000", "٣")),
        *(("share", cell) for cell in ("99,7", "1,234.5", "inf", "nan", "-", "99.7%", "1.2.3", "1_0", "½")),
    ],
)
def test_a_cell_that_does_not_fit_is_named(table: Read, column: str, cell: str) -> None:
    names = [field["name"] for field in FIELDS]
    cells = GOOD.strip().split(",")
    cells[names.index(column)] = f'"{cell}"'
    problem = fault(table, f"{HEADER}{GOOD}{','.join(cells)}\n{GOOD}")
    assert (problem.line, problem.place) == (3, f"column {column}")
    assert f"“{cell}”" in problem.wrong
    assert "such as" in problem.right


def test_lines_are_those_of_the_file(table: Read) -> None:
    problem = fault(table, HEADER + GOOD.replace("plain", '"two\nlines"') + GOOD.replace("8725", "many"))
    assert (problem.line, problem.place) == (4, "column count")


@pytest.mark.parametrize(
    ("content", "line", "wrong", "right"),
    [
        ("", 0, "empty", "header line"),
        ("\n\n", 0, "empty", "header line"),
        (HEADER + "\n" + GOOD, 2, "the row is empty", "delete the line"),
        (HEADER, 0, "no rows", "at least one row"),
        ("month,day,year,count,share\n2025-05,2025-05-31,2025,1,1\n", 1, "“note” is missing", "month, day"),
        ("month,day,year,count,share,note,more\n", 1, "“more” is not known", "the columns month"),
        ("day,month,year,count,share,note\n" + GOOD, 1, "day, month", "month, day"),
        (HEADER.replace(",", ";"), 1, "separated by semicolons", "commas"),
        (HEADER + GOOD.replace(",plain", ""), 2, "5 cells, the header has 6", "double quotes"),
        # pandas alone would take the first column for row labels here, and shift the others
        (HEADER + GOOD.replace("8725", "8,725"), 2, "7 cells, the header has 6", "without thousands separators"),
        (HEADER + GOOD + GOOD.replace("plain", "a, b"), 3, "7 cells", "double quotes"),
        (HEADER + GOOD.replace("plain", '"open'), 2, "a double quote in this row", "whole cell"),
        ((HEADER + GOOD).encode("utf-16"), 1, "not UTF-8 (byte 1)", "UTF-8"),
        ((HEADER + GOOD).encode().replace(b"plain", b"Dari\xe9n"), 2, "not UTF-8 (byte ", "UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table(table: Read, content: str | bytes, line: int, wrong: str, right: str) -> None:
    problem = fault(table, content)
    assert problem.line == line
    assert wrong in problem.wrong
    assert right in problem.right


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"data/kinds\.csv: the file is missing"):
        read_table(DataSet("kinds", tmp_path / "kinds.csv", {"schema": {"fields": FIELDS}}))


def test_the_package_of_the_book_is_valid_for_another_reader(real_book: Project) -> None:
    """Frictionless knows the standard, and nothing of this book."""
    from frictionless import Package

    report = Package(real_book.descriptor).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert len(report.tasks) == len(list(Catalogue(real_book)))


def test_the_catalogue_knows_its_data_sets(small_book: Project) -> None:
    catalogue = Catalogue(small_book)
    assert [data_set.name for data_set in catalogue] == ["arrivals", "claims", "places"]
    assert "arrivals" in catalogue
    assert "departures" not in catalogue
    assert catalogue["arrivals"].title == "Arrivals by month"
    assert catalogue["arrivals"].about("vintage") == "2025-06"
    assert catalogue["arrivals"].about("nothing", ["default"]) == ["default"]
    assert read_table(catalogue["arrivals"])["value"].tolist() == [2000, 1010]


def test_an_unknown_name_is_answered_with_the_nearest(small_book: Project) -> None:
    with pytest.raises(ContentError, match=r"no data set “arrival”\. Did you mean “arrivals”\?"):
        Catalogue(small_book)["arrival"]


@pytest.mark.parametrize(
    ("descriptor", "said"),
    [
        ('{"name": "x",\n "resources": [}', "data/datapackage.json:2: this is not valid JSON"),
        (b"\xff{}", "data/datapackage.json:1: the file is not UTF-8"),
        (
            {"resources": [{"path": "a.csv", "schema": {"fields": []}}]},
            "(data set 1): the description lacks a part: 'name'",
        ),
        ({"resources": [{"name": "a", "path": "a.csv"}]}, "(data set a): the description lacks a part: 'schema'"),
        (
            {"resources": [{"name": "a", "schema": {"fields": []}}]},
            "(data set a): the description lacks a part: 'path'",
        ),
        (
            {"resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "x"}]}}]},
            "lacks a part: 'type'",
        ),
        ({"resources": ["a"]}, "(data set 1): the description lacks a part"),
    ],
)
def test_a_descriptor_that_cannot_be_read(small_book: Project, descriptor: Any, said: str) -> None:
    content = descriptor if isinstance(descriptor, str | bytes) else json.dumps(descriptor)
    (small_book.data / "datapackage.json").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ContentError) as refused:
        Catalogue(small_book)
    assert said in str(refused.value)


def test_every_table_of_the_book_can_be_read(real_book: Project) -> None:
    for data_set in Catalogue(real_book):
        assert not read_table(data_set).empty
