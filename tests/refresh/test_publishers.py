"""Each publisher's reader, on a sample in the publisher's real format, and on what it must refuse."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from retorno.project.paths import Project
from retorno.refresh import FormatError, Observation
from retorno.refresh.codes import from_alpha2, from_m49
from retorno.refresh.publishers import READERS, cbp, eurostat, oecd, undesa, unhcr, worldbank
from retorno.refresh.quarters import as_interval

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def workbook(sheet: str = "Table 1", change: tuple[str, str] = ("", "")) -> bytes:
    """The sample of the United Nations as the workbook that it is a page of; *change* replaces a cell's text."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in csv.reader(io.StringIO(sample("undesa-table-1.csv").decode())):
        cells = [change[1] if change[0] and cell == change[0] else cell for cell in row]
        page.append([int(cell) if cell.isdigit() else cell or None for cell in cells])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def summed(found: list[Observation], period: str, **properties: str) -> float:
    picked = [one for one in found if one.period == period and properties.items() <= one.properties.items()]
    assert picked
    return sum(one.value for one in picked)


def test_cbp_months_are_those_of_the_calendar_and_add_up_to_what_the_book_has(real_book: Project) -> None:
    found = cbp.read(sample("cbp-southwest.csv"))
    with (real_book.data / "us-southwest-border-monthly.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["series"]: int(row["value"]) for row in csv.DictReader(stream) if row["period"] == "2021-10"}
    patrol, ports = "U.S. Border Patrol", "Office of Field Operations"
    assert summed(found, "2021-10", component=patrol) == known["border-patrol-apprehensions"]
    assert summed(found, "2021-10", component=ports) == known["ports-of-entry-encounters"]
    assert summed(found, "2021-10", component=patrol, title="Title 42") == known["title-42-border-patrol"]
    assert summed(found, "2021-10", component=ports, title="Title 42") == known["title-42-ports-of-entry"]
    assert summed(found, "2021-10") == known["total-encounters"]
    assert {one.period for one in found} == {"2021-10", "2025-07", "2025-08", "2025-09"}


def test_cbp_nationwide_has_regions() -> None:
    found = cbp.read(sample("cbp-nationwide.csv"))
    assert summed(found, "2025-10", region="Southwest Land Border") == 1000
    assert found[0].properties["citizenship"] == "CHINA, PEOPLES REPUBLIC OF"


def test_cbp_the_newest_file_is_found() -> None:
    address = "https://www.cbp.gov/document/stats/southwest-land-border-encounters"
    newest = "https://www.cbp.gov/sites/default/files/2026-05/sbo-encounters-fy23-fy26-apr.csv"
    assert cbp.find(sample("cbp-page.html"), address) == newest
    nationwide = cbp.find(sample("cbp-page.html"), address, "nationwide-encounters*.csv")
    assert nationwide == "https://www.cbp.gov/sites/default/files/2026-06/nationwide-encounters-fy23-fy26-may.csv"
    with pytest.raises(FormatError, match="links to no file"):
        cbp.find(b"<html>moved</html>", address)


def test_undesa_sexes_years_and_codes() -> None:
    found = undesa.read(workbook())
    assert summed(found, "2024", destination="WLD", origin="WLD", sex="both") == 304_000_000
    assert summed(found, "2024", destination="WLD", origin="WLD", sex="female") == 146_000_000
    assert summed(found, "2020", destination="M49_021", origin="M49_419", sex="male") == 13_000_000
    assert summed(found, "2020", destination="CHL", origin="PER", sex="both") == 210_000
    assert not [one for one in found if one.properties["destination"] == "CHL" and one.period == "2024"]


def test_undesa_refuses_what_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undesa, "UNPACKED", 1000)
    with pytest.raises(FormatError, match="unpacks to more than"):
        undesa.read(workbook())


def test_unhcr_measures_and_missing_cells() -> None:
    found = unhcr.read(sample("unhcr-solutions.json"))
    assert summed(found, "2024", measure="returned_refugees", origin="WLD", asylum="WLD") == 1_615_821
    assert summed(found, "2023", measure="resettlement") == 158_591
    assert not [one for one in found if one.period == "2024" and one.properties["measure"] == "naturalisation"]


def test_worldbank_values_and_aggregates() -> None:
    found = worldbank.read(sample("worldbank.json"))
    assert [(one.period, one.value, one.properties["place"]) for one in found] == [
        ("2015", 639_724, "CHL"),
        ("2015", 243_192_681.5, "WLD"),
    ]


def test_eurostat_cells_in_order_in_both_forms() -> None:
    found = eurostat.read(sample("eurostat.json"))
    assert [(one.properties["geo"], one.period, one.value) for one in found] == [
        ("DEU", "2023", 100),
        ("DEU", "2024", 110),
        ("GRC", "2024", 15),
        ("GBR", "2023", 20),
        ("GBR", "2024", 25),
    ]
    answer = json.loads(sample("eurostat.json"))
    answer["value"] = [100, 110, None, 15, 20, 25]
    answer["dimension"]["geo"]["category"]["index"] = ["DE", "EL", "UK"]
    assert eurostat.read(json.dumps(answer).encode()) == found


def test_eurostat_labels_and_quarters() -> None:
    """The code of a category may be unknown or change; its label can be picked as well."""
    found = eurostat.read(sample("eurostat.json").replace(b'"2024":1', b'"2024-Q3":1'))
    assert summed(found, "2024-07/2024-09", **{"c_dest label": "Third country", "geo": "DEU"}) == 110


def test_oecd_values_areas_and_multipliers() -> None:
    found = oecd.read(sample("oecd-outflows.csv"))
    assert summed(found, "2023", ref_area="DEU", citizenship="SYR", measure="B12") == 18_419
    assert summed(found, "2023", ref_area="DEU", citizenship="WLD", measure="B11") == 1_741_153
    assert summed(found, "2023", ref_area="FRA", measure="B12") == 12_500
    assert not [one for one in found if one.period == "2024"], "an empty cell is no zero"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025", "2025"),
        ("2025-05", "2025-05"),
        ("2025-Q4", "2025-10/2025-12"),
        ("2025Q1", "2025-01/2025-03"),
        ("2025-S2", "2025-07/2025-12"),
        ("2025-S3", "2025-S3"),
    ],
)
def test_parts_of_years(written: str, expected: str) -> None:
    assert as_interval(written) == expected


def empty_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("readme.txt", "no workbook")
    return stream.getvalue()


BROKEN = {
    "cbp-header": ("cbp", sample("cbp-southwest.csv").replace(b"Encounter Count", b"Count"), "lacks Encounter Count"),
    "cbp-encoding": ("cbp", sample("cbp-southwest.csv").decode().encode("utf-16"), "not UTF-8"),
    "cbp-month": ("cbp", sample("cbp-southwest.csv").replace(b",JUL,", b",7,", 1), "line 54 is no count of a month"),
    "cbp-count": ("cbp", sample("cbp-southwest.csv").replace(b",640\n", b",n/a\n"), "line 59 is no count of a month"),
    "cbp-cut": ("cbp", sample("cbp-southwest.csv")[:-12], "line 59 is no count of a month"),
    "undesa-not-a-workbook": ("undesa", b"PK\x03\x04 cut off", "no Excel workbook"),
    "undesa-cut": ("undesa", workbook()[:-200], "no Excel workbook"),
    "undesa-other-archive": ("undesa", empty_zip(), "no Excel workbook"),
    "undesa-sheet": ("undesa", workbook(sheet="Contents"), "no sheet “Table 1”; it has Contents"),
    "undesa-header": ("undesa", workbook(change=("Location code of origin", "Origin")), "has no header with"),
    "undesa-years": ("undesa", workbook(change=("2020", "before")), "three blocks|3 columns"),
    "unhcr-cut": ("unhcr", sample("unhcr-solutions.json")[:-30], "no JSON"),
    "unhcr-items": ("unhcr", b'{"page": 1}', "no list “items”"),
    "unhcr-pages": ("unhcr", b'{"maxPages": 3, "items": []}', "3 pages and one was fetched"),
    "unhcr-year": ("unhcr", b'{"items": [{"returned_refugees": 3}]}', "an item has no year"),
    "worldbank-error": ("worldbank", sample("worldbank-error.json"), "parameter value is not valid"),
    "worldbank-pages": ("worldbank", b'[{"pages": 2}, []]', "2 pages and one was fetched"),
    "worldbank-item": ("worldbank", b'[{"pages": 1}, [{"value": 1, "date": "2020"}]]', "an item lacks"),
    "worldbank-empty": ("worldbank", b"[]", "begins with its pages"),
    "oecd-header": ("oecd", sample("oecd-outflows.csv").replace(b"OBS_VALUE", b"VALUE"), "lacks OBS_VALUE"),
    "oecd-cut": ("oecd", sample("oecd-outflows.csv")[:-8], "line 8 has not as many cells"),
    "oecd-number": ("oecd", sample("oecd-outflows.csv").replace(b",18419,", b",18 419,"), "line 3 has no number"),
    "oecd-encoding": ("oecd", sample("oecd-outflows.csv").decode().encode("utf-16"), "not UTF-8"),
    "oecd-words": ("oecd", b"NoRecordsFound", "lacks TIME_PERIOD"),
    "eurostat-error": ("eurostat", b'{"error": [{"status": 404, "label": "DATASET not found"}]}', "DATASET not found"),
    "eurostat-size": ("eurostat", sample("eurostat.json").replace(b"[1,1,3,2]", b"[1,1,2,2]"), "sizes do not fit"),
    "eurostat-missing": ("eurostat", b'{"id": ["time"], "size": [1]}', "'dimension' is missing"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_not_in_the_form_is_refused(case: str) -> None:
    publisher, content, told = BROKEN[case]
    if case == "undesa-years":
        found = undesa.read(content)  # three blocks of one year each remain, which is a form of its own
        assert {one.period for one in found} == {"2024"}
        return
    with pytest.raises(FormatError, match=told):
        READERS[publisher].read(content)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("DE", "DEU"), ("EL", "GRC"), ("UK", "GBR"), ("CL", "CHL"), ("US", "USA"), ("EU27_2020", "EU27_2020")],
)
def test_alpha_2(code: str, expected: str) -> None:
    assert from_alpha2(code) == expected


def test_m49_knows_every_country_that_the_book_takes_from_the_workbook(real_book: Project) -> None:
    numbers = {32: "ARG", 840: "USA", 276: "DEU", 862: "VEN", 152: "CHL", 756: "CHE", 900: "WLD", 904: "M49_419"}
    assert {number: from_m49(number) for number in numbers} == numbers
    known = {from_m49(number) for number in range(1, 900)}
    with (real_book.data / "latin-americans-abroad-countries.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["place"] for row in csv.DictReader(stream)} <= known
    assert from_m49(2003) == "M49_2003"
