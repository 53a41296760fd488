"""Every data set says what it counts, where it comes from, who may use it and how fresh it is.

In data/datapackage.json each data set has a title and a description, the keys of its sources in
references.bib and the publisher's address, a licence and the day it was verified, the vintage,
the day it was last checked and the day by which it is checked again, the month from which newer
figures are expected (retorno:expected; “ended” or “unknown” where there is none), what is counted, the unit,
the time and places covered, and a list of the breaks in its series (an empty list where there
are none). The months that title and description name lie within the time covered. A table of the
project's own names Retorno as its publisher (retorno:refresh) and needs no source. Every CSV file in
data/ is described. The page of a data set is made from this by the build, with its place in the table
of contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, as_date, data_sets, line_of
from retorno.checks.reading.times_named import times
from retorno.evidence import expected_figures
from retorno.evidence.catalogue import DataSet
from retorno.evidence.catalogue_pages import is_made
from retorno.evidence.periods import days
from retorno.project.paths import DATA_PAGES
from retorno.project.problems import Problem

SEVERITY = "error"

TEXTS = {
    "title": "a title that says what the table holds",
    "description": "a few sentences: what is counted, by whom, what is left out",
    "retorno:counts": "what one unit of the value is, for example “registrations of arrivals (events)”",
    "retorno:unit": "the unit of the values, for example “persons”",
    "retorno:vintage": "the edition of the data, for example “2024 revision” or “as of 13 May 2025”",
}
DATES = {
    "retorno:licence_verified": "the day on which the licence was read, written as 2026-11-22",
    "retorno:checked": "the day on which the figures were last compared with the source, written as 2026-11-22",
    "retorno:review_by": "the day by which somebody looks again, written as 2027-06-30",
}
PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def check(content: Content) -> Iterator[Problem]:
    """Look at the descriptions, then at the files and pages that go with them."""
    known = data_sets(content)
    for data_set in known:
        for key, wrong, right in (*_missing(data_set), *_unfounded(data_set), *_of_another_time(data_set)):
            line = line_of(content, data_set.name, key)
            yield Problem(FILE, line, f"{data_set.name}, {key}", wrong, right)
    yield from _files(content, known)


def _missing(data_set: DataSet) -> Iterator[tuple[str, str, str]]:
    """Keys that every data set has: the key, what is wrong, what would be right."""
    described = data_set.described
    for key, right in TEXTS.items():
        if not described.get(key, "").strip():
            yield key, "this is missing or empty", right
    for key, right in DATES.items():
        if as_date(described.get(key, "")) is None:
            yield key, f"“{described[key]}” is no date" if described.get(key) else "this is missing or empty", right
    for wrong, right in expected_figures.faults(data_set):
        yield f"retorno:{expected_figures.KEY}", wrong, right
    if "retorno:breaks" not in described:
        yield "retorno:breaks", "the breaks in the series are not listed", "a list with “at” and “what”; [] for none"
    if not described.get("licenses"):
        yield "licenses", "the data set has no licence", "a list with the name and the address of its licence"


def _unfounded(data_set: DataSet) -> Iterator[tuple[str, str, str]]:
    """Where the figures come from and what they cover, unless the table is the project's own."""
    if data_set.is_own:
        return
    if not data_set.about("source", []):
        yield "retorno:source", "the data set names no source", "a list of keys of references.bib"
    addresses = [source.get("path", "") for source in data_set.described.get("sources", [])]
    if not addresses or not all(address.startswith(("https://", "http://")) for address in addresses):
        yield "sources", "the publisher's address is missing", "“title” and “path” of each, the path with https://"
    covered = data_set.about("coverage", {})
    if not all(PERIOD.fullmatch(covered.get(end, "")) for end in ("from", "to")) or not covered.get("places"):
        right = "“from” and “to”, written as 2025-01, and “places”"
        yield "retorno:coverage", "the time and places covered are missing or incomplete", right


def _of_another_time(data_set: DataSet) -> Iterator[tuple[str, str, str]]:
    """Months in what is said of a table that lie outside of the time that it covers."""
    covered = data_set.about("coverage", {})
    try:
        first, last = days(covered.get("from", ""))[0], days(covered.get("to", ""))[1]
    except (ValueError, AttributeError):  # told above, or a table without a time
        return
    for key in ("title", "description"):
        for named in times(data_set.described.get(key, "")):
            if named.last < first or named.first > last:
                wrong = f"“{named.words}” lies outside of the time covered, {covered['from']} to {covered['to']}"
                yield key, wrong, "the first and the last period of the rows"


def _files(content: Content, known: list[DataSet]) -> Iterator[Problem]:
    """Files without a description, descriptions without a file, pages of no data set."""
    present = {path.name for path in content.project.data.glob("*.csv") if not path.name.startswith(".")}
    for data_set in known:
        if data_set.path.name not in present:
            line, wrong = line_of(content, data_set.name, "path"), f"there is no file data/{data_set.path.name}"
            yield Problem(FILE, line, f"{data_set.name}, path", wrong, "the name of a CSV file in data/")
    for name in sorted(present - {data_set.path.name for data_set in known}):
        wrong, right = "data/datapackage.json does not describe this file", "a description of the table, or no file"
        yield Problem(f"data/{name}", 0, "", wrong, right)
    for path in sorted((content.project.root / DATA_PAGES).glob("*.md")):
        if path.is_file() and not is_made(path):
            wrong = "the page of a data set is made by the build, and this file is not"
            right = "no file here: what the page says is the description in data/datapackage.json"
            yield Problem(content.project.relative(path), 0, "", wrong, right)
