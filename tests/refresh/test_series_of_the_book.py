"""Every data set of the book that names a reader is fetched as its description says: from a server on this machine.

The server answers with the book's own numbers in the publisher's form. The same numbers must change
nothing; a period more must become rows, and nothing else; a faulty answer must change no file.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retorno.changes import table_changes
from retorno.changes.table_changes import Row
from retorno.evidence.catalogue import Catalogue
from retorno.project.paths import Project
from retorno.project.problems import UsageError
from retorno.refresh import Observation
from retorno.refresh.core import Order, refresh
from retorno.refresh.fetching import Limits
from retorno.refresh.publishers import READERS

from . import publishing
from .conftest import Publisher, contents

ROOT = Path(__file__).parents[2]
LIMITS = Limits(wait=5, seconds=20, tries=1, pause=0, schemes=("http",))
TODAY = date(2027, 7, 1)
FETCHED = [
    "eu-orders-returns",
    "eu-returned-by-citizenship",
    "eu-returned-by-member",
    "emigrants-by-origin",
    "emigrants-by-destination",
    "refugee-returns-by-origin",
    "refugee-returns-world",
    "remittances-received",
    "remittances-share-gdp",
    "us-nationwide-monthly",
]
"""The data sets whose tables are simple enough to be turned into their publisher's form."""

MAKERS: dict[str, Callable[[list[Observation]], bytes]] = {
    name: getattr(publishing, name) for name in publishing.PUBLISHERS
}
KINDS = {"cbp": "text/csv", "undesa": READERS["undesa"].TYPES[0]}
NEXT = {"2023": "2024", "2024": "2025", "2025": "2026", "2026-01": "2026-02", "2026-01/2026-03": "2026-04/2026-06"}


@pytest.fixture
def book(tmp_path: Path) -> Project:
    """The data of the book, to be changed."""
    shutil.copytree(ROOT / "data", tmp_path / "book/data")
    for name in ("references.bib", "_config.yml"):
        shutil.copy(ROOT / name, tmp_path / "book" / name)
    return Project(tmp_path / "book")


def fetched_from_here(project: Project, name: str, publisher: Publisher) -> dict[str, list[str]]:
    """Let *name* be fetched from *publisher*: the path of each file, with the series that stand in it."""
    path = project.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    (resource,) = (one for one in package["resources"] if one["name"] == name)
    settings = resource["retorno:refresh"]
    files: dict[str, list[str]] = defaultdict(list)

    def moved(address: str) -> str:
        return f"http://127.0.0.1:{publisher.port}/{address.removeprefix('https://').partition('/')[2]}"

    for place in (settings, *(asked for asked in settings["series"].values() if isinstance(asked, dict))):
        for key in ("address", "file"):
            if key in place:
                place[key] = moved(place[key])
    for series, asked in settings["series"].items():
        own = asked.get("file", "") if isinstance(asked, dict) else ""
        address = own or settings.get("file") or settings["address"]
        files[address.partition(f":{publisher.port}")[2]].append(series)
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return files


def latest(rows: list[Row], series: str, place: str) -> list[Row]:
    """The rows of *series* that a publisher would give today: of the last vintage."""
    of = [row for row in rows if row["series"] == series and (not place or row["place"] == place)]
    newest = max((row.get("vintage", "") for row in of), default="")
    return [row for row in of if row.get("vintage", "") == newest]


def observed(row: Row, asked: dict[str, Any]) -> Observation:
    """What the publisher counts behind *row*; a sum over many is given as one of them."""
    properties = {
        key: wanted[0] if isinstance(wanted, list) else wanted for key, wanted in asked.get("pick", {}).items()
    }
    for column in ("place", "partner"):
        if isinstance(asked.get(column), dict):
            properties[asked[column]["from"]] = row[column]
    if any(key.startswith("c_dest") for key in properties):
        properties.setdefault("c_dest", "X")
    return Observation(row["period"], float(row["value"]) * asked.get("divide", 1), properties)


def answers(project: Project, name: str, files: dict[str, list[str]], more: bool) -> dict[str, bytes]:
    """What each file would hold: what the table has, with *more* a period after the last one."""
    data_set = Catalogue(project)[name]
    settings = data_set.about("refresh")
    rows = table_changes.rows_of(data_set.path.read_text(encoding="utf-8"))
    made = {}
    for path, series in files.items():
        found = []
        for one in series:
            ways = settings["series"][one]
            asked = ways[-1] if isinstance(ways, list) else ways
            place = asked.get("place", "")
            known = latest(rows, one, place if isinstance(place, str) else "")
            found += [observed(row, asked) for row in known]
            end = max(row["period"] for row in known)
            if more and end in NEXT:
                found += [observed({**row, "period": NEXT[end]}, asked) for row in known if row["period"] == end]
        made[path] = MAKERS[settings["reader"]](found)
    return made


def serve(publisher: Publisher, project: Project, name: str, given: dict[str, bytes]) -> None:
    reader = Catalogue(project)[name].about("refresh")["reader"]
    kind = KINDS.get(reader, "application/json")
    for path, content in given.items():
        if path.startswith("/document/"):  # a page that lists the file
            link = "/sites/default/files/2027-06/nationwide-encounters-fy24-fy27-may-state.csv"
            other = link.replace("-state", "-aor").replace("2027-06", "2027-07")
            publisher.serves(f'<a href="{other}">A</a><a href="{link}">S</a>'.encode(), "text/html", path)
            publisher.serves(content, kind, link)
        else:
            publisher.serves(content, kind, path)


def test_each_that_names_a_reader_is_tested(real_book: Project) -> None:
    """Here, or in test_refresh.py and test_publishers.py, where the readers are tried on samples."""
    named = {one.name for one in Catalogue(real_book) if "reader" in one.about("refresh", {})}
    others = {"us-southwest-border-monthly", "migrant-stock-world"}
    assert named == {*FETCHED, *others, "latin-americans-abroad-regions", "latin-americans-abroad-countries"}


@pytest.mark.parametrize("name", FETCHED)
def test_the_same_numbers_change_nothing(name: str, book: Project, publisher: Publisher) -> None:
    files = fetched_from_here(book, name, publisher)
    serve(publisher, book, name, answers(book, name, files, more=False))
    before = contents(book)
    outcome = refresh(book, name, Order(TODAY, alone=True, limits=LIMITS))
    assert outcome.result == "unchanged", outcome.told
    assert contents(book) == before


@pytest.mark.parametrize("name", FETCHED)
def test_a_period_more_becomes_rows(name: str, book: Project, publisher: Publisher) -> None:
    files = fetched_from_here(book, name, publisher)
    rows = table_changes.rows_of(Catalogue(book)[name].path.read_text(encoding="utf-8"))
    serve(publisher, book, name, answers(book, name, files, more=True))
    outcome = refresh(book, name, Order(TODAY, alone=True, limits=LIMITS))
    assert outcome.result == "updated", outcome.told
    data_set = Catalogue(book)[name]
    now = table_changes.rows_of(data_set.path.read_text(encoding="utf-8"))
    new = [row for row in now if row["source"].endswith("-2027-07")]
    assert new
    assert [row for row in now if row not in new] == rows, "what was there stays"
    assert {row["unit"] for row in new} <= {row["unit"] for row in rows}
    if name == "eu-returned-by-citizenship":
        regions = {row["partner"]: row["region"] for row in rows}
        assert all(row["region"] == regions[row["partner"]] for row in new)
    key = new[0]["source"]
    assert f"@misc{{{key}," in book.bibliography.read_text(encoding="utf-8")
    assert key in data_set.about("source")


FAULTS: dict[str, dict[str, Any]] = {
    "a page of an error": {"content": b"<!DOCTYPE html><title>Sorry</title>", "kind": "text/html"},
    "a page of an error in disguise": {"content": b"<!DOCTYPE html><title>Sorry</title>"},
    "broken": {"content": b"", "status": 500},
    "empty": {"content": b""},
    "cut": {"cut": True},
    "another form": {"content": b'{"answer": "something else"}'},
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", FETCHED)
def test_a_faulty_answer_changes_no_file(name: str, fault: str, book: Project, publisher: Publisher) -> None:
    files = fetched_from_here(book, name, publisher)
    serve(publisher, book, name, answers(book, name, files, more=True))
    whole = answers(book, name, files, more=True)
    bad = dict(FAULTS[fault])
    kind = bad.pop("kind", KINDS.get(Catalogue(book)[name].about("refresh")["reader"], "application/json"))
    for path in [path for path in publisher.answers if not path.startswith("/document/")]:
        # The last of several files is the bad one: what came before it must not be written either.
        content = next(reversed(whole.values()))
        if path in whole and path != next(reversed(whole)):
            continue
        given = content[: len(content) // 2] if bad.get("cut") else bad["content"]
        publisher.serves(given, kind, path, **({"status": bad["status"]} if "status" in bad else {}))
    before = contents(book)
    outcome = refresh(book, name, Order(TODAY, alone=True, limits=LIMITS))
    assert outcome.result == "refused", outcome.told
    assert contents(book) == before


def test_one_file_does_not_stand_in_for_several(book: Project, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_bytes(b"{}")
    with pytest.raises(UsageError, match="fetched in 6 files"):
        refresh(book, "eu-orders-returns", Order(TODAY, alone=True, file=tmp_path / "one.json"))
