"""Using the site: by keyboard, without scripts, in the dark, on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import Watched, watched

CHAPTER = "en/chapters/understanding/forms-of-return.html"
ANALYSIS = "en/chapters/analyses/darien.html"
REGISTER = "en/chapters/reference/claims.html"
STORED = "() => JSON.stringify(Object.entries(localStorage))"


def test_skip_link_is_the_first_stop_and_leads_to_the_text(desk: Watched) -> None:
    page = desk.go(CHAPTER)
    page.keyboard.press("Tab")
    assert page.locator(".skip:focus").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_can_be_seen_on_every_stop_above_the_text(desk: Watched) -> None:
    page = desk.go(CHAPTER)
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement); "
            "return [document.activeElement.outerHTML, style.outlineStyle, parseFloat(style.outlineWidth)] }"
        )
        if shown[1] == "none" or shown[2] < 2:
            unseen.append(shown)
    assert unseen == []


def test_pages_lead_on_and_back(desk: Watched, pages: list[str]) -> None:
    page = desk.go(pages[1])
    page.locator(".turn-on").click()
    assert page.url == desk.home + pages[2]
    page.locator(".turn-back").click()
    assert page.url == desk.home + pages[1]
    assert page.locator(".site-nav [aria-current=page]").inner_text() == page.locator("h1").evaluate(
        "(head) => head.firstChild.textContent"
    )
    assert page.locator(".site-nav details[open]").count() == 1
    assert page.locator(".breadcrumbs li").count() == 3


def test_edit_link_leads_to_the_source_of_the_page(desk: Watched) -> None:
    link = desk.go(CHAPTER).locator("a.edit")
    assert link.get_attribute("href").endswith("/edit/main/chapters/understanding/forms-of-return.md")


@pytest.mark.parametrize("scripts", [True, False])
def test_menu_of_the_phone_opens_without_scripts_too(browser: Browser, server: object, scripts: bool) -> None:
    home = server.address  # type: ignore[attr-defined]
    with watched(browser, home, viewport={"width": 360, "height": 740}, java_script_enabled=scripts) as seen:
        page = seen.go(CHAPTER)
        menu = page.locator("#site-nav")
        assert not menu.is_visible()
        page.locator(".menu-button").press("Enter")
        assert menu.is_visible()
        page.keyboard.press("Escape")
        assert not menu.is_visible()


def test_first_figure_is_there_without_scripts(unscripted: Watched) -> None:
    page = unscripted.go(ANALYSIS)
    drawing = page.locator("figure svg >> visible=true").first
    box = drawing.bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert box["height"] > 150
    assert page.locator(".theme-button").is_hidden()


def test_solutions_are_folded_and_open_without_scripts(unscripted: Watched) -> None:
    page = unscripted.go(ANALYSIS)
    solution = page.locator("details.solution").first
    inside = solution.locator("p").first
    assert not inside.is_visible()
    solution.locator("summary").press("Enter")
    assert inside.is_visible()


def test_colours_follow_the_device_then_the_reader(browser: Browser, server: object) -> None:
    """The only thing ever stored is the reader's choice, and it holds on the next page."""
    home = server.address  # type: ignore[attr-defined]
    paper = "() => getComputedStyle(document.body).backgroundColor"
    with watched(browser, home, color_scheme="dark") as seen:
        page = seen.go(CHAPTER)
        dark = page.evaluate(paper)
        button = page.locator(".theme-button")
        button.click()
        light = page.evaluate(paper)
        assert dark != light
        assert json.loads(page.evaluate(STORED)) == [["retorno-theme", "light"]]
        page = seen.go(ANALYSIS)
        assert page.evaluate(paper) == light
        button.click()
        assert page.evaluate(paper) == dark
        button.click()
        assert json.loads(page.evaluate(STORED)) == []
        assert page.context.cookies() == []
        assert seen.wrong == []


def test_nothing_is_stored_by_reading(desk: Watched) -> None:
    for address in (CHAPTER, ANALYSIS, REGISTER, "en/search.html?q=retorno"):
        page = desk.go(address)
        assert json.loads(page.evaluate(STORED)) == []
        assert page.evaluate("sessionStorage.length") == 0
        assert page.context.cookies() == []


def test_term_explains_itself_on_focus_and_on_hover(desk: Watched) -> None:
    page = desk.go(CHAPTER)
    term = page.locator("a:has(> .term)").first
    tip = page.locator("[role=tooltip]")
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible()
    assert len(tip.inner_text()) > 20
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    assert term.get_attribute("aria-describedby") is None
    page.evaluate("document.activeElement.blur()")
    term.hover()
    assert tip.is_visible()
    tip.hover()  # it stays while the pointer is on it
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.mouse.move(2, 2)
    tip.wait_for(state="hidden")


def test_the_page_that_is_shown_lies_in_view_among_the_others(desk: Watched, pages: list[str]) -> None:
    for address in (
        pages[1],
        pages[-1],
        next(page for page in pages if page.endswith("us-title-42-by-nationality.html")),
    ):
        page = desk.go(address)
        place, list_ = (page.locator(f".site-nav{part}").bounding_box() for part in (" [aria-current]", ""))
        assert place is not None
        assert list_ is not None
        assert place["y"] + place["height"] <= min(list_["y"] + list_["height"], 900), address


def test_long_table_filters_and_sorts(desk: Watched) -> None:
    page = desk.go(REGISTER)
    table = page.locator("table.filterable").first
    rows = table.locator("tbody tr:not([hidden])")
    everything = rows.count()
    box = page.locator(".filter input").first
    box.fill("DARIEN")
    found = rows.all_inner_texts()
    assert 0 < len(found) < everything
    assert all("Darién" in row for row in found)
    box.fill("")
    assert rows.count() == everything
    head = table.locator("thead th").nth(1)
    head.locator("button").press("Enter")
    claims = table.locator("tbody tr > :nth-child(2)").all_inner_texts()
    fold = "text => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase()"
    ordered = f"texts => texts.sort((a, b) => ({fold})(a).localeCompare(({fold})(b), 'en', {{numeric: true}}))"
    assert claims == page.evaluate(ordered, claims)
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").press("Enter")
    turned = table.locator("tbody tr > :nth-child(2)").all_inner_texts()
    assert turned == claims[::-1]
    assert head.get_attribute("aria-sort") == "descending"


def test_paper_shows_the_text_alone(desk: Watched) -> None:
    page = desk.go(ANALYSIS)
    page.emulate_media(media="print")
    for around in (".site-header", ".site-nav", ".on-page", ".turn", ".breadcrumbs"):
        assert not page.locator(around).first.is_visible()
    assert page.locator("h1").is_visible()


def test_right_to_left_does_not_overflow(desk: Watched) -> None:
    page = desk.go(CHAPTER)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    nav, text = page.locator(".site-nav").bounding_box(), page.locator("main").bounding_box()
    assert nav is not None
    assert text is not None
    assert nav["x"] > text["x"]


def test_controls_are_large_enough(phone: Watched) -> None:
    """Controls outside running text measure 24 pixels or more each way (WCAG 2.2, 2.5.8)."""
    page = phone.go(ANALYSIS)
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, input, summary, .site-footer a, .turn a, .breadcrumbs a')]"
        ".filter(one => one.checkVisibility()).map(one => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"
    )
    assert small == []


def test_policy_forbids_what_is_not_ours(built_site: Path, pages: list[str]) -> None:
    for address in [*pages, "en/search.html"]:
        html = (built_site / address).read_text(encoding="utf-8")
        policy = html.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
        assert "default-src 'none'" in policy, address
        alone = "chapters/papers" in address  # which allows the one script that it carries, by its hash
        assert ("script-src 'sha256-" if alone else "script-src 'self' file:;") in policy, address
        assert "unsafe" not in policy, address
        assert 'name="referrer" content="no-referrer"' in html, address
