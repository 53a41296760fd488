"""Searching: one engine everywhere, known answers to known questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Watched, watched
from .serving import Server


def results(page: Page) -> list[str]:
    """The addresses found, best first, from the root of the edition."""
    return page.locator("#search-results a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")


def asked(seen: Watched, query: str) -> Page:
    """Search as a reader does: from the box of some page."""
    page = seen.go("en/chapters/reference/method.html")
    page.locator("#search-box").fill(query)
    page.locator("#search-box").press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.locator("#search-results li").first.wait_for()
    return page


FIRST = {
    "claims register": "chapters/reference/claims.html",
    "glossary": "chapters/reference/glossary.html",
    "monitoring evaluation learning": "chapters/integrated-approach/monitoring-and-learning.html",
    "forms of return": "chapters/understanding/forms-of-return.html",
    "how to cite": "chapters/reference/how-to-cite.html",
}
"""A page whose title says what is looked for comes first."""

AMONG_TEN = {
    "reintegracion": "reintegra",  # a page says “reintegración”
    "RVA": "glossary.html#term-assisted-voluntary-return",
    "AVRR": "glossary.html#term-assisted-voluntary-return-and-reintegration",
    "assisted return": "chapters/dialogue-2008/assisted-return.html",
    "darien": "chapters/analyses/darien.html",
    "aprehensions": "chapters/analyses/border-apprehensions.html",  # mistyped
    "reinteg": "reintegration",  # half typed
}


@pytest.mark.parametrize(("query", "page"), FIRST.items())
def test_titles_come_first(desk: Watched, query: str, page: str) -> None:
    assert results(asked(desk, query))[0] == page
    assert desk.wrong == []


@pytest.mark.parametrize(("query", "part"), AMONG_TEN.items())
def test_known_answers(desk: Watched, query: str, part: str) -> None:
    assert any(part in address for address in results(asked(desk, query))[:10])


def test_unaccented_words_are_found_and_marked_with_their_accents(desk: Watched) -> None:
    page = asked(desk, "reintegracion")
    assert "reintegración" in [text.lower() for text in page.locator("mark").all_inner_texts()]
    count = page.locator("[role=status]#search-count").inner_text()
    assert count.split()[0].isdigit()


def test_every_result_leads_to_its_place(desk: Watched) -> None:
    page = asked(desk, "consent")
    for address in results(page)[:10]:
        opened = desk.go(f"en/{address}")
        anchor = address.partition("#")[2]
        assert not anchor or opened.locator(f"[id='{anchor}']").count() == 1, address
    assert desk.wrong == []


def test_nothing_found_is_said(desk: Watched) -> None:
    page = desk.go("en/search.html?q=zzxxqq")
    assert page.locator("#search-count").inner_text().startswith("Nothing")


def test_query_is_text_and_never_markup(desk: Watched) -> None:
    page = desk.go("en/search.html?q=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20return")
    assert page.locator("#search-results img").count() == 0
    assert desk.wrong == []


def test_same_answers_from_a_disk(browser: Browser, built_site: Path, server: Server) -> None:
    found = []
    for home in (built_site.as_uri() + "/", server.address):
        with watched(browser, home) as seen:
            found.append(results(asked(seen, "voluntary return counselling")))
            assert seen.wrong == []
            assert seen.page.locator("#search-engine").is_visible()
    assert found[0] == found[1]
    assert found[0]


def test_searching_asks_for_nothing_but_the_index(browser: Browser, server: Server) -> None:
    begun = len(server.sent)
    with watched(browser, server.address) as seen:
        page = seen.go("en/search.html?q=remittances")
        page.locator("#search-results li").first.wait_for()
        page.locator("#query").fill("skills")
        page.locator("#query").press("Enter")
    paths = [path.rpartition("/")[2] for path, _ in server.sent[begun:] if not path.endswith("icon.svg")]
    asked_for = set(paths)
    needed = ["search.html", "search-index.js", "minisearch.js", "search.js"]
    assert set(needed) <= asked_for
    assert all(name.endswith((".js", ".css", ".html")) for name in asked_for)
    assert len(paths) == len(asked_for)  # each once, and none for the second search


def test_without_scripts_all_pages_are_listed(unscripted: Watched, pages: list[str]) -> None:
    page = unscripted.go("en/search.html")
    html = page.content()
    missing = [address for address in pages if f'href="{address.removeprefix("en/")}"' not in html]
    assert missing == []


def test_code_is_not_indexed(built_site: Path) -> None:
    index = (built_site / "en" / "search-index.js").read_text(encoding="utf-8")
    assert "import pandas" not in index
    assert "searchindex" not in {path.stem for path in (built_site / "en").glob("*.js")} - {"search-index"}
