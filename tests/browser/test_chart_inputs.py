"""A chart with inputs: a reader changes what is assumed, from disk and on a phone, and no other host is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import watched

BREAK_EVEN = "en/chapters/analyses/remittances-break-even.html"
INDEX = "en/chapters/analyses/measuring-reintegration.html"


def opened(page: Page, figure: str) -> Locator:
    """The figure after a reader has opened it."""
    page.locator(f'.figure-open[data-figure="{figure}"]').click()
    live = page.locator(".figure-live")
    live.locator(".vega-bind input").first.wait_for()
    return live


def put(live: Locator, name: str, value: int) -> None:
    """Move the input with *name* beside it."""
    field = live.locator(".vega-bind", has_text=name).locator("input")
    field.evaluate("(e, value) => { e.value = value; e.dispatchEvent(new Event('input')) }", value)


@pytest.mark.parametrize("width", [360, 1000])
def test_the_break_even_follows_what_a_reader_assumes(browser: Browser, built_site: Path, width: int) -> None:
    with watched(browser, f"{built_site.as_uri()}/", viewport={"width": width, "height": 800}) as seen:
        page = seen.go(BREAK_EVEN)
        live = opened(page, "remittances-break-even")
        expect(live.locator("svg")).to_contain_text("27,798")
        put(live, "Return a year", 0)
        expect(live.locator("svg")).to_contain_text("36,000")
        put(live, "Sent each month", 400)
        expect(live.locator("svg")).to_contain_text("48,000")
        put(live, "Contribution after the return", 400)
        expect(live.locator("svg")).not_to_contain_text("48,000")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.wrong == []


def test_the_weights_of_the_index_can_be_moved(browser: Browser, built_site: Path) -> None:
    with watched(browser, f"{built_site.as_uri()}/") as seen:
        page = seen.go(INDEX)
        live = opened(page, "index-weights")
        marks = live.locator("svg path")
        before = marks.evaluate_all("all => all.map(e => e.getAttribute('transform')).join()")
        put(live, "Weight of the economic dimension", 5)
        page.wait_for_function(
            "old => [...document.querySelectorAll('.figure-live svg path')]"
            ".map(e => e.getAttribute('transform')).join() !== old",
            arg=before,
        )
        assert seen.wrong == []
