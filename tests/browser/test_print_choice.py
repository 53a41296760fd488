"""What a page prints: no answers, no code, no citation unless asked for; a foot with page, version and date."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

PLAN, ANALYSIS = "en/chapters/teach/half-day.html", "en/chapters/analyses/darien.html"


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def opened(page: Page, site: Path, address: str) -> Page:
    page.goto((site / address).as_uri())
    page.emulate_media(media="print")
    return page


def test_solutions_citation_and_code_stay_away(page: Page, built_site: Path) -> None:
    plan = opened(page, built_site, PLAN)
    assert not plan.locator(".solution").first.is_visible()
    assert not plan.locator(".cite-page").is_visible()
    assert plan.locator(".exercise").first.is_visible()
    analysis = opened(page, built_site, ANALYSIS)
    assert not analysis.locator("details.source").first.is_visible()
    assert analysis.locator("figure").first.is_visible()
    for furniture in (".figure-table", ".figure-files", ".figure-card .cite", ".analysis-files"):
        assert not analysis.locator(furniture).first.is_visible(), furniture


def test_what_can_only_be_pressed_is_not_printed(page: Page, built_site: Path) -> None:
    """The list of the other files fills nine sheets of the home page where a browser opens it for paper."""
    home = opened(page, built_site, "en/index.html")
    home.evaluate("document.querySelector('.downloads').insertAdjacentHTML('beforeend', '<details open>PDF</details>')")
    assert not home.locator(".downloads details").last.is_visible()


def test_a_heading_is_not_the_last_thing_on_a_sheet(page: Page, built_site: Path) -> None:
    opened(page, built_site, "en/chapters/return-now/americas-since-2025.html")
    headings = page.locator("h2").all_inner_texts()
    for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages:
        lines = [line.strip() for line in sheet.extract_text(extraction_mode="layout").splitlines() if line.strip()]
        assert [line for line in lines if " · Version " not in line][-1] not in headings


def test_what_is_asked_for_prints(page: Page, built_site: Path) -> None:
    plan = opened(page, built_site, PLAN)
    plan.emulate_media(media="screen")
    plan.click(".print-choice summary")
    plan.check(".print-choice input[value=solutions]")
    plan.check(".print-choice input[value=citation]")
    plan.emulate_media(media="print")
    assert plan.locator(".solution").first.is_visible()
    assert plan.locator(".cite-page").is_visible()


def test_the_key_is_the_solutions_alone(page: Page, built_site: Path) -> None:
    plan = opened(page, built_site, PLAN)
    plan.evaluate("document.documentElement.dataset.print = 'key'")
    assert plan.locator(".solution p", has_text="A better headline").is_visible()
    assert plan.locator("h1").is_visible()
    assert not plan.locator(".exercise").first.is_visible()
    assert not plan.locator("table").first.is_visible()


def test_the_foot_tells_page_version_and_date(page: Page, built_site: Path) -> None:
    opened(page, built_site, PLAN)
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    for number, sheet in enumerate(sheets, 1):
        text = sheet.extract_text()
        assert "Half a day: words, texts and one number · Version" in text
        assert f"{number} / {len(sheets)}" in text
    assert "A better headline" not in "".join(sheet.extract_text() for sheet in sheets)
