"""One number changes: the sheet, the slide with its chart, the key in every export and the page of codes follow."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from openpyxl import load_workbook
from playwright.sync_api import Browser
from pptx import Presentation
from pypdf import PageObject, PdfReader

from print_machine import NO_PDF
from retorno.project.paths import Project
from retorno.site.course_material import FOLDER, make_teaching, offer_teaching
from retorno.teaching.sources import FOLDER as SOURCES

from .conftest import ROOT

ID, OLD, NEW = "darien-april-2025", "5,432", "4,321"


def registry_with(entries: list[dict[str, Any]], value: float) -> str:
    return json.dumps(
        [
            {**entry, "computed": {**entry["computed"], "value": value}} if entry["id"] == ID else entry
            for entry in entries
        ]
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The book with the kit of the half day alone, and a release in its history."""
    root = tmp_path_factory.mktemp("teaching") / "book"
    for name in ("chapters", "data"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("references.bib", "CITATION.cff"):
        shutil.copy(ROOT / name, root / name)
    kits = root / SOURCES / "kits.yml"
    kits.write_text(yaml.safe_dump([kit for kit in yaml.safe_load(kits.read_text()) if kit["id"] == "half-day"]))
    history = {
        "releases": [{"version": "v0.1.0", "date": "2026-11-01", "changes": []}],
        "entries": {f"finding:{ID}": [{"version": "v0.1.0", "value": OLD}]},
    }
    (root / "chapters/reference/history.json").write_text(json.dumps(history))
    return Project(root)


@pytest.fixture(scope="module")
def products(book: Project, entries: list[dict[str, Any]]) -> tuple[Path, Path]:
    """The products before and after the number changed."""
    made = []
    for name, value in (("before", 5432), ("after", 4321)):
        staging = book.root.parent / name
        staging.mkdir()
        (staging / "findings.json").write_text(registry_with(entries, value))
        lacks = make_teaching(book, staging, ["en"])
        assert [lack for lack in lacks if "PDF" not in lack.product] == []
        made.append(staging / FOLDER / "en")
    return made[0], made[1]


def test_the_sheet_follows(products: tuple[Path, Path]) -> None:
    if NO_PDF:
        pytest.skip(NO_PDF)
    texts = [
        "".join(page.extract_text() for page in PdfReader(one / "half-day/half-day-a4.pdf").pages) for one in products
    ]
    assert OLD in texts[0]
    assert NEW not in texts[0]
    assert NEW in texts[1]
    assert OLD not in texts[1]


def test_a_kit_is_bound_of_its_documents_and_each_counts_its_own_pages(products: tuple[Path, Path]) -> None:
    if NO_PDF:
        pytest.skip(NO_PDF)
    reader = PdfReader(products[1] / "half-day/half-day-a4.pdf")
    with ZipFile(products[1] / "half-day/teaching-half-day-a4.zip") as packed:
        documents = [PdfReader(BytesIO(packed.read(name))) for name in packed.namelist() if name.endswith("-a4.pdf")]
    bound, alone = ([page.extract_text() for page in pages] for pages in (reader.pages, sum_of(documents)))
    assert len(documents) > 3
    assert bound == alone
    assert sum("· 1 / " in text for text in bound) == len(documents)
    for pdf in (reader, *documents):
        root = pdf.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]["/K"]
        assert pdf.metadata is not None
        assert pdf.metadata.title
        parents = [page["/StructParents"] for page in pdf.pages]
        assert len({*parents}) == len(parents), "each page leads to tags of its own"
    assert reader.metadata is not None
    assert reader.metadata.title == "Half a day: words, texts and one number"


def sum_of(documents: list[PdfReader]) -> list[PageObject]:
    return [page for document in documents for page in document.pages]


def test_the_slide_and_its_chart_follow(products: tuple[Path, Path]) -> None:
    for folder, shown in zip(products, (OLD, NEW), strict=True):
        deck = Presentation(str(folder / "half-day/half-day-slides.pptx"))
        (slide,) = (one for one in deck.slides if one.shapes.title.text == "Two counts")
        assert shown in " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
        assert chart.plots[0].series[0].values[1] == float(shown.replace(",", ""))
        sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        assert sheet["B3"].value == float(shown.replace(",", ""))  # what opens when somebody edits the chart


def test_every_slide_tells_edition_and_code_and_numbers_their_source(products: tuple[Path, Path]) -> None:
    deck = Presentation(str(products[0] / "half-day/half-day-slides.pptx"))
    for slide in deck.slides:
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "Edition of" in words
        assert "HDP-" in words
    (slide,) = (one for one in deck.slides if one.shapes.title.text == "Two counts")
    assert f"[darien-april-2024, {ID}]" in " ".join(
        shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
    )
    assert all(slide.has_notes_slide for slide in deck.slides)


def test_the_key_follows_in_every_export(products: tuple[Path, Path]) -> None:
    keys = [moodle_key(one / "quiz/moodle-questions.xml") for one in products]
    assert keys[0] != keys[1]
    for folder, key in zip(products, keys, strict=True):
        quiz = folder / "quiz"
        assert f"={key}:0.005#" in (quiz / "gift-questions.txt").read_text()
        with ZipFile(quiz / "teaching-qti21.zip") as packed:
            assert f">{key}<" in packed.read("items/darien-change.xml").decode()
        with ZipFile(quiz / "teaching-qti12.zip") as packed:
            assert f">{float(key) + 0.005:.10g}<" in packed.read("outcome-seven.xml").decode()
        with ZipFile(quiz / "teaching-course-scorm12.zip") as packed:
            assert f'"answer":{key}' in packed.read("items.js").decode()


def moodle_key(path: Path) -> str:
    from xml.etree import ElementTree

    root = ElementTree.parse(path).getroot()
    (found,) = (one for one in root.iter("question") if one.findtext("name/text") == "darien-change")
    return str(found.findtext("answer/text"))


def test_what_names_no_number_is_the_same_bytes(products: tuple[Path, Path]) -> None:
    if NO_PDF:
        pytest.skip(NO_PDF)
    packed = [ZipFile(one / "half-day/teaching-half-day-a4.zip") for one in products]
    assert packed[0].read("half-day/cards-a4.pdf") == packed[1].read("half-day/cards-a4.pdf")
    assert packed[0].read("half-day/sheets-a4.pdf") != packed[1].read("half-day/sheets-a4.pdf")


def test_the_page_of_codes_says_what_has_moved_with_old_and_new(products: tuple[Path, Path], browser: Browser) -> None:
    told = json.loads((products[0] / "check/documents.js").read_text().partition(" = ")[2].rstrip(";\n"))
    printed = told["documents"]["HDS"]["code"]
    page = browser.new_page()
    page.goto((products[1] / "check/handout.html").as_uri())
    page.fill("#code", printed.lower())
    page.click("button")
    answer = page.inner_text("#told")
    assert "1 of 5 numbers have moved" in answer
    assert NEW in answer
    assert f"{OLD} (until v0.1.0)" in answer
    page.goto((products[0] / "check/handout.html").as_uri() + f"#{printed}")
    page.reload()
    assert "All numbers on this sheet are those of today." in page.inner_text("#told")
    page.fill("#code", "XX-12345")
    page.click("button")
    assert "No document has the letters" in page.inner_text("#told")
    page.close()


def test_a_page_offers_what_was_made_and_says_so_where_nothing_was(products: tuple[Path, Path]) -> None:
    staging = products[0].parents[1]
    page = staging / "en/chapters/teach/materials.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    place = '<div class="teaching-place" data-of="{of}" data-words="Nothing here."><p>Nothing here.</p></div>'
    page.write_text(place.format(of="half-day") + place.format(of="check") + place.format(of="unknown"))
    offer_teaching(staging, ["en"])
    text = page.read_text()
    assert 'href="../../../teaching/en/half-day/half-day-slides.pptx" download' in text
    assert 'href="../../../teaching/en/check/handout.html">' in text
    assert "quiz.css" not in text
    assert text.count("<p>Nothing here.</p>") == 1
    offer_teaching(staging, ["en"], ["*.pptx"])
    assert "half-day-slides.pptx" not in page.read_text()


def test_a_failure_is_told_and_takes_nothing_down(book: Project, tmp_path: Path) -> None:
    (tmp_path / "findings.json").write_text("no registry")
    lacks = make_teaching(book, tmp_path, ["en"])
    assert [lack.product for lack in lacks if "PDF" not in lack.product] == ["teaching material"]
