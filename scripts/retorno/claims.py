"""The claims register: statistics as a source states them (``data/claims.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retorno import tracing
from retorno.findings import ID, NUMBER, UNITS
from retorno.problems import ContentError, Problem, nearest
from retorno.project import Project

COMPARATORS = ("equal", "about", "over", "almost", "rise", "fall", "list")
"""How a source words its figure; ``rise`` and ``fall`` state a direction without a number."""

COLUMNS = [
    *("id", "source", "locator", "statement", "value", "comparator", "text", "precision"),
    *("unit", "members", "population", "place", "period", "analysis", "finding", "note"),
]


@dataclass(frozen=True)
class Claim:
    """One statistic as a source states it.

    ``value`` is signed (a fall of 93 per cent is −93) and None where the source gives a
    direction or a list; ``precision`` is the step to which it was published; ``text`` is
    how it reads in the source; ``members`` are the place codes of a list.
    """

    id: str
    source: str
    locator: str
    statement: str
    value: float | None
    comparator: str
    text: str
    precision: float | None
    unit: str
    members: tuple[str, ...]
    population: str
    place: str
    period: str
    analysis: str
    finding: str
    note: str


def read_claims(project: Project) -> dict[str, Claim]:
    """All claims by id, in the order of the file.

    Raises :class:`ContentError` naming the row and the column of each thing that is wrong.
    """
    path = project.data / "claims.csv"
    file = project.relative(path)
    header, rows = _rows(path, file)
    if wrong_header := list(_header_problems(file, header)):
        raise ContentError(wrong_header)
    claims: dict[str, Claim] = {}
    problems: list[Problem] = []
    for line, row in rows:
        wrong = list(_row_problems(file, line, row, claims))
        problems += wrong
        if not wrong:
            claims[row["id"]] = _claim(row)
    if problems:
        raise ContentError(problems)
    return claims


def _rows(path: Path, file: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The header, and the rows with the line on which each ends (a cell may hold line breaks)."""

    def fail(wrong: str, right: str) -> ContentError:
        return ContentError(Problem(file, 0, "", wrong, right, "claims"))

    try:
        with tracing.by_part(path), path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            return list(reader.fieldnames or []), [(reader.line_num, row) for row in reader]
    except FileNotFoundError as error:
        raise fail("there is no register of claims", f"a table with the columns {', '.join(COLUMNS)}") from error
    except UnicodeDecodeError as error:
        raise fail(f"the file is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    except csv.Error as error:
        raise fail(f"this is no table: {error}", "text that holds commas or line breaks in double quotes") from error


def _header_problems(file: str, header: list[str]) -> Iterator[Problem]:
    """Columns that are missing, unknown or doubled."""
    right = f"the columns are {', '.join(COLUMNS)}"
    if missing := [name for name in COLUMNS if name not in header]:
        yield Problem(file, 1, ", ".join(missing), "the header lacks these columns", right, "claims")
    for name in COLUMNS:
        if header.count(name) > 1:
            yield Problem(file, 1, f"column {name}", f"there are two columns “{name}”", right, "claims")
    for name in header:
        if name not in COLUMNS:
            hint = nearest(name, COLUMNS)
            yield Problem(file, 1, f"column {name}", f"the column “{name}” is not known.{hint}", right, "claims")


def _claim(row: dict[str, str]) -> Claim:
    values: dict[str, object] = {name: row[name].strip() for name in COLUMNS}
    values["value"] = float(row["value"]) if row["value"].strip() else None
    values["precision"] = float(row["precision"]) if row["precision"].strip() else None
    values["members"] = tuple(filter(None, (member.strip() for member in row["members"].split(";"))))
    return Claim(**values)  # type: ignore[arg-type]


def _row_problems(file: str, line: int, row: dict[str, str], seen: dict[str, Claim]) -> list[Problem]:
    """What is wrong with one row of the register."""

    def problem(column: str, wrong: str, right: str) -> Problem:
        return Problem(file, line, f"column {column}", wrong, right, "claims")

    found = []
    if None in row or any(value is None for value in row.values()):
        return [
            problem(
                "id",
                "the row has more or fewer cells than the header",
                f"{len(COLUMNS)} cells, text with commas in double quotes",
            )
        ]
    if not ID.fullmatch(row["id"]):
        found.append(
            problem(
                "id", f"“{row['id']}” is no id", "lower-case words joined by hyphens, as in darien-fall-99-7-percent"
            )
        )
    if row["id"] in seen:
        found.append(problem("id", f"“{row['id']}” is already used in a row above", "each claim has an id of its own"))
    if row["comparator"] not in COMPARATORS:
        found.append(problem("comparator", f"“{row['comparator']}” is not known", f"one of {', '.join(COMPARATORS)}"))
    if row["unit"] not in (*UNITS, "direction"):
        found.append(problem("unit", f"“{row['unit']}” is no known unit", f"one of {', '.join(UNITS)}, direction"))
    numeric = row["comparator"] in ("equal", "about", "over", "almost")
    for column in ("value", "precision"):
        if (numeric or row[column].strip()) and not _is_number(row[column]):
            found.append(
                problem(
                    column,
                    f"“{row[column]}” is not a plain number",
                    "digits with a point, such as 99.7 or 1000000, without thousands separators",
                )
            )
    if _is_number(row["precision"]) and float(row["precision"]) <= 0:
        found.append(
            problem(
                "precision", f"“{row['precision']}” is no step", "the step of the last digit published, such as 0.1"
            )
        )
    if row["comparator"] in ("rise", "fall", "list") and row["value"].strip():
        found.append(
            problem("value", "a direction or a list has no value", "an empty cell, or a comparator such as equal")
        )
    if row["comparator"] == "list" and not row["members"].strip(" ;"):
        found.append(
            problem("members", "a list claim names no members", "country codes joined by semicolons, as in USA;ESP;BRA")
        )
    found += [
        problem(column, "the cell is empty", "every claim has one")
        for column in ("source", "locator", "statement", "text", "analysis")
        if not row[column].strip()
    ]
    return found


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text.strip()) is not None
