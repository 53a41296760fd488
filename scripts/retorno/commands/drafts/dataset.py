"""A data set: a table brought into the book's form, its description, and the places and series that it names first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from retorno.commands.drafts import columns
from retorno.commands.drafts.additions import add_data_set, add_rows, csv_text
from retorno.commands.drafts.questions import Answers, Question, is_open, joined_words, to_fill_in
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.findings import ID, UNITS
from retorno.evidence.wording import ENGLISH
from retorno.project import csv_tables
from retorno.project.csv_tables import Table
from retorno.project.paths import Project
from retorno.project.problems import UsageError

NAME = "the name of the data set, as it will stand in its address, such as darien-monthly"
NOWHERE = "none"
"""The answer where a publisher states no licence, or a series has no breaks."""

QUESTIONS = (
    Question("table", "the file with the table, in CSV: one row a figure, at least with the columns period and value"),
    Question("source", "the key of the source in references.bib; a new one is added"),
    Question("title", "what the table holds, as a title", fewest=1),
    Question("description", "a few sentences: what is counted, by whom, and what is left out", fewest=4, ends=".?!"),
    Question("counts", "what one unit of the value is, such as “registrations of arrivals”", fewest=1),
    Question("unit", "the unit of the values", choices=tuple(UNITS)),
    Question(
        "counted",
        "what is counted",
        choices=("persons", "events", "requests", "share", "interviews", "stock", "countries"),
    ),
    Question("place", "the place that the figures are about, where the table does not say it: a code such as PAN", ""),
    Question("series", "a name for the series, where the table does not say it, such as arrivals-registered", ""),
    Question("publisher", "who publishes the figures"),
    Question("address", "where the publisher has them, with https://"),
    Question("licence", "the licence that the publisher states, such as CC-BY-4.0; “none” without one", NOWHERE),
    Question(
        "licence_title",
        "the licence as a reader should see it, and what it covers, such as “CC BY 4.0”; not with “none”",
    ),
    Question("licence_note", "where no licence is stated: what you read instead, and where", ""),
    Question("vintage", "the edition of the figures, such as “as of 13 May 2025”"),
    Question("checked", "the day on which you compared the table with its source and read the licence", is_date=True),
    Question("breaks", "where the series changes its meaning, as “2019: what changes”; “none” where it does not"),
    Question("caveat", "what somebody should beware of who uses the figures", fewest=3, ends=".?!"),
)
OWN = {
    "name": "CC-BY-4.0",
    "title": "CC BY 4.0 for this compilation; the figures are facts quoted with their source",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
FIRST = ("period", "fiscal_year", "vintage", "series", "place", "partner")
"""The columns with which tables of the book begin; they end with :data:`columns.BESIDES`."""


def write(project: Project, name: str, answers: Answers) -> list[Path]:
    """Write the table and its description, and add what the registers of places and series lack.

    Raises :class:`UsageError` where the name is none or taken, ``ContentError`` where the table cannot be read.
    """
    catalogue = Catalogue(project)
    if not ID.fullmatch(name) or name in catalogue:
        wrong = "is a data set already" if name in catalogue else "is no name: lower-case words joined by hyphens"
        raise UsageError(f"“{name}” {wrong}.")
    given = Path(answers["table"])
    if is_open(answers["table"]) or not given.is_file():
        raise UsageError(f"--table names the file with the table, in CSV; “{given}” is no file.")
    table = in_form(csv_tables.read(given, str(given)), answers)
    at = {column: number for number, column in enumerate(table.header)}
    rows = [row.cells for row in table.rows]
    # What can go wrong does so before anything is written.
    described = description(catalogue, name, table.header, rows, answers)
    places = [row[at[column]] for column in ("place", "partner") if column in at for row in rows]
    series = [row[at["series"]] for row in rows] if "series" in at else []
    new_series = list(_new_series(catalogue, name, series, answers))
    new_places = list(_new_places(catalogue, places))
    path = project.data / f"{name}.csv"
    if path.exists() and path.resolve() != given.resolve():
        raise UsageError(f"data/{name}.csv is there already: choose another name.")
    path.write_text(csv_text([table.header, *rows]), encoding="utf-8", newline="\n")
    return [
        path,
        add_data_set(project, described),
        *add_rows(project, "places", new_places, "code"),
        *add_rows(project, "series", new_series, "id"),
    ]


def in_form(table: Table, answers: Answers) -> Table:
    """The table with the columns that the book's tables have, in their order; what it has is kept.

    Only a table with values is completed: others are lists of another kind.
    """
    header, rows = list(table.header), [list(row.cells) for row in table.rows if row.cells]
    if faults := [row for row in table.rows if row.cells and len(row.cells) != len(header)]:
        raise UsageError(
            f"{table.file}:{faults[0].line}: the row has {len(faults[0].cells)} cells, the header {len(header)}: "
            f"{csv_tables.QUOTES}."
        )
    if "value" in header:
        usual = {
            "series": answers["series"],
            "place": answers["place"],
            "unit": answers["unit"],
            "source": answers["source"],
            "obtained": "published",
            "note": "",
        }
        for column, cell in usual.items():
            if column not in header and (cell or column not in ("series", "place")):
                header.append(column)
                rows = [[*row, cell] for row in rows]
        order = [
            *(column for column in FIRST if column in header),
            *(column for column in header if column not in (*FIRST, *columns.BESIDES)),
            *(column for column in columns.BESIDES if column in header),
        ]
        rows = [[row[header.index(column)] for column in order] for row in rows]
        header = order
    if "series" in header:
        at = header.index("series")
        rows = [[*row[:at], joined_words(row[at]), *row[at + 1 :]] for row in rows]
    return Table(table.file, header, [csv_tables.Row(number, row) for number, row in enumerate(rows, start=2)])


def description(
    catalogue: Catalogue, name: str, header: Sequence[str], rows: Sequence[Sequence[str]], answers: Answers
) -> dict[str, Any]:
    """The description of the table for ``data/datapackage.json``."""

    def cells(column: str) -> list[str]:
        return [row[header.index(column)] for row in rows] if column in header else []

    first, last = columns.span(cells("period")) or (to_fill_in("first period"), to_fill_in("last period"))
    checked = answers["checked"]
    places = sorted({code for code in cells("place") if code})
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": answers["title"],
        "description": answers["description"],
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "sources": [{"title": answers["publisher"], "path": answers["address"]}],
        "licenses": [licence(catalogue, answers["licence"], answers["licence_title"])],
        "schema": columns.schema(catalogue, header, rows),
        "retorno:source": sorted({key for key in cells("source") if key} or {answers["source"]}),
        "retorno:counts": answers["counts"],
        "retorno:unit": answers["unit"],
        "retorno:coverage": {"from": first, "to": last, "places": places or [to_fill_in("codes of the places")]},
        "retorno:licence_verified": checked,
        **_noted(answers),
        "retorno:vintage": answers["vintage"],
        "retorno:credit": answers["publisher"],
        "retorno:checked": checked,
        "retorno:review_by": to_fill_in("the day of the next look") if is_open(checked) else _a_year_after(checked),
        "retorno:expected": "unknown",
        "retorno:breaks": list(_breaks(answers["breaks"])),
        "retorno:caveats": [answers["caveat"]],
        "retorno:refresh": {"publisher": answers["publisher"], "how": "by-hand", "address": answers["address"]},
        "retorno:bounds": {"rows_min": len(rows), "change_max_percent": 1},
    }


def licence(catalogue: Catalogue, name: str, title: str) -> dict[str, str]:
    """A licence with its address, as other data sets of the book have it."""
    if name == NOWHERE:
        return OWN
    known = (one for data_set in catalogue for one in data_set.described.get("licenses", []))
    address = next((one["path"] for one in known if one.get("name") == name and one.get("path")), None)
    return {"name": name, "title": title, "path": address or to_fill_in("the address of the licence")}


def _noted(answers: Answers) -> dict[str, str]:
    note = answers["licence_note"]
    if answers["licence"] == NOWHERE and not note:
        note = to_fill_in("that no licence is stated, and where you looked")
    return {"retorno:licence_note": note} if note else {}


def _breaks(text: str) -> Iterator[dict[str, str]]:
    if text == NOWHERE:
        return
    at, colon, what = text.partition(": ")
    yield {"at": at, "what": what} if colon and not is_open(text) else {"at": text, "what": text}


def _a_year_after(day: str) -> str:
    checked = date.fromisoformat(day)
    return date(checked.year + 1, checked.month, min(checked.day, 28)).isoformat()


def _new_places(catalogue: Catalogue, codes: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows for the register of places; a country has the name that the Unicode tables give it."""
    register = csv_tables.records(catalogue["places"].path) if "places" in catalogue else ()
    known = {row.get("code") for _, row in register}
    for code in sorted({code for code in codes if code} - known):
        if (name := ENGLISH.place(code)) != code:
            yield {"code": code, "name": name, "kind": "country"}
        else:
            what = to_fill_in(f"the name of the place {code}")
            yield {"code": code, "name": what, "kind": to_fill_in("country or aggregate")}


def _new_series(catalogue: Catalogue, name: str, ids: Sequence[str], answers: Answers) -> Iterator[dict[str, str]]:
    """Rows for the register of series: the first takes the words of the data set, others are filled in."""
    register = csv_tables.records(catalogue["series"].path) if "series" in catalogue else ()
    known = {row.get("id"): row.get("data_set") for _, row in register}
    for id in (new := dict.fromkeys(id for id in ids if id)):
        if id in known:
            raise UsageError(f"the series “{id}” belongs to the data set “{known[id]}”: give this one another name.")
        alone = len(new) == 1
        yield {
            "id": id,
            "data_set": name,
            "title": answers["title"] if alone else to_fill_in(f"what the series {id} is called"),
            "counts": answers["counts"] if alone else to_fill_in(f"what the series {id} counts"),
            "unit": answers["unit"],
            "event_or_person": answers["counted"],
        }
