"""A refresh writes what is right, and leaves every file alone when anything is not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retorno.changes import table_changes
from retorno.commands import cli
from retorno.evidence.catalogue import Catalogue
from retorno.project.paths import Project
from retorno.refresh import Refused
from retorno.refresh.core import Order, Outcome, refresh
from retorno.refresh.fetching import Limits, NoNetwork, fetch
from retorno.refresh.publishers import READERS

from .conftest import SAMPLES, Publisher, contents, make_project

CBP = (SAMPLES / "cbp-southwest.csv").read_bytes()
QUICK = Limits(wait=0.5, seconds=2, size=100_000, tries=2, pause=0, schemes=("http",))
TODAY = date(2025, 11, 20)

ROWS = [
    "2021-09,arrests,USA,1,events,agency-2025,published,before the file begins",
    "2021-10,arrests,USA,159113,events,agency-2025,published,",
    "2025-07,arrests,USA,600,events,agency-2025,published,",
    "2025-08,arrests,USA,615,events,agency-2025,published,first announced as 610",
    "2025-08,other,USA,7,events,agency-2025,published,a series that is not fetched",
]
SETTINGS = {"reader": "cbp", "series": {"arrests": {"pick": {"component": "U.S. Border Patrol"}, "place": "USA"}}}


def project_at(folder: Path, address: str, **settings: Any) -> Project:
    return make_project(folder / "book", ROWS, {**SETTINGS, "address": address, "file": address, **settings})


def order(**given: Any) -> Order:
    return replace(Order(TODAY, alone=True, limits=QUICK), **given)


def test_what_is_new_and_what_was_revised_is_written(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address())
    publisher.serves(CBP)
    outcome = refresh(project, "counts", order())
    assert outcome.result == "updated"
    assert (project.data / "counts.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        ROWS[0],
        ROWS[1],
        ROWS[2],
        '2025-08,arrests,USA,620,events,agency-2025-11,published,"615 before, from agency-2025"',
        "2025-09,arrests,USA,640,events,agency-2025-11,published,",
        ROWS[4],
    ]
    assert "1 new rows, 1 revised values" in outcome.told
    assert "arrests USA 2025-08: value 615 → 620 (+0.81%)" in outcome.told
    bibliography = project.bibliography.read_text(encoding="utf-8")
    assert bibliography.index("{agency-2025,") < bibliography.index("{agency-2025-11,") < bibliography.index("{zebra,")
    assert "author = {{Agency (of) Counts \\& Co}}" in bibliography
    described = Catalogue(project)["counts"]
    assert described.about("source") == ["agency-2025", "agency-2025-11"]
    assert described.about("checked") == "2025-11-20"
    assert described.about("coverage")["to"] == "2025-09"
    assert not list(project.root.rglob("*.partial"))


def test_a_second_refresh_changes_nothing(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address())
    publisher.serves(CBP)
    refresh(project, "counts", order())
    before = contents(project)
    assert refresh(project, "counts", order(today=date(2026, 1, 2))).result == "unchanged"
    assert contents(project) == before


def test_the_file_is_found_on_the_page_that_lists_it(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address("/page"), file="")
    publisher.serves((SAMPLES / "cbp-page.html").read_bytes(), "text/html; charset=utf-8", "/page")
    publisher.serves(CBP, path="/sites/default/files/2026-05/sbo-encounters-fy23-fy26-apr.csv")
    assert refresh(project, "counts", order()).result == "updated"
    assert publisher.asked[0] == "/page"


def test_redirects_within_the_site_are_followed(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address("/old"))
    publisher.serves(b"", path="/old", status=301, location="/file.csv")
    publisher.serves(CBP)
    assert refresh(project, "counts", order()).result == "updated"


def test_a_redirect_to_a_declared_host_is_followed(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address("/old"), hosts=["localhost"])
    publisher.serves(b"", path="/old", status=302, location=publisher.address(host="localhost"))
    publisher.serves(CBP)
    assert refresh(project, "counts", order()).result == "updated"


def without(month: str) -> bytes:
    return b"\n".join(line for line in CBP.splitlines() if f",{month},".encode() not in line) + b"\n"


Behaviour = Callable[[Publisher], None]
BAD: dict[str, tuple[Behaviour, str]] = {
    "slow to begin": (lambda p: p.serves(CBP, pause=2), "did not answer within 0.5 seconds"),
    "slow to end": (lambda p: p.serves(CBP, between=0.3), "not complete after 2 seconds"),
    "stops half-way": (lambda p: p.serves(CBP, between=0.8), "stopped answering|broke off|did not answer"),
    "cut, length announced": (lambda p: p.serves(CBP[:900], length=len(CBP)), "broke off"),
    "cut, no length": (lambda p: p.serves(CBP[:-12], length=None), "line 59 is no count"),
    "cut at a line": (
        lambda p: p.serves(without("AUG"), length=None),
        "lacks periods that the table has: arrests USA 2025-08",
    ),
    "cut within a month": (lambda p: p.serves(CBP.replace(b",620\n", b",520\n")), "differ by more than 2%"),
    "page of an error": (
        lambda p: p.serves(b"<html>Sorry</html>", "text/html"),
        "the answer is text/html, not text/csv",
    ),
    "page of an error called CSV": (lambda p: p.serves(b"\n<!DOCTYPE html><p>Sorry"), "a web page, not a file"),
    "page of an error without a kind": (lambda p: p.serves(b"<html>Sorry", ""), "a web page, not a file"),
    "another host": (
        lambda p: p.serves(b"", status=302, location=p.address(host="localhost")),
        "leads to another site, localhost",
    ),
    "another scheme": (lambda p: p.serves(b"", status=302, location="ftp://127.0.0.1/file.csv"), "is not http"),
    "in circles": (lambda p: p.serves(b"", status=302, location="/file.csv"), "redirects more than 5 times"),
    "another header": (lambda p: p.serves(CBP.replace(b"Encounter Count", b"Encounters")), "lacks Encounter Count"),
    "only a header": (lambda p: p.serves(CBP.splitlines()[0]), "nothing for the series arrests"),
    "empty": (lambda p: p.serves(b""), "the answer is empty"),
    "blank": (lambda p: p.serves(b"\n \n"), "the answer is empty"),
    "another encoding": (lambda p: p.serves(CBP.decode().encode("utf-16")), "not UTF-8"),
    "names in Latin-1": (lambda p: p.serves(CBP.replace(b"Mexico", b"M\xe9xico")), "not UTF-8"),
    "too large": (lambda p: p.serves(CBP * 30), "larger than 100,000 bytes"),
    "not there": (lambda p: p.serves(b"", status=404), "status 404"),
    "turned away": (lambda p: p.serves(b"", status=403), "fetch it with a browser and use --file"),
    "broken": (lambda p: p.serves(b"", status=500), "status 500"),
    "names that changed": (lambda p: p.serves(CBP.replace(b"U.S. Border Patrol", b"USBP")), "nothing for the series"),
}


@pytest.mark.parametrize("case", BAD)
def test_every_file_stays_byte_for_byte(case: str, tmp_path: Path, publisher: Publisher) -> None:
    behaviour, told = BAD[case]
    project = project_at(tmp_path, publisher.address())
    behaviour(publisher)
    before = contents(project)
    outcome = refresh(project, "counts", order())
    assert contents(project) == before
    assert outcome.result == "refused"
    assert outcome.told.startswith("the table stays as it is: ")
    assert re.search(told, outcome.told)


def test_what_failed_once_is_tried_again(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address())

    def first(handler: Any) -> None:
        publisher.serves(CBP)
        handler.send_error(503)

    publisher.answers["/file.csv"] = first
    assert refresh(project, "counts", order()).result == "updated"
    assert len(publisher.asked) == 2


def test_what_is_not_there_is_not_tried_again(tmp_path: Path, publisher: Publisher) -> None:
    publisher.serves(b"", status=404)
    refresh(project_at(tmp_path, publisher.address()), "counts", order())
    assert len(publisher.asked) == 1


def test_only_https_by_default(publisher: Publisher) -> None:
    with pytest.raises(Refused, match="is not https"):
        fetch(publisher.address(), ["text/csv"])
    assert not publisher.asked


@pytest.mark.parametrize("content", [without("AUG"), CBP.replace(b",620\n", b",500\n")])
def test_what_a_person_accepts_is_taken(content: bytes, tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address())
    publisher.serves(content)
    told = refresh(project, "counts", order()).told
    assert "make refresh DATASET=counts ACCEPT=1" in told
    assert refresh(project, "counts", order(accept=True)).result == "updated"
    rows = table_changes.rows_of((project.data / "counts.csv").read_text(encoding="utf-8"))
    assert {row["period"] for row in rows} == {"2021-09", "2021-10", "2025-07", "2025-08", "2025-09"}


def test_what_is_malformed_cannot_be_accepted(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address())
    publisher.serves(CBP.replace(b"Encounter Count", b"Encounters"))
    before = contents(project)
    outcome = refresh(project, "counts", order(accept=True))
    assert "ACCEPT" not in outcome.told
    assert contents(project) == before


def test_what_does_not_fit_the_schema_cannot_be_accepted(tmp_path: Path, publisher: Publisher) -> None:
    """A series that the table's schema does not allow, here by its place."""
    settings = json.loads(json.dumps(SETTINGS))
    settings["series"]["arrests"]["place"] = ""
    project = make_project(
        tmp_path / "book", ROWS, {**settings, "address": publisher.address(), "file": publisher.address()}
    )
    publisher.serves(CBP)
    before = contents(project)
    outcome = refresh(project, "counts", order(accept=True))
    assert "does not fit its schema" in outcome.told
    assert contents(project) == before


def test_too_few_rows_cannot_be_accepted(tmp_path: Path, publisher: Publisher) -> None:
    project = project_at(tmp_path, publisher.address())
    path = project.data / "datapackage.json"
    path.write_text(path.read_text().replace('"rows_min": 5', '"rows_min": 50'))
    publisher.serves(CBP)
    assert "it must have 50 at least" in refresh(project, "counts", order(accept=True)).told


def test_a_killed_write_leaves_the_table(tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_at(tmp_path, publisher.address())
    publisher.serves(CBP)
    table = (project.data / "counts.csv").read_bytes()
    monkeypatch.setattr("retorno.refresh.writing.os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        refresh(project, "counts", order())
    assert (project.data / "counts.csv").read_bytes() == table
    assert not list(project.data.glob("*.partial"))


# Tables that keep several vintages

VINTAGE_ROWS = [
    "2023,2024-06,returns,WLD,1052074,persons,unhcr-2024,published,as first published",
    "2023,2025-06,returns,WLD,1126551,persons,unhcr-2025,published,",
    "2024,2025-06,returns,WLD,1600000,persons,unhcr-2025,published,",
]
UNHCR = {
    "reader": "unhcr",
    "vintage": "month",
    "series": {"returns": {"pick": {"measure": "returned_refugees"}, "place": "WLD"}},
}


def from_file(project: Project, name: str, **given: Any) -> Outcome:
    return refresh(project, "counts", order(file=SAMPLES / name, **given))


def test_a_new_vintage_comes_whole_and_the_old_ones_stay(tmp_path: Path) -> None:
    project = make_project(tmp_path / "book", VINTAGE_ROWS, UNHCR, vintage=True)
    assert from_file(project, "unhcr-solutions.json").result == "updated"
    lines = (project.data / "counts.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == [
        *VINTAGE_ROWS,
        "2023,2025-11,returns,WLD,1126551,persons,agency-2025-11,published,",
        '2024,2025-11,returns,WLD,1615821,persons,agency-2025-11,published,"1600000 before, from unhcr-2025"',
    ]


def test_no_new_vintage_where_the_last_says_the_same(tmp_path: Path) -> None:
    rows = [*VINTAGE_ROWS[:2], VINTAGE_ROWS[2].replace("1600000", "1615821")]
    project = make_project(tmp_path / "book", rows, UNHCR, vintage=True)
    before = contents(project)
    assert from_file(project, "unhcr-solutions.json").result == "unchanged"
    assert contents(project) == before


def test_a_new_vintage_is_held_against_the_last(tmp_path: Path) -> None:
    rows = [*VINTAGE_ROWS[:2], VINTAGE_ROWS[2].replace("1600000", "1300000")]
    project = make_project(tmp_path / "book", rows, UNHCR, vintage=True)
    outcome = from_file(project, "unhcr-solutions.json")
    assert "1300000 → 1615821 (+24.3%)" in outcome.told
    assert "2023" not in outcome.told.split("(change_max_percent)")[1].split("ACCEPT")[0].replace("2024", "")


@pytest.mark.parametrize(
    ("reader", "name", "pick", "expected"),
    [
        ("worldbank", "worldbank.json", {"indicator": "SM.POP.TOTL"}, ["2015,2026,stock,CHL,639724,,"]),
        (
            "eurostat",
            "eurostat.json",
            {"geo": ["DEU", "GRC"]},
            ["2023,2026,stock,DEU,100,,", "2024,2026,stock,GRC,15,,"],
        ),
    ],
)
def test_a_table_of_another_publisher_needs_no_code(
    reader: str, name: str, pick: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    place = {"from": "geo" if reader == "eurostat" else "place"}
    asked = {"pick": {**pick, **({"place": "CHL"} if reader == "worldbank" else {})}, "place": place}
    settings = {"reader": reader, "vintage": "2026", "series": {"stock": asked}}
    row = "2010,2025,stock,ARG,5,persons,agency-2025,published,"
    project = make_project(tmp_path / "book", [row], settings, vintage=True)
    assert from_file(project, name).result == "updated"
    text = (project.data / "counts.csv").read_text(encoding="utf-8").replace(",persons,agency-2025-11,published", ",,")
    assert all(line.rstrip(",") in text for line in expected)


def test_a_description_that_lacks_something_is_told(tmp_path: Path) -> None:
    project = make_project(tmp_path / "book", ROWS, {"reader": "cbp", "source": ""})
    assert "retorno:refresh lacks source, series" in from_file(project, "cbp-southwest.csv").told
    project = make_project(tmp_path / "other", ROWS, {**SETTINGS, "reader": "cpb"})
    assert "there is no reader “cpb”" in from_file(project, "cbp-southwest.csv").told


# The command


def test_the_command_without_network(tmp_path: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    project = project_at(tmp_path, "https://no-such-host.invalid/file.csv")
    before = contents(project)
    assert cli.main(["--root", str(project.root), "refresh"]) == 3
    printed = capsys.readouterr()
    assert "counts: no-such-host.invalid cannot be reached" in printed.out
    assert "The machine is in the way" in printed.err
    assert contents(project) == before


def test_a_closed_port_is_no_network(publisher: Publisher) -> None:
    with pytest.raises(NoNetwork):
        fetch("http://127.0.0.1:9/file.csv", ["text/csv"], limits=QUICK)


def test_the_command_with_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = project_at(tmp_path, "https://example.org/file.csv")
    base = ["--root", str(project.root), "refresh"]
    page = ["--dataset", "counts", "--file", str(SAMPLES / "cbp-page.html")]
    assert cli.main([*base, *page]) == 1
    assert "a web page, not a file" in capsys.readouterr().out
    file = ["--dataset", "counts", "--file", str(SAMPLES / "cbp-southwest.csv"), "--today", "2025-11-20"]
    assert cli.main([*base, *file]) == 0
    assert "counts: updated: 1 new rows, 1 revised values" in capsys.readouterr().out
    assert cli.main([*base, "--accept"]) == 2
    assert cli.main([*base, "--dataset", "count"]) == 1
    assert "Did you mean “counts”?" in capsys.readouterr().err


def test_the_command_writes_what_came_although_another_was_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_at(tmp_path, "https://example.org/file.csv")
    package = json.loads((project.data / "datapackage.json").read_text(encoding="utf-8"))
    other = json.loads(json.dumps(package["resources"][0])) | {"name": "broken", "path": "broken.csv"}
    package["resources"].insert(0, other)
    (project.data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (project.data / "broken.csv").write_bytes((project.data / "counts.csv").read_bytes())
    answers = iter([b"<html>an error</html>", CBP])
    monkeypatch.setattr("retorno.refresh.core.fetch", lambda *_: next(answers))
    assert cli.main(["--root", str(project.root), "refresh", "--today", "2025-11-20"]) == 1, "a person is told"
    told = capsys.readouterr().out
    assert "broken: the table stays as it is" in told
    assert "counts: updated: 1 new rows, 1 revised values" in told
    assert told.rstrip().endswith("1 refused, 1 updated")
    assert "agency-2025-11" in (project.data / "counts.csv").read_text(encoding="utf-8")
    assert "agency-2025-11" not in (project.data / "broken.csv").read_text(encoding="utf-8")


def test_by_hand_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path / "book", ROWS, {"how": "by-hand", "address": "https://example.org/news"})
    before = contents(project)
    assert cli.main(["--root", str(project.root), "refresh", "--dataset", "counts"]) == 0
    told = capsys.readouterr().out
    assert "publishes this in texts" in told
    assert "Look for newer figures at https://example.org/news . The table reaches 2025-08." in told
    assert f"The last row is the pattern: {ROWS[-1]}" in told
    assert "references.bib" in told
    assert contents(project) == before


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("2025-06", "Newer figures are expected since 2025-06, to be looked at by 2026-03-31."),
        ("2026-02", "Newer figures are expected from 2026-02, to be looked at by 2026-03-31."),
        ("unknown", "in texts, not as data that can be fetched. To be looked at by 2026-03-31."),
        ("ended", "the series has ended, so no newer figures are expected"),
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_by_hand_says_when_it_is_due(expected: str, told: str, alone: bool, tmp_path: Path) -> None:
    project = make_project(tmp_path / "book", ROWS, {"how": "by-hand", "address": "https://example.org/news"})
    path = project.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][0] |= {"retorno:expected": expected, "retorno:review_by": "2026-03-31"}
    path.write_text(json.dumps(package), encoding="utf-8")
    assert told in refresh(project, "counts", order(alone=alone)).told


def test_every_data_set_of_the_book_says_how_it_is_refreshed(real_book: Project) -> None:
    """Each names a publisher and a way; what is fetched has a reader, https, a key for sources and series it knows."""
    for data_set in Catalogue(real_book):
        settings = data_set.about("refresh")
        assert settings["publisher"], data_set.name
        assert settings["how"] in ("file", "api", "by-hand"), data_set.name
        if "reader" in settings:
            assert settings["reader"] in READERS
            assert str(settings.get("file") or settings["address"]).startswith("https://")
            assert settings["source"]
            rows = table_changes.rows_of(data_set.path.read_text(encoding="utf-8"))
            assert settings["series"].keys() <= {row["series"] for row in rows}


def test_tables_are_written_as_they_are(real_book: Project) -> None:
    """Reading a table and writing it again gives the same bytes, so that a refresh touches only what moved."""
    for data_set in Catalogue(real_book):
        text = data_set.path.read_text(encoding="utf-8")
        assert (
            table_changes.text_of(table_changes.rows_of(text), [field["name"] for field in data_set.fields]) == text
        ), data_set.name
