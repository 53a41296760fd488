"""The PDF and the ePub of the book itself, as they lie in ``_site/``: built if they are not there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_site"
sys.path.insert(0, str(ROOT / "tests" / "printing"))
import books  # noqa: E402

pytestmark = pytest.mark.usefixtures("built_site")
"""PDF and ePub are those of one build, however old the site is that lies there."""


def file(name: str) -> Path:
    """A file of the site, or a skip that says why."""
    path = SITE / name
    if not path.is_file():
        pytest.skip(f"_site/{name} has not been built: run make site first")
    return path


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfReader]:
    with PdfReader(file("retorno-en.pdf")) as reader:
        yield reader


@pytest.fixture(scope="module")
def read(pdf: PdfReader) -> tuple[str, list[tuple[int, str, float]]]:
    """The words of the PDF without spaces, and what begins outside its page; read once, for it takes a while."""
    beyond: list[tuple[int, str, float]] = []
    told = []
    for number, page in enumerate(pdf.pages, start=1):
        width = float(page.mediabox.width)

        def look(words: str, turned: list, place: list, *_: object, number: int = number, width: float = width) -> None:
            across = place[4] * turned[0] + place[5] * turned[2] + turned[4]
            if words.strip() and not 0 <= across <= width:
                beyond.append((number, words, across))

        told.append(page.extract_text(visitor_text=look))
    return "".join(" ".join(told).split()), beyond


@pytest.fixture(scope="module")
def text(read: tuple[str, list]) -> str:
    return read[0]


@pytest.fixture(scope="module")
def registry() -> list[dict]:
    return json.loads(file("findings.json").read_text(encoding="utf-8"))


def test_every_claim_and_finding_is_printed(text: str, registry: list[dict]) -> None:
    # Without spaces: where a line breaks is the printer's affair.
    missing = [entry["id"] for entry in registry if entry["statement"].rstrip(".").replace(" ", "") not in text]
    assert registry
    assert missing == []


def test_every_page_of_the_book_is_in_the_outline(pdf: PdfReader) -> None:
    titles = {title for _, title, _ in books.outline_of(pdf)}
    pages = [entry for entry in books.pages_of(file("retorno-en.epub")) if entry[1]]
    assert len(pages) > 60
    assert [title for _, title in pages if title not in titles] == []


def test_every_figure_is_printed(text: str) -> None:
    figures = sorted(path.stem for path in (SITE / "en" / "figures").glob("*.svg"))
    assert figures
    for number in range(1, len(figures) + 1):
        assert f"Figure{number}." in text


def test_every_link_leads_somewhere(pdf: PdfReader) -> None:
    assert books.dangling(pdf) == []


def test_no_text_begins_outside_the_page(read: tuple[str, list]) -> None:
    assert read[1] == []


def test_every_page_is_in_the_contents_of_the_epub() -> None:
    epub = file("retorno-en.epub")
    named = [title for _, title in books.contents_of(epub)]
    assert len(named) > 70
    assert named == [title for name, title in books.pages_of(epub) if name != "epub-cover.xhtml"]


def test_the_epub_is_whole_and_asks_nobody() -> None:
    assert books.wrong_in_epub(file("retorno-en.epub")) == []
