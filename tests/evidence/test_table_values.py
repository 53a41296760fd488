"""The cells of a table against its schema: what is told, and that Frictionless, which knows the standard, agrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retorno.evidence.catalogue import DataSet
from retorno.evidence.table_values import faults
from retorno.project.csv_tables import Table, parsed

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "string", "constraints": {"required": True, "unique": True, "maxLength": 3}},
    {"name": "year", "type": "year", "constraints": {"minimum": 1990, "maximum": 2030}},
    {"name": "month", "type": "yearmonth"},
    {"name": "count", "type": "integer", "constraints": {"minimum": 0}},
    {"name": "share", "type": "number", "constraints": {"maximum": 100}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["one", "two"]}},
    {"name": "place", "type": "string", "constraints": {"minLength": 2}},
]
SCHEMA = {
    "fields": FIELDS,
    "primaryKey": ["year", "month", "kind"],
    "foreignKeys": [{"fields": "place", "reference": {"resource": "places", "fields": "code"}}],
}
COUNTS = DataSet("counts", Path("counts.csv"), {"schema": SCHEMA})
PLACES = Table("places", ["code"], parsed("code\nPAN\nCOL\n", "places").rows)
HEADER = ",".join(field["name"] for field in FIELDS)


def told(*rows: str) -> list[tuple[int, str, str]]:
    table = parsed("\n".join((HEADER, *rows)), "counts")
    assert table.faults([field["name"] for field in FIELDS]) == []
    return [
        (line, place, wrong) for line, place, wrong, _ in faults(COUNTS, table, {"places": PLACES, "counts": table})
    ]


GOOD = "a,2025,2025-05,8725,99.7,one,PAN"


def test_what_fits_is_not_told() -> None:
    assert told(GOOD, "b,2024,,,,,", "c,2023,2025-05,0,-1.5,two,COL") == []


@pytest.mark.parametrize(
    ("row", "place", "wrong"),
    [
        (",2024,,,,,", "column id", "the cell is empty"),
        ("abcd,2024,,,,,", "column id", "longer than 3"),
        ("a,2024,,,,,", "column id", "stands already in line 2"),
        ("b,1989,,,,,", "column year", "less than 1990"),
        ("b,2031,,,,,", "column year", "more than 2030"),
        ("b,2024,2025-13,,,,", "column month", "no month"),
        ("b,2024,,-1,,,", "column count", "less than 0"),
        ("b,2024,,1.5,,,", "column count", "no whole number"),
        ("b,2024,,,100.1,,", "column share", "more than 100"),
        ("b,2024,,,,three,", "column kind", "not one of the words"),
        ("b,2024,,,,,P", "column place", "shorter than 2"),
        ("b,2024,,,,,MEX", "column place", "is not in data/places.csv"),
        ("b,,,1,,,", "", "the row has no year and no month and no kind"),
        ("b,2025,2025-05,,,one,", "", "the same year and month and kind as line 2"),
    ],
)
def test_what_does_not_fit_is_told_once_with_its_place(row: str, place: str, wrong: str) -> None:
    found = told(GOOD, row)
    assert [(line, where) for line, where, _ in found][:1] == [(3, place)]
    assert wrong in found[0][2]
    assert len({where for _, where, _ in found}) == 1


def test_a_code_is_not_looked_for_in_a_table_that_cannot_be_read() -> None:
    table = parsed(f"{HEADER}\n{GOOD.replace('PAN', 'MEX')}\n", "counts")
    assert list(faults(COUNTS, table, {"counts": table})) == []


CELLS = {
    "id": st.sampled_from(["", "a", "b", "c", "abcd"]),
    "year": st.sampled_from(["", "1989", "1990", "2030", "2031", "25"]),
    "month": st.sampled_from(["", "2025-05", "2025-13", "May"]),
    "count": st.sampled_from(["", "0", "-1", "8725", "1.5", "many"]),
    "share": st.sampled_from(["", "0", "-2.5", "100", "100.1", "half"]),
    "kind": st.sampled_from(["", "one", "two", "three"]),
    "place": st.sampled_from(["", "P", "PAN", "COL", "MEX"]),
}


UNREADABLE = ("25", "2025-13", "May")
"""The cells above that are of another type than their column."""


def echoes(rows: list[tuple[str, ...]]) -> set[int]:
    """Lines whose key Frictionless takes for one that was there: what it cannot read counts as empty with it."""
    keys = [tuple("" if row[at] in UNREADABLE else row[at] for at in KEY) for row in rows]
    return {line for line, key in enumerate(keys, 2) if key in keys[: line - 2]}


KEY = [[field["name"] for field in FIELDS].index(name) for name in SCHEMA["primaryKey"]]


@settings(max_examples=60, deadline=None)
@example(rows=[("", "25", "", "", "", "one", ""), ("a", "", "", "", "", "one", "")])
@given(rows=st.lists(st.tuples(*CELLS.values()), min_size=1, max_size=4))
def test_frictionless_refuses_the_same_rows(
    rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It says where the rows are wrong, by number; our lines are theirs, as no cell here holds a line break."""
    from frictionless import Package

    rows = [row for row in rows if any(row)] or [("a", *[""] * 6)]
    folder = tmp_path_factory.mktemp("package")
    (folder / "counts.csv").write_text("\n".join((HEADER, *map(",".join, rows))) + "\n")
    (folder / "places.csv").write_text("code\nPAN\nCOL\n")
    resources = [
        {"name": "counts", "path": "counts.csv", "schema": SCHEMA},
        {"name": "places", "path": "places.csv", "schema": {"fields": [{"name": "code", "type": "string"}]}},
    ]
    package = json.loads(json.dumps({"name": "x", "resources": resources}))
    for resource in package["resources"]:
        resource["dialect"] = {"csv": {"delimiter": ","}}
    report = Package.from_descriptor(package, basepath=str(folder)).validate()
    theirs = {row for (row,) in report.flatten(["rowNumber"])}
    ours = {line for line, _, _ in told(*map(",".join, rows))}
    assert ours <= theirs
    assert theirs - ours <= echoes(rows)
