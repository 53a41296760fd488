"""No count of persons is so small that somebody could be recognised in it.

A row that counts persons and has a value from 1 to 9 may point at people: returnees in a small
place, of one nationality, in one month are known there by name. Give the figure for a larger
place or period, or leave the row out. Which rows count persons is said by event_or_person of the
series in data/series.csv, by retorno:unit of the data set, and by the unit of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import data_sets
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
PERSONS = "persons"
ENOUGH = 10


def check(content: Content) -> Iterator[Problem]:
    """Look at the values of all rows that count persons."""
    series = {
        record.get("id"): record.get("event_or_person") for _, record in records(content.project.data / "series.csv")
    }
    units = {record.get("id"): record.get("unit") for _, record in records(content.project.data / "series.csv")}
    for data_set in data_sets(content):
        of_persons = data_set.about("unit") == PERSONS
        for line, record in records(data_set.path):
            counts = PERSONS in (series.get(record.get("series")), record.get("unit"))
            if record.get("unit") == PERSONS and units.get(record.get("series")) not in (None, "", PERSONS):
                continue  # another unit than that of its series, which row-values tells
            if (of_persons or counts) and 0 < _number(record.get("value", "")) < ENOUGH:
                wrong = f"“{record['value']}” is so small a count of persons that somebody could be recognised"
                right = f"{ENOUGH} or more: a larger place or period, or no row"
                yield Problem(content.project.relative(data_set.path), line, "column value", wrong, right)


def _number(text: str) -> float:
    """The number that a cell holds; 0 where it holds none."""
    try:
        return float(text)
    except ValueError:
        return 0
