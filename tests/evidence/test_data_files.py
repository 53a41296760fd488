"""The data package in the forms of other programs: the same numbers, and metadata that they accept."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import rdflib

from environments import environment
from retorno.evidence import data_files, data_metadata
from retorno.evidence.book_citation import Work
from retorno.evidence.catalogue import Catalogue, read_table
from retorno.project.paths import Project

ROOT = Path(__file__).parents[2]
WORK = Work("Retorno", ("Retorno contributors",), "2026", "2026-11-22", "0.1.0", "https://example.org/retorno")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Project(ROOT))


def test_a_workbook_holds_every_cell_and_a_codebook(catalogue: Catalogue) -> None:
    chosen = [catalogue[name] for name in ("darien-monthly", "places")]
    made = data_files.as_workbook(chosen)
    assert made == data_files.as_workbook(chosen)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["codebook", "darien-monthly", "places"]
    told = read_table(catalogue["darien-monthly"])
    read = pd.read_excel(io.BytesIO(made), sheet_name="darien-monthly")
    assert list(read.columns) == list(told.columns)
    assert list(read["value"]) == list(told["value"])
    codebook = pd.read_excel(io.BytesIO(made), sheet_name="codebook")
    assert list(codebook.loc[codebook["Data set"] == "darien-monthly", "Column"]) == list(told.columns)


def test_a_text_that_looks_like_a_formula_stays_a_text(small_book: Project) -> None:
    with (small_book.data / "places.csv").open("a", encoding="utf-8") as file:
        file.write('XXX,"=HYPERLINK(""https://example.org"")",country\n')
    made = data_files.as_workbook([Catalogue(small_book)["places"]])
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(made))["places"] for cell in row]
    (hostile,) = (cell for cell in cells if str(cell.value).startswith("=HYPERLINK"))
    assert hostile.data_type != "f"


def test_json_has_numbers_as_numbers_and_empty_cells_as_null(catalogue: Catalogue) -> None:
    rows = json.loads(data_files.as_json(catalogue["darien-monthly"]))
    table = read_table(catalogue["darien-monthly"])
    assert [row["value"] for row in rows] == list(table["value"])
    assert {row["note"] for row in rows} > {None}


def test_croissant_names_every_table_with_its_hash_and_its_columns(catalogue: Catalogue) -> None:
    made = data_metadata.croissant(catalogue, WORK, "cited")
    assert {one["@id"] for one in made["distribution"]} == {one.path.name for one in catalogue}
    files = {one["@id"] for one in made["distribution"]}
    fields = [field for records in made["recordSet"] for field in records["field"]]
    assert {field["source"]["fileObject"]["@id"] for field in fields} == files
    assert len({field["@id"] for field in fields}) == len(fields)


def test_what_portals_demand_is_in_the_catalogue_as_rdf(catalogue: Catalogue) -> None:
    """The mandatory properties of DCAT-AP 3: title and description of all, publisher, an address of each file."""
    found = rdflib.Graph().parse(data=json.dumps(data_metadata.dcat(catalogue, WORK)), format="json-ld")
    asked = """
    PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
    SELECT ?set WHERE { ?catalogue a dcat:Catalog ; dct:title ?t ; dct:description ?d ; dct:publisher ?p ;
      dcat:dataset ?set . ?set a dcat:Dataset ; dct:title ?st ; dct:description ?sd ; dcat:distribution ?file .
      ?file dcat:downloadURL ?address . FILTER(isIRI(?address) && STRENDS(STR(?address), ".csv")) }
    """
    assert len(list(found.query(asked))) == len(list(catalogue))


def test_croissant_is_accepted_by_its_own_library(catalogue: Catalogue, tmp_path: Path) -> None:
    python = environment(tmp_path / "venv", ["mlcroissant"])
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(data_metadata.croissant(catalogue, WORK, "cited")), encoding="utf-8")
    program = "import mlcroissant, sys; print(mlcroissant.Dataset(jsonld=sys.argv[1]).metadata.name)"
    done = subprocess.run([python, "-c", program, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "retorno\n"
    assert done.stderr == ""  # it warns of what is recommended and missing


@pytest.mark.parametrize("program", ["Python", "R"])
def test_the_code_on_a_data_page_opens_the_table(program: str, built_site: Path, tmp_path: Path) -> None:
    if program == "R" and shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    from retorno.book.values.data_use import SNIPPETS

    address = (built_site / "data" / "darien-monthly.csv").as_posix()
    code = SNIPPETS[program][1].format(address=address)
    if program == "Python":
        given: dict[str, Any] = {}
        exec(code, given)
        assert len(given["table"]) == len(pd.read_csv(address))
    else:
        script = tmp_path / "open.R"
        script.write_text(f"{code}\ncat(nrow(table))\n", encoding="utf-8")
        done = subprocess.run(["Rscript", script], capture_output=True, text=True, check=True)
        assert done.stdout == str(len(pd.read_csv(address)))


def test_the_package_that_the_site_offers_is_whole(built_site: Path) -> None:
    with zipfile.ZipFile(built_site / "data" / "retorno-data.zip") as archive:
        names = set(archive.namelist())
        described = json.loads(archive.read("retorno-data/data/datapackage.json"))
    assert {f"retorno-data/data/{one['path']}" for one in described["resources"]} <= names
