"""The page for people who are asked to sign: light, alone, quick to leave, and quiet about what it is."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from retorno.book.theme.light_page import ELSEWHERE

from .conftest import Watched, watched
from .serving import Server

PAGE = "en/chapters/papers.html"


@pytest.fixture
def html(built_site: Path) -> str:
    """The page as it is published."""
    return (built_site / PAGE).read_text(encoding="utf-8")


def test_it_is_light_and_one_file(html: str) -> None:
    assert len(gzip.compress(html.encode(), 6)) <= 10_000
    assert re.findall(r"<(?:link|img|script)[^>]*(?:src|href)=[^>]*>", html) == ['<link rel="icon" href="data:,">']


def test_its_title_and_address_give_nothing_away(html: str) -> None:
    title = re.search(r"<title>(.*?)</title>", html)
    assert title is not None
    for word in ("sign", "return", "deport", "remov", "retorno", "migra"):
        assert word not in title[1].lower()
        assert word not in PAGE
    assert "citation_title" not in html
    assert "application/ld+json" not in html


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_helps_stands_in_the_first_screen(browser: Browser, server: Server, width: int, colours: str) -> None:
    with watched(browser, server.address, viewport={"width": width, "height": 740}, color_scheme=colours) as seen:
        page = seen.go(PAGE)
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


def test_the_way_out_leaves_no_page_to_go_back_to(desk: Watched) -> None:
    left = leads_out(desk)
    desk.go("en/index.html")
    page = desk.go(PAGE)
    page.locator(".out").click()
    page.wait_for_url(f"{ELSEWHERE}**")
    assert left == [ELSEWHERE]
    page.go_back()
    assert page.url.endswith("en/index.html")


def test_shift_three_times_leaves(desk: Watched) -> None:
    left = leads_out(desk)
    page = desk.go(PAGE)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"{ELSEWHERE}**")
    assert left == [ELSEWHERE]


def test_it_keeps_nothing(desk: Watched) -> None:
    page = desk.go(PAGE)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_it_is_the_first_link_of_the_menu_and_of_the_home_page(desk: Watched) -> None:
    page = desk.go("en/index.html")
    menu = page.locator("#site-nav a").nth(1)
    assert menu.get_attribute("href") == "chapters/papers.html"
    first = page.locator("main a:not(.headerlink)").first
    assert first.get_attribute("href") == "chapters/papers.html"
