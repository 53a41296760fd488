"""The pages for people who are asked to sign, one a language: light, alone, quick to leave, quiet about themselves."""

from __future__ import annotations

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from retorno.book.theme.light_page import ELSEWHERE

from .conftest import Watched, watched
from .serving import Server

PAGES = {"en/chapters/papers.html": "Antes de firmar", "en/chapters/papers-es.html": "Before you sign"}
"""Each page, and what it calls the other."""


@pytest.fixture(params=PAGES)
def address(request: pytest.FixtureRequest) -> str:
    """Each of the pages."""
    return str(request.param)


@pytest.fixture
def html(built_site: Path, address: str) -> str:
    """The page as it is published."""
    return (built_site / address).read_text(encoding="utf-8")


def test_it_is_light_and_one_file(html: str) -> None:
    assert len(gzip.compress(html.encode(), 6)) <= 10_000
    assert re.findall(r"<(?:link|img|script)[^>]*(?:src|href)=[^>]*>", html) == ['<link rel="icon" href="data:,">']


def test_its_title_and_address_give_nothing_away(html: str, address: str) -> None:
    title = re.search(r"<title[^>]*>(.*?)</title>", html)
    assert title is not None
    for word in ("sign", "return", "deport", "remov", "retorno", "migra", "firm", "expuls"):
        assert word not in title[1].lower()
        assert word not in address
    assert "citation_title" not in html
    assert "application/ld+json" not in html


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_helps_stands_in_the_first_screen(
    browser: Browser, server: Server, address: str, width: int, colours: str
) -> None:
    with watched(browser, server.address, viewport={"width": width, "height": 740}, color_scheme=colours) as seen:
        page = seen.go(address)
        other = page.get_by_role("link", name=PAGES[address]).bounding_box()
        assert other is not None
        assert other["y"] + other["height"] < 740
        place = page.get_by_text("I want to speak with a lawyer before I sign.").bounding_box()
        assert place is not None
        assert place["y"] + place["height"] < 740
        out = page.locator(".out").bounding_box()
        assert out is not None
        assert out["y"] < 80
        assert out["height"] >= 40
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.wrong == []


def leads_out(seen: Watched) -> list[str]:
    """Note where the page leads, without going there."""
    left: list[str] = []

    def stop(route) -> None:  # type: ignore[no-untyped-def]
        left.append(route.request.url)
        route.fulfill(body="<title>weather</title>", content_type="text/html")

    seen.page.route(f"{ELSEWHERE}**", stop)
    return left


def test_the_way_out_leaves_no_page_to_go_back_to(desk: Watched, address: str) -> None:
    left = leads_out(desk)
    desk.go("en/index.html")
    page = desk.go(address)
    page.locator(".out").click()
    page.wait_for_url(f"{ELSEWHERE}**")
    assert left == [ELSEWHERE]
    page.go_back()
    assert page.url.endswith("en/index.html")


def test_shift_three_times_leaves(desk: Watched, address: str) -> None:
    left = leads_out(desk)
    page = desk.go(address)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"{ELSEWHERE}**")
    assert left == [ELSEWHERE]


def test_it_keeps_nothing(desk: Watched, address: str) -> None:
    page = desk.go(address)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_it_is_the_first_link_of_the_menu_and_of_the_home_page(desk: Watched) -> None:
    page = desk.go("en/index.html")
    menu = page.locator("#site-nav a").nth(1)
    assert menu.get_attribute("href") == "chapters/papers.html"
    first = page.locator("main a:not(.headerlink)")
    assert first.nth(0).get_attribute("href") == "chapters/papers.html"
    assert first.nth(1).get_attribute("href") == "chapters/papers-es.html"
    assert first.nth(1).evaluate("(link) => link.closest('[lang]').lang") == "es"


def test_it_prints_on_two_sheets(desk: Watched, address: str) -> None:
    assert len(PdfReader(BytesIO(desk.go(address).pdf(format="A4"))).pages) <= 4


def test_in_spanish_everything_is(desk: Watched) -> None:
    """English are only names, what can be said to an officer, and what is marked as English."""
    page = desk.go("en/chapters/papers-es.html")
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.locator(".out").inner_text().startswith("Salir de esta página")
    assert page.locator("[lang=en]").count() >= 10
    page.evaluate("document.querySelectorAll('[lang=en], ul > li').forEach((one) => one.remove())")
    shown = page.locator("body").inner_text()
    assert "Estados Unidos" in shown
    english = r"\b(?:the|this|page|of|for|your|and|with|checked|print|cite|official|states)\b"
    assert re.findall(english, shown, re.I) == []


def test_no_english_page_is_followed_by_one_in_another_language(desk: Watched) -> None:
    page = desk.go("en/chapters/understanding/forms-of-return.html")
    assert page.locator("a[rel=prev]").inner_text().endswith("Before you sign")
