"""A row of a table fits the rows around it, and what its description says of the table.

A slip in one cell makes a false number that has the right form. So each row is compared with what is known of its
table: periods and places lie within retorno:coverage, which reaches as far as the rows do; a series belongs to this
table and keeps to its unit (data/series.csv); a table whose key leaves out the place has one place for each series;
sources are those of the description; the note of a row that was derived says how. A value ten times its neighbours
in the series, or a tenth of them, has mostly lost a digit, or stands in thousands or as a fraction. Where such a
jump is real, the column note of its row says why, or “jumps” in retorno:bounds, with the reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets, line_of
from retorno.evidence.catalogue import DataSet
from retorno.evidence.findings import COUNTED
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"

Row = tuple[int, dict[str, str]]
Fault = tuple[int, str, str, str]
"""Line, place, what is wrong, what would be right."""

PERIODS = ("period", "fiscal_year")
OWN = ("places", "series", "claims", "cited-figures", "cited-quantities")
"""Tables that hold no series."""

JUMP = 5
"""How many times its neighbours a value is at least that may have lost or won a digit."""

AT_THE_END = 8
"""The same for the first and the last value of a series, which has one neighbour."""

FURTHER = 3
"""The same against the values next to the neighbours."""

SMALL = 1000
"""Counts below it jump of themselves."""

NOT_SERIES = ("value", "note", "source", "obtained", "unit", *PERIODS)
ENDS = re.compile(r"\d{4}(?:-\d{2})?(?:-\d{2})?")


def check(content: Content) -> Iterator[Problem]:
    """Compare the rows of each table with its description, with the table of series and with one another."""
    series: dict[str, list[dict[str, str]]] = defaultdict(list)
    for _, row in records(content.project.data / "series.csv"):
        series[row.get("id", "")].append(row)
    for data_set in data_sets(content):
        rows = [] if data_set.name in OWN else list(records(data_set.path))
        file = f"data/{data_set.path.name}"
        for line, place, wrong, right in (
            *_ahead(rows),
            *_covered(rows, data_set),
            *_of_series(rows, data_set, series),
            *_sources(rows, data_set),
            *_derived(rows),
            *_places(rows, data_set),
            *_jumps(rows, data_set),
        ):
            yield Problem(file, line, place, wrong, right)
        for key, wrong, right in _description(rows, data_set):
            yield Problem(FILE, line_of(content, data_set.name, key), f"{data_set.name}, {key}", wrong, right)


def _period(row: dict[str, str]) -> str:
    return next((row[name] for name in PERIODS if row.get(name)), "")


def _ahead(rows: list[Row]) -> Iterator[Fault]:
    for line, row in rows:
        if _is_ahead(row):
            yield line, "column period", f"“{_period(row)}” lies ahead", "a period that has begun; a slip of the keys?"


def _is_ahead(row: dict[str, str]) -> bool:
    return max([int(end[:4]) for end in ENDS.findall(_period(row))], default=0) > date.today().year + 1


def _covered(rows: list[Row], data_set: DataSet) -> Iterator[Fault]:
    """Periods and places beyond what the description says."""
    covered = data_set.about("coverage", {})
    first, last, places = (covered.get(key, "") for key in ("from", "to", "places"))
    for line, row in rows:
        ends = ENDS.findall(_period(row))
        if ends and first and last and not _is_ahead(row) and (_before(ends[0], first) or _before(last, ends[-1])):
            wrong = f"“{_period(row)}” lies outside of the time that the description covers, {first} to {last}"
            yield line, "column period", wrong, f"a period within it, or another retorno:coverage in {FILE}"
        if isinstance(places, list) and places and row.get("place") and row["place"] not in places:
            wrong = f"“{row['place']}” is none of the places that the description covers"
            yield line, "column place", wrong, f"one of {', '.join(places)}; or the place in retorno:coverage"


def _reached(ends: list[str], key: str) -> str:
    """The first or the last period of the rows: a year ends with its December, and of two ends alike the more exact."""
    if key == "from":
        return min(ends, key=lambda end: (f"{end}-01-01"[:10], -len(end)))
    return max(ends, key=lambda end: (f"{end}{'-12-31' if len(end) == 4 else '-31'}"[:10], len(end)))


def _before(one: str, other: str) -> bool:
    """Whether a period ends before another begins, as far as both are told."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def _description(rows: list[Row], data_set: DataSet) -> Iterator[tuple[str, str, str]]:
    """What the description says and the rows do not."""
    ends = [end for _, row in rows for end in ENDS.findall(_period(row))]
    covered = data_set.about("coverage", {})
    for key in ("from", "to"):
        end = covered.get(key, "")
        told = _reached(ends, key) if ends else ""
        # Rows that reach further are told themselves; days are compared as far as both are told.
        short = min(len(end), len(told), len("2025-01"))
        further = (told[:short] < end[:short]) == (key == "from")
        if ends and ENDS.fullmatch(end) and end[:short] != told[:short] and not further:
            wrong = f"“{key}” is {end}, and the rows reach {told}"
            yield "retorno:coverage", wrong, "the first and the last period of the rows"
    present, places = {cell for _, row in rows for cell in row.values()}, covered.get("places")
    if (
        any(row.get("place") for _, row in rows)
        and isinstance(places, list)
        and (absent := sorted({one for one in places if isinstance(one, str)} - present))
    ):
        wrong = f"“{absent[0]}” is among the places, and no row is of it"
        yield "retorno:coverage", wrong, "the places of the rows, or rows for this one"
    units = {row["unit"] for _, row in rows if row.get("unit")}
    told = str(data_set.about("unit"))
    if len(units) == 1 and "one unit" not in told and not all(unit in told for unit in units):
        wrong = f"the unit is “{told}”, and that of the rows {', '.join(units)}"
        yield "retorno:unit", wrong, "the unit of the rows"


def _of_series(rows: list[Row], data_set: DataSet, known: dict[str, list[dict[str, str]]]) -> Iterator[Fault]:
    """Series of other tables, and units that are not those of the series."""
    for line, row in rows if known else ():
        found = known.get(row.get("series", ""), [])
        own = [one for one in found if data_set.name in one.get("data_set", "").split(";")]
        if found and not own:
            wrong = f"the series “{row['series']}” belongs to {found[0].get('data_set', '').replace(';', ', ')}"
            yield line, "column series", wrong, "a series of this table, or another row for it in data/series.csv"
        for one in own:
            if row.get("unit") and one.get("unit") and row["unit"] != one["unit"]:
                wrong = f"the unit of the series “{row['series']}” is {one['unit']}, not {row['unit']}"
                yield line, "column unit", wrong, f"{one['unit']}, or another series"


def _sources(rows: list[Row], data_set: DataSet) -> Iterator[Fault]:
    sources = data_set.about("source", [])
    for line, row in rows if sources else ():
        if row.get("source") and row["source"] not in sources:
            wrong = f"“{row['source']}” is none of the sources of this data set"
            yield line, "column source", wrong, f"one of {', '.join(sources)}; or the key in retorno:source of {FILE}"


def _derived(rows: list[Row]) -> Iterator[Fault]:
    for line, row in rows:
        if row.get("obtained") == "derived" and not row.get("note", "-").strip():
            yield (
                line,
                "column note",
                "the figure was derived, and nothing says how",
                "of which figures it was made, and how",
            )


def _places(rows: list[Row], data_set: DataSet) -> Iterator[Fault]:
    """Another place in a series, where the key of the table says that there is one."""
    if "place" in data_set.described["schema"].get("primaryKey", ["place"]):
        return
    first: dict[str, str] = {}
    for line, row in rows:
        if row.get("series") and row.get("place"):
            place = first.setdefault(row["series"], row["place"])
            if row["place"] != place:
                wrong = f"“{row['place']}”, and the rows above of this series have {place}"
                yield line, "column place", wrong, f"{place}; or “place” in the primaryKey of the table"


def _jumps(rows: list[Row], data_set: DataSet) -> Iterator[Fault]:
    """Values that stand alone in their series by a factor of ten."""
    allowed = data_set.about("bounds", {}).get("jumps", {})
    for _, points in sorted(_series(rows).items()):
        values = [value for _, _, value in points]
        for at, (line, row, value) in enumerate(points):
            near = [one for one in values[max(at - 1, 0) : at] + values[at + 1 : at + 2] if one > 0]
            far = [one for one in values[max(at - 2, 0) : at] + values[at + 1 : at + 3] if one > 0]
            if value <= 0 or len(far) < 2 or row.get("note", "").strip() or row.get("series") in allowed:
                continue
            if row.get("unit") in COUNTED and max([value, *near]) < SMALL:
                continue
            jump = JUMP if len(near) > 1 else AT_THE_END
            times = [*((one, jump) for one in near), *((one, FURTHER) for one in far)]
            if all(value >= factor * one for one, factor in times) or all(
                value * factor <= one for one, factor in times
            ):
                told = ", ".join(f"{one:.12g}" for one in near)
                wrong = f"“{row['value']}” is many times more or less than its neighbours in the series ({told})"
                right = "the digits as the source prints them; where the jump is real, the reason in the column note"
                yield line, "column value", wrong, right


def _series(rows: list[Row]) -> dict[tuple[str, ...], list[tuple[int, dict[str, str], float]]]:
    """The rows of each series in their order of time, with their values: what differs in nothing but the period."""
    found: dict[tuple[str, ...], list[tuple[int, dict[str, str], float]]] = defaultdict(list)
    for line, row in rows:
        key = tuple(cell for name, cell in row.items() if name not in NOT_SERIES)
        spans = "/" in row.get("period", "")  # of different lengths, so that their counts cannot be compared
        if _period(row) and not spans and re.fullmatch(r"-?\d+(\.\d+)?", row.get("value", "")):
            found[(*key, row.get("unit", ""), str(len(_period(row))))].append((line, row, float(row["value"])))
    return {key: sorted(points, key=lambda point: _period(point[1])) for key, points in found.items()}
