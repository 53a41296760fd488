"""Figure cards and number cards as readers meet them: by eye, by keyboard, by ear, without scripts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from retorno.book.state.entry_addresses import id_in

from .conftest import Watched, violations, watched
from .serving import Server

PAGE = "en/chapters/analyses/assisted-return-worldwide.html"
ID = "assisted-return-worldwide"
READABLE = 11
"""Pixels of the smallest text of a drawing, as shown."""


class Structured(HTMLParser):
    """The structured data of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._inside = False
        self.found: list[Any] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = (tag, dict(attrs).get("type")) == ("script", "application/ld+json")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(json.loads(data))
            self._inside = False


@pytest.fixture(scope="session")
def figures(built_site: Path) -> dict[str, Path]:
    """Every figure of the book with the page that makes it."""
    found = sorted((built_site / "en" / "chapters").rglob("*.html"))
    return {id: page for page in found for id in made_on(page)}


def made_on(page: Path) -> dict[str, int]:
    """The figures that a page makes, with their numbers; those of another page that it shows too lead there."""
    card = re.compile(
        r'<figure class="figure-card" id="figure-([a-z0-9-]+)".*?class="figure-link"[^>]*>Figure (\d+)<.*?</figure>'
        r'(?!\s*<p class="figure-from")',
        re.DOTALL,
    )
    return {id: int(number) for id, number in card.findall(page.read_text(encoding="utf-8"))}


@pytest.fixture(scope="session")
def registry(built_site: Path) -> dict[str, dict[str, Any]]:
    """The published registry by id."""
    entries = json.loads((built_site / "findings.json").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in entries}


@pytest.fixture(params=["server", "disk"])
def reader(request: pytest.FixtureRequest, browser: Browser, server: Server, built_site: Path) -> Iterator[Watched]:
    """A page from a server, and one opened from a disk."""
    home = server.address if request.param == "server" else built_site.as_uri() + "/"
    with watched(browser, home, viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as seen:
        yield seen


def test_figures_are_numbered_in_the_order_of_the_book(pages: list[str], built_site: Path) -> None:
    """A figure of another page that is shown again keeps the number that it has there."""
    chapters = [built_site / address for address in pages if "/chapters/" in address]
    numbers = [number for page in chapters for number in made_on(page).values()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 10


def test_every_download_opens_and_holds_what_is_drawn(
    figures: dict[str, Path], built_site: Path, desk: Watched
) -> None:
    folder = built_site / "en" / "figures"
    for id, path in figures.items():
        page = desk.go(path.relative_to(built_site).as_posix())
        card = page.locator(f"#figure-{id}")
        links = [link.get_attribute("href") or "" for link in card.locator(".figure-files a").all()]
        assert [link.rpartition(".")[2] for link in links] == ["csv", "zip", "svg", "png"]
        assert all((path.parent / link).resolve().is_file() for link in links)
        shown = [
            [" ".join(cell.split()) for cell in row]
            for row in card.locator("table").evaluate(
                "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))"
            )
        ]
        written = (folder / f"{id}.csv").read_text(encoding="utf-8")
        drawn = [[" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(written))]
        assert shown == drawn, id
        check_bundle(folder, id, written)
        check_pictures(page, folder, id)


def check_bundle(folder: Path, id: str, written: str) -> None:
    """The zip holds the same table, and what one needs to know of it."""
    with zipfile.ZipFile(folder / f"{id}.zip") as bundle:
        assert bundle.testzip() is None
        assert bundle.read(f"{id}/{id}.csv").decode() == written
        described = json.loads(bundle.read(f"{id}/metadata.json"))
        readme = bundle.read(f"{id}/README.txt").decode()
        assert {entry.date_time for entry in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert described["datasets"] or described["made_of"] in readme
    for data_set in described["datasets"]:
        assert data_set["definition"] in readme
        assert data_set["licences"]
    assert described["citation"]["bibtex"] in readme


def check_pictures(page: Page, folder: Path, id: str) -> None:
    """The picture files stand alone: title, caption and source are inside; the PNG is twice as large."""
    svg = (folder / f"{id}.svg").read_text(encoding="utf-8")
    words = re.sub(r"\s+", " ", " ".join(re.findall(r">([^<>]+)</text>", svg)))
    card = page.locator(f"#figure-{id}")
    assert (card.locator(".figure-title").text_content() or "").removeprefix(". ").split()[:3] == [
        word.replace("&amp;", "&") for word in words.split(" ", 2)[2].split()[:3]
    ]
    assert "Source" in words or "Own figure" in words
    assert "var(" not in svg
    png = (folder / f"{id}.png").read_bytes()
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert png.startswith(b"\x89PNG")
    assert f'width="{width // 2}" height="{height // 2}"' in svg


@pytest.mark.parametrize("width", [360, 1280])
def test_every_drawing_is_readable(
    browser: Browser, server: Server, built_site: Path, figures: dict[str, Path], width: int
) -> None:
    """One drawing is seen, it fits, no text in it is small, none is cut off, and it has a text alternative."""
    small = []
    with watched(browser, server.address, viewport={"width": width, "height": 900}) as seen:
        for id, path in figures.items():
            page = seen.go(path.relative_to(built_site).as_posix())
            seen_drawings = page.locator(f"#figure-{id} .drawing:visible")
            assert seen_drawings.count() == 1
            assert seen_drawings.get_attribute("role") == "img"
            assert len(seen_drawings.get_attribute("aria-label") or "") > 20
            texts = seen_drawings.locator("svg text").evaluate_all(
                """texts => texts.map(text => {
                    const svg = text.ownerSVGElement, frame = svg.getBoundingClientRect();
                    const box = text.getBoundingClientRect(), scale = frame.width / svg.viewBox.baseVal.width;
                    const {a, b} = text.getCTM();  // of turned text, the cosine alone says nothing of its size
                    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
                    return [text.textContent, size, box.left >= frame.left - 1 && box.right <= frame.right + 1];
                })"""
            )
            small += [(id, text, size) for text, size, _ in texts if size < READABLE]
            small += [(id, text, "cut off") for text, _, inside in texts if not inside]
        assert small == []
        assert seen.wrong == []


def test_without_scripts_the_figure_is_there(unscripted: Watched) -> None:
    page = unscripted.go(PAGE)
    card = page.locator(f"#figure-{ID}")
    assert card.locator(".drawing:visible svg").count() == 1
    assert card.locator(".figure-open").is_hidden()
    card.locator(".figure-table summary").click()
    assert card.locator("table").is_visible()
    assert id_in(page.locator("main a:has(.registry)").first.get_attribute("href") or "")


def tab_to(page: Page, selector: str, within: int = 12) -> str:
    """Press Tab until *selector* has the focus; the text of what had it on the way, joined."""
    way = []
    for _ in range(within):
        page.keyboard.press("Tab")
        way.append(page.evaluate("document.activeElement.textContent.trim().split('\\n')[0]"))
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return " > ".join(way)
    raise AssertionError(f"{selector} is not reached: {' > '.join(way)}")


def test_a_walk_through_a_card_by_keyboard(reader: Watched) -> None:
    page = reader.go(PAGE)
    card = page.locator(f"#figure-{ID}")
    card.locator(".figure-link").focus()
    way = tab_to(page, ".figure-open")
    assert way == "Table > CSV > ZIP > SVG > PNG > Cite > Compare two periods"
    page.keyboard.press("Enter")
    assert card.locator(".drawing:visible").count() == 1  # the picture stays
    assert card.locator(".figure-open").get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.closest('.compare') !== null")
    page.keyboard.press("Escape")
    assert card.locator(".compare").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Compare two periods"
    assert reader.wrong == []


def test_change_of_the_base_moves_the_percentage(reader: Watched, darien: dict[str, int]) -> None:
    """The lesson of half the analyses: two counts, and what is said of them depends on the one to begin with."""
    page = reader.go("en/chapters/analyses/darien.html")
    card = page.locator("#figure-darien-months")
    card.locator(".figure-open").click()
    change, counts = card.locator(".compare-change"), card.locator(".compare-counts")
    begun, ended = (darien[month] for month in ("2024-04", "2025-04"))
    said = f"−{(1 - ended / begun) * 100:.2f}%"
    assert change.inner_text() == said
    assert counts.inner_text() == f"April 2024: {begun:,} → April 2025: {ended:,}"
    page.keyboard.press("ArrowLeft")  # the base has the focus
    assert counts.inner_text().startswith("March 2024: ")
    assert change.inner_text() != said
    base = card.locator("input[type=range]").first
    assert "March 2024" in (base.get_attribute("aria-valuetext") or "")
    assert reader.wrong == []


def test_a_tap_on_the_line_chooses_a_period(browser: Browser, server: Server) -> None:
    with watched(browser, server.address, viewport={"width": 360, "height": 740}, has_touch=True) as seen:
        page = seen.go("en/chapters/analyses/darien.html")
        card = page.locator("#figure-darien-months")
        card.locator(".figure-open").tap()
        before = card.locator(".compare-counts").inner_text()
        card.locator(".compare-plot").tap(position={"x": 40, "y": 30})
        assert card.locator(".compare-counts").inner_text() != before
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert seen.wrong == []


def test_figures_with_periods_can_be_compared_and_cost_little(
    server: Server, browser: Browser, built_site: Path, figures: dict[str, Path]
) -> None:
    offered = 0
    with watched(browser, server.address, viewport={"width": 360, "height": 740}, color_scheme="dark") as seen:
        for id, path in figures.items():
            page = seen.go(path.relative_to(built_site).as_posix())
            button = page.locator(f"#figure-{id} .figure-open:not(.figure-assume)")
            if button.count() and button.is_visible():
                button.click()
                page.wait_for_selector(f"#figure-{id} .compare-plot")
                assert "NaN" not in page.locator(f"#figure-{id} .compare").inner_text()
                offered += 1
        assert seen.wrong == []
    assert offered > 4
    assert (built_site / "en" / "_static" / "figure-cards.js").stat().st_size < 60_000


def test_an_open_card_has_nothing_that_axe_minds(phone: Watched) -> None:
    page = phone.go(PAGE)
    for summary in page.locator(f"#figure-{ID} summary, .cite-page summary").all():
        summary.click()
    page.locator(f"#figure-{ID} .figure-open").click()
    page.wait_for_selector(".compare-plot")
    page.locator("main a:has(.registry-finding)").first.focus()
    assert violations(page) == []
    assert phone.wrong == []


def first_number(page: Page) -> Any:
    """The first value of the registry in the page's prose."""
    return page.locator("main a:has(.registry-finding)").first


def test_a_number_card_by_focus(reader: Watched, registry: dict[str, dict[str, Any]]) -> None:
    page = reader.go(PAGE)
    link = first_number(page)
    entry = registry[id_in(link.get_attribute("href") or "")]
    link.focus()
    card = page.locator("#number-card")
    assert entry["statement"] in card.inner_text()
    assert link.inner_text() in card.inner_text()
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    assert card.get_attribute("role") == "tooltip"
    page.keyboard.press("Escape")
    assert card.count() == 0
    assert link.get_attribute("aria-describedby") is None
    assert page.evaluate("document.activeElement.tagName") == "A"
    assert reader.wrong == []


def test_a_number_card_by_hover_stays_while_the_pointer_is_on_it(desk: Watched) -> None:
    page = desk.go(PAGE)
    link = first_number(page)
    link.hover()
    card = page.locator("#number-card")
    card.wait_for()
    card.hover()
    page.wait_for_timeout(500)
    assert card.count() == 1
    page.keyboard.press("Escape")
    assert card.count() == 0
    link.hover()
    card.wait_for()
    page.mouse.move(5, 5)
    card.wait_for(state="detached")


def test_a_number_card_by_tap_lies_inside_the_phone(browser: Browser, server: Server) -> None:
    with watched(browser, server.address, viewport={"width": 360, "height": 740}, has_touch=True) as seen:
        page = seen.go(PAGE)
        for link in page.locator("main a:has(.registry-finding):visible").all()[:8]:
            page.touchscreen.tap(3, 400)  # beside the text: a card may lie over the next number
            expect(page.locator("#number-card")).to_have_count(0)
            link.scroll_into_view_if_needed()
            link.tap()
            box = page.locator("#number-card").bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            assert page.url.endswith(PAGE)
        link.tap()
        page.wait_for_url("**/n/*.html")
        assert seen.wrong == []


def test_a_claim_shows_what_was_published_and_the_verdict(desk: Watched, registry: dict[str, dict[str, Any]]) -> None:
    page = desk.go(PAGE)
    link = page.locator("main a:has(.registry-claim)").first
    entry = registry[id_in(link.get_attribute("href") or "")]
    link.focus()
    told = page.locator("#number-card").inner_text()
    assert f"Published: {entry['published']['text']}" in told
    assert "Verdict" in told
    assert entry["locator"] in told


def test_every_claim_is_reviewed_for_machines(built_site: Path, registry: dict[str, dict[str, Any]]) -> None:
    for id, entry in registry.items():
        text = (built_site / "n" / f"{id}.html").read_text(encoding="utf-8")
        reviews = Structured(text).found
        assert len(reviews) == (entry["kind"] == "claim"), id
        for review in reviews:
            assert review["@type"] == "ClaimReview"
            assert review["claimReviewed"] == entry["statement"]
            assert review["url"].endswith(f"/n/{id}.html")


def test_every_data_set_is_described_for_machines(built_site: Path) -> None:
    package = json.loads((built_site / "data/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        page = built_site / "en/chapters/reference/data" / f"{resource['name']}.html"
        (described,) = Structured(page.read_text(encoding="utf-8")).found
        assert (described["@type"], described["name"]) == ("Dataset", resource["title"])


def test_every_chapter_says_how_to_cite_it(pages: list[str], built_site: Path) -> None:
    for address in (one for one in pages if "chapters/papers" not in one):  # which tells nothing of itself
        text = (built_site / address).read_text(encoding="utf-8")
        assert text.count('name="citation_title"') == 1, address
        assert 'name="citation_author"' in text
        assert ('class="cite-page"' in text) == ("/chapters/" in address), address


def test_the_registry_fits_its_schema(built_site: Path) -> None:
    import jsonschema

    names = ("findings.json", "findings.schema.json")
    entries, schema = (json.loads((built_site / name).read_text(encoding="utf-8")) for name in names)
    jsonschema.validate(entries, schema, cls=jsonschema.Draft202012Validator)


def test_every_colour_of_a_drawing_follows_the_page_into_the_dark(figures: dict[str, Path]) -> None:
    stiff = {}
    for id, path in figures.items():
        text = path.read_text(encoding="utf-8").partition(f'id="figure-{id}"')[2].partition("</figure>")[0]
        if colours := set(re.findall(r'(?:fill|stroke)="(#\w+|rgba?\([^"]*|[a-z]+)"', text)) - {"none", "currentColor"}:
            stiff[id] = colours
    assert stiff == {}
