"""What a reader meets first: the home page, and the top of an analysis."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from retorno.evidence import expected_figures
from retorno.evidence.catalogue import Catalogue
from retorno.project.paths import Project

from .conftest import Watched

HOME = "en/index.html"
ROOT = Path(__file__).parents[2]
READERS = ("an official", "a trainer", "a researcher", "a journalist", "somebody who may go back")


@pytest.fixture(scope="module")
def registry(built_site: Path) -> list[dict]:
    return json.loads((built_site / "findings.json").read_text(encoding="utf-8"))


def test_the_home_page_says_who_publishes_what(desk: Watched) -> None:
    told = " ".join(desk.go(HOME).locator(".imprint").inner_text().split())
    for part in ("Publisher:", "Independent of IOM and of any government.", "Edition of", "data to", "Who we are"):
        assert part in told
    desk.page.locator(".imprint a", has_text="Who we are").click()
    assert desk.page.locator(":target").inner_text().startswith("Who we are")


def test_the_book_has_one_title_and_one_author(desk: Watched) -> None:
    """On its first page, in what it asks to be cited as, and in what stands beside the source."""
    title, author = (
        re.search(rf'{name}: "?(.*?)"?\n', (ROOT / "CITATION.cff").read_text(encoding="utf-8"))
        for name in ("title", "name")
    )
    assert title
    assert author
    assert desk.go(HOME).title() == title[1]
    told = f"{author[1].removeprefix('The ')} (2026). *{title[1]}.*"
    assert told in (ROOT / "README.md").read_text(encoding="utf-8")
    cited = desk.go("en/chapters/reference/how-to-cite.html").locator("main").inner_text()
    assert told.replace("*", "") in cited


def test_whoever_writes_needs_no_account(desk: Watched) -> None:
    """The ways to write stand on one page, the one without an account among them."""
    for place in (".imprint", ".site-footer"):
        desk.go(HOME).locator(f"{place} a", has_text="Write to us").click()
        assert desk.page.locator("h1").inner_text().startswith("Corrections")


def test_a_data_set_says_how_far_it_reaches(desk: Watched) -> None:
    page = desk.go("en/chapters/reference/data/darien-monthly.html")
    assert "Data to April 2025" in page.locator(".edition").inner_text()


def test_a_page_does_not_promise_data_that_it_does_not_show(desk: Watched) -> None:
    """One of its data sets goes on to December 2025, the part that it takes ends with 2024."""
    page = desk.go("en/chapters/analyses/mexico-returns-by-nationality.html")
    assert page.locator(".edition").inner_text().endswith("Data to 2024")


def test_a_date_stays_on_one_line_also_where_it_heads_its_row(desk: Watched) -> None:
    dates = desk.go("en/chapters/return-now/americas-since-2025.html").locator("tbody .date")
    assert dates.first.evaluate("(cell) => cell.tagName") == "TH"
    assert dates.evaluate_all("(cells) => cells.every((cell) => getComputedStyle(cell).whiteSpace === 'nowrap')")


def test_three_facts_have_a_chart_each(desk: Watched, registry: list[dict]) -> None:
    page = desk.go(HOME)
    facts = page.locator(".fact")
    assert facts.count() == 3
    for position in range(3):
        bars = facts.nth(position).locator("[role=img]")
        told = (bars.get_attribute("aria-label") or "").split("; ")
        assert bars.locator("rect").count() == len(told) >= 2
        assert facts.nth(position).locator("a:has(.registry-finding)").count() == 2


def test_the_home_page_says_how_old_the_oldest_figures_are(desk: Watched, phone: Watched) -> None:
    """As the descriptions of the data say it, and as wide as a phone."""
    told = expected_figures.age(Catalogue(Project(ROOT)))
    assert told is not None
    assert told.oldest
    oldest = Catalogue(Project(ROOT))[told.oldest]
    said = " ".join(desk.go(HOME).locator(".data-age").inner_text().split())
    assert f"Tables of other publishers in this book: {told.tables};" in said
    assert f"the oldest ends with {oldest.about('coverage')['to'][:4]}" in said
    assert f"newer figures should be out by now: {len(told.behind)}." in said
    assert oldest.title in said
    page = phone.go(HOME)
    box = page.locator(".data-age").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    page.locator(".data-age a").last.click()
    page.wait_for_url("**/chapters/reference/data.html", wait_until="commit")


def test_the_stations_lie_from_north_to_south_on_a_phone_and_side_by_side_on_a_desk(
    desk: Watched, phone: Watched
) -> None:
    def places(seen: Watched) -> list[tuple[float, float]]:
        boxes = seen.go(HOME).locator(".americas > ul > li > p").all()
        return [(box["x"], box["y"]) for one in boxes if (box := one.bounding_box())]

    wide, narrow = places(desk), places(phone)
    assert len(wide) == len(narrow) == 4
    assert len({y for _, y in wide}) == 1
    assert [x for x, _ in wide] == sorted(x for x, _ in wide)
    assert len({x for x, _ in narrow}) == 1
    assert [y for _, y in narrow] == sorted(y for _, y in narrow)
    counts = phone.page.locator(".americas > ul > li ul li:first-child").all()
    below = [box["y"] for one in counts if (box := one.bounding_box())]
    assert all(y < first for (_, y), first in zip(narrow, below, strict=True)), (
        "the country before what is counted there"
    )


def test_every_reader_is_led_to_a_path(desk: Watched) -> None:
    page = desk.go(HOME)
    for reader in READERS:
        page.locator(".whom a", has_text=reader).click()
        path = page.locator(".paths li:has(:target)")
        assert path.count() == 1
        assert path.locator("a").count() >= 2
    assert "no legal advice" in path.inner_text()


def test_the_verdicts_are_counted(desk: Watched, registry: list[dict]) -> None:
    told = [" ".join(text.split()) for text in desk.go(HOME).locator(".tally li").all_inner_texts()]
    words = Counter(entry["word"] for entry in registry if entry["kind"] == "claim")
    assert sorted(text.split(" ", 1)[1] for text in told) == sorted(f"{n} {word}" for word, n in words.items())


def test_an_analysis_begins_with_what_came_out(desk: Watched, registry: list[dict]) -> None:
    tested: dict[str, list[dict]] = {}
    for entry in registry:
        if entry["kind"] == "claim":
            tested.setdefault(entry["page"], []).append(entry)
    assert len(tested) > 5
    for address, claims in tested.items():
        page = desk.go(f"en/{address}")
        assert page.locator("h1 + .edition + .answers").count() == 1
        answers = page.locator(".answers")  # the first answer, then its chart, then the others
        shown = "\n".join(answers.all_inner_texts())
        assert [claim["statement"] for claim in claims if claim["statement"] not in shown] == []
        assert answers.locator(".verdict").count() == len(claims)


def test_sources_have_names_that_can_be_read(built_site: Path) -> None:
    """No citation shows the number of a file, or nothing but that nobody signed."""
    text = (built_site / "en/chapters/reference/bibliography.html").read_text(encoding="utf-8")
    marked = re.findall(r'<span class="label">(.*?)</span>\n', text)
    labels = [re.sub("<.*?>", "", label).strip("[]") for label in marked]
    raw = re.compile(r"source \d|unattributed|anonymous", re.I)
    assert len(labels) > 100
    assert [label for label in labels if raw.match(label)] == []


def test_nothing_light_is_printed_on_paper(desk: Watched) -> None:
    page = desk.go(HOME)
    page.emulate_media(media="print")
    for place in (".doors li", ".doors a", ".americas > ul > li > p", ".before-signing a", ".verdict"):
        colour = page.locator(place).first.evaluate("one => getComputedStyle(one).color")
        parts = [int(part) for part in re.findall(r"\d+", colour)[:3]]
        assert sum(parts) < 330, (place, colour)
