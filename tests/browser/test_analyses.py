"""An analysis answers first: card and chart within two screens of a phone, code only for who asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import Watched, watched
from .serving import Server

TALL = 740
LISTS = "cited-figures"
"""The analysis that lists many figures, and shows no chart."""

PLACES = """() => {
  const place = (found) => found && Math.round(found.getBoundingClientRect().bottom + scrollY);
  return [".answers .moment, .answers li", "figure .figure-stage", "main section section"].map(
    (selector) => place(document.querySelector(selector)));
}"""


@pytest.fixture(scope="module")
def analyses(pages: list[str]) -> list[str]:
    return [page for page in pages if "/analyses/" in page and LISTS not in page]


def test_card_and_chart_within_two_screens(browser: Browser, server: Server, analyses: list[str]) -> None:
    far = {}
    with watched(browser, server.address, viewport={"width": 360, "height": TALL}) as seen:
        for address in analyses:
            card, chart, section = seen.go(address).evaluate(PLACES)
            # An analysis that tests no claim has no card.
            if not (card or 0) < chart < section or chart > 2 * TALL:
                far[address] = card, chart, section
    assert far == {}


def test_arithmetic_stands_open_with_a_card_for_every_number(desk: Watched, darien: dict[str, int]) -> None:
    page = desk.go("en/chapters/analyses/darien.html")
    sum = page.locator(".arithmetic .sum").first
    begun, ended = (darien[month] for month in ("2024-04", "2025-04"))
    assert sum.inner_text() == f"{ended:,} ÷ {begun:,} − 1 = −{(1 - ended / begun) * 100:.2f}%"
    sum.locator("a").first.focus()
    card = page.locator(".number-card")
    card.wait_for()
    assert "April 2025" in card.inner_text()


def test_one_switch_opens_all_code_and_folds_it(desk: Watched) -> None:
    page = desk.go("en/chapters/analyses/darien.html")
    code = page.locator("details.source pre")
    assert code.count() > 2
    assert not any(code.nth(n).is_visible() for n in range(code.count()))
    switch = page.locator(".code-switch")
    switch.press("Enter")
    assert all(code.nth(n).is_visible() for n in range(code.count()))
    assert switch.get_attribute("aria-pressed") == "true"
    switch.press("Enter")
    assert not code.first.is_visible()
    assert desk.wrong == []


def test_code_opens_without_scripts_and_is_never_printed(unscripted: Watched) -> None:
    page = unscripted.go("en/chapters/analyses/darien.html")
    fold = page.locator("details.source").first
    fold.locator("summary").press("Enter")
    assert fold.locator("pre").first.is_visible()
    page.emulate_media(media="print")
    assert not fold.is_visible()
    assert page.locator(".arithmetic").is_visible()


def test_readers_see_what_is_calculated_and_get_the_whole(built_site: Path, analyses: list[str]) -> None:
    for address in analyses:
        text = (built_site / address).read_text(encoding="utf-8")
        code = re.sub(r"<[^>]+>", "", "".join(re.findall(r'<div class="cell_input.*?</details>', text, re.S)))
        assert not re.search(r"^(record|judge|figure)\(", code, re.M), address
        name = address.rpartition("/")[2].removesuffix(".html")
        whole = (built_site / "en" / "downloads" / f"{name}.ipynb").read_text(encoding="utf-8")
        assert "record(" in whole
        assert f'href="../../downloads/{name}.ipynb"' in text
