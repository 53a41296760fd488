"""Sheets, cards and forms as they are printed: each part fills the pages that the guide names, on both papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from print_machine import NO_PDF
from retorno.site.course_material.sheet_setting import Setting
from retorno.site.printing.binding import Bound
from retorno.teaching.handouts.print_list import card_parts, form_parts, sheet_parts
from retorno.teaching.kit_documents import kit_documents
from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Kit
from retorno.teaching.sources import Material

PARTS = {"sheets": sheet_parts, "cards": card_parts, "forms": form_parts}


@pytest.fixture(scope="module")
def printed(
    material: Material, text: Callable[[], Text], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str, str], list[str]]:
    """The text of each page, by kit, document and paper; each sheet of the course once."""
    if NO_PDF:
        pytest.skip(NO_PDF)
    setting = Setting(tmp_path_factory.mktemp("set"))
    facts = Bound("Sheets", "", "", "en", "2026-01-01")
    found = {}
    for kit in chosen(material):
        for one in kit_documents(kit, material, text, "Edition"):
            if one.name in PARTS:
                for paper in ("a4", "letter"):
                    pages = PdfReader(BytesIO(setting.pdf([one.handout.page(paper)], facts))).pages
                    found[kit.id, one.name, paper] = [page.extract_text() for page in pages]
    return found


def chosen(material: Material) -> Iterator[Kit]:
    """Kits that hold between them every sheet and every kind of cards."""
    seen: set[str] = set()
    for kit in material.kits.values():
        names = {*kit.sheets, *kit.cards, *kit.cases}
        if not names <= seen:
            seen |= names
            yield kit


def test_each_part_fills_the_pages_that_the_guide_names(
    material: Material, text: Callable[[], Text], printed: dict[tuple[str, str, str], list[str]]
) -> None:
    wrong = []
    for (kit, name, paper), pages in printed.items():
        expected = sum(length for _, length, _ in PARTS[name](material.kits[kit], material, text()))
        if len(pages) != expected:
            wrong.append(f"{kit}, {name} on {paper}: {len(pages)} pages, and the guide says {expected}")
    assert wrong == []


def test_no_page_is_empty_and_every_part_begins_where_the_guide_says(
    material: Material, text: Callable[[], Text], printed: dict[tuple[str, str, str], list[str]]
) -> None:
    for (kit, name, paper), pages in printed.items():
        for number, page in enumerate(pages, 1):
            assert len(page) > 80, f"{kit}, {name} on {paper}: page {number} is empty"
        if name == "sheets":
            first = 0
            for title, length, copies in sheet_parts(material.kits[kit], material, text()):
                if copies != "one":  # posters show no title
                    assert words(title) in words(pages[first]), f"{kit} on {paper}: {title}"
                first += length


def words(text: str) -> str:
    return "".join(text.split()).replace("’", "'")


def test_the_guide_lists_every_part_with_its_pages(material: Material, text: Callable[[], Text]) -> None:
    (guide,) = (
        one for one in kit_documents(material.kits["half-day"], material, text, "Edition") if one.name == "guide"
    )
    body = guide.handout.body
    assert "<td>2–3</td><td>Two texts, sheet A: a note of 2008</td>" in body
    assert "one for each person in one half of the room, on both sides of one sheet" in body
    assert "eight on a page: one card for each person" in body
    assert "name</strong> the form of a return" in body  # outcomes in words, since the kit stands alone


def test_a_kit_says_of_its_cards_how_many_sets_are_printed(material: Material, text: Callable[[], Text]) -> None:
    (guide,) = (
        one for one in kit_documents(material.kits["term-01"], material, text, "Edition") if one.name == "guide"
    )
    assert "<td>Story cards</td><td>a set of sixteen for every two groups</td>" in guide.handout.body


def test_the_answers_are_not_on_the_side_that_asks(material: Material) -> None:
    front, back = material.sheets["trace-the-number"].text.split("---page---")
    assert "{finding}" not in front
    assert "{finding}`darien-april-2025`" in back
