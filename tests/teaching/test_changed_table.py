"""One cell of a table in ``data/`` changes: book, sheet, card, slide, key, exports and the page of codes follow.

The whole way is gone, with a small book: its analysis runs, its registry is made, its products are made of it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser
from pptx import Presentation
from pypdf import PdfReader

from print_machine import NO_PDF
from retorno.commands.cli import main
from retorno.project.paths import Project
from retorno.site.course_material import FOLDER, make_teaching
from retorno.teaching.sources import FOLDER as SOURCES

TABLE = "data/arrivals.csv"
OLD, NEW = "−49.5%", "−40.0%"
MATERIAL = {
    "kits.yml": """
- {id: short, letters: SH, title: A short kit, page: chapters/understanding/counting, starts: "09:00", minutes: 10,
   prepares: 10, audience: Everybody, objectives: ["**say** what fell"], blocks: [one], sheets: [fall],
   cards: [statements], forms: false}
""",
    "sessions/one.yml": """
- id: one
  title: One
  minutes: 10
  outcomes: [seven]
  assesses: [one, two, three, four, five, six, seven, eight]
  steps: [[10, "Read the card."]]
  slides:
    - title: The fall
      points: ["Arrivals changed by {finding}`arrivals-change`."]
      chart: {kind: column, title: Arrivals, table: arrivals, series: arrivals, from: "2024-05", to: "2025-05"}
""",
    "sheets/fall.yml": """
- id: fall
  title: The fall
  kind: sheet
  text: "The register gives {finding}`arrivals-change`."
  key: "It is {finding}`arrivals-change`."
""",
    "statements.yml": """
- text: "Arrivals changed by {finding}`arrivals-change`."
  answer: "Yes"
  why: The office says so.
  page: chapters/understanding/counting
""",
    "quiz/fall.yml": """
- id: fall
  kind: numeric
  outcome: seven
  chapter: chapters/analyses/arrivals
  level: apply
  stem: "From {calc}`value cell:arrivals:arrivals:2024-05` to the year after: what change?"
  answer: change cell:arrivals:arrivals:2024-05 cell:arrivals:arrivals:2025-05 = 0.1 percent
  why: The later count by the earlier, less one.
""",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small book with teaching material of its own, and a release in its history."""
    root = tmp_path_factory.mktemp("changed") / "book"
    shutil.copytree(Path(__file__).parents[1] / "small_book", root)
    for name, text in MATERIAL.items():
        path = root / SOURCES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    history = {
        "releases": [{"version": "v0.1.0", "date": "2026-11-01", "changes": []}],
        "entries": {"finding:arrivals-change": [{"version": "v0.1.0", "value": OLD}]},
    }
    (root / "chapters/reference/history.json").write_text(json.dumps(history))
    return Project(root)


def built(book: Project, name: str) -> Path:
    """The products of the book as it is now, made after a build of its site."""
    assert main(["--root", str(book.root), "site", "--no-print"]) == 0
    staging = book.root.parent / name
    staging.mkdir()
    shutil.copy(book.root / "_site" / "findings.json", staging)
    assert [lack for lack in make_teaching(book, staging, ["en"]) if "PDF" not in lack.product] == []
    return staging / FOLDER / "en"


@pytest.fixture(scope="module")
def products(book: Project) -> tuple[Path, Path]:
    """The products before and after one cell of the table changed."""
    before = built(book, "before")
    table = book.root / TABLE
    table.write_text(table.read_text().replace("PAN,1010,", "PAN,1200,"))
    return before, built(book, "after")


def test_the_page_of_the_number_follows(book: Project, products: tuple[Path, Path]) -> None:
    assert products
    assert NEW in (book.root / "_site" / "n" / "arrivals-change.html").read_text()


@pytest.mark.parametrize("document", ["sheets", "cards", "key"])
def test_what_is_printed_follows(products: tuple[Path, Path], document: str) -> None:
    if NO_PDF:
        pytest.skip(NO_PDF)
    for folder, shown, gone in zip(products, (OLD, NEW), (NEW, OLD), strict=True):
        with (
            ZipFile(folder / "short" / "teaching-short-a4.zip") as packed,
            packed.open(f"short/{document}-a4.pdf") as printed,
        ):
            text = "".join(page.extract_text() for page in PdfReader(printed).pages)
        assert shown in text
        assert gone not in text


def test_the_slide_and_its_chart_follow(products: tuple[Path, Path]) -> None:
    for folder, shown, value in zip(products, (OLD, NEW), (1010, 1200), strict=True):
        deck = Presentation(str(folder / "short/short-slides.pptx"))
        (slide,) = (one for one in deck.slides if one.shapes.title.text == "The fall")
        assert shown in " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
        assert list(chart.plots[0].series[0].values) == [2000.0, float(value)]


def test_the_key_follows_in_every_export(products: tuple[Path, Path]) -> None:
    for folder, key in zip(products, ("-49.5", "-40"), strict=True):
        quiz = folder / "quiz"
        assert f"<text>{key}</text>" in (quiz / "moodle-questions.xml").read_text()
        assert f"={key}:0.05#" in (quiz / "gift-questions.txt").read_text()
        with ZipFile(quiz / "teaching-qti21.zip") as packed:
            assert f">{key}<" in packed.read("items/fall.xml").decode()
        with ZipFile(quiz / "teaching-qti12.zip") as packed:
            assert f">{float(key) + 0.05:.10g}<" in packed.read("outcome-seven.xml").decode()
        with ZipFile(quiz / "teaching-course-scorm12.zip") as packed:
            assert f'"answer":{float(key)}' in packed.read("items.js").decode()
        with ZipFile(quiz / "teaching-course.imscc") as packed:
            pages = "".join(packed.read(name).decode() for name in packed.namelist() if name.startswith("pages/"))
        assert (OLD if key == "-49.5" else NEW) in pages
        assert f'"answer":{float(key)}' in (folder / "questions/items.js").read_text()


def test_the_page_of_codes_names_what_moved(products: tuple[Path, Path], browser: Browser) -> None:
    told = json.loads((products[0] / "check/documents.js").read_text().partition(" = ")[2].rstrip(";\n"))
    page = browser.new_page()
    page.goto((products[1] / "check/handout.html").as_uri())
    for letters in ("SHS", "SHC", "SHP"):  # sheet, cards, slides
        page.fill("#code", told["documents"][letters]["code"])
        page.click("button")
        answer = page.inner_text("#told")
        assert "1 of 1 numbers have moved" in answer
        assert NEW in answer
        assert f"{OLD} (until v0.1.0)" in answer
    page.close()
