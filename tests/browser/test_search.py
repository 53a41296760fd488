"""Searching: one engine everywhere, known answers to known questions."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from retorno.book.theme import search_index

from .conftest import Watched, watched
from .serving import Server


def results(page: Page) -> list[str]:
    """The addresses found, best first, from the root of the edition."""
    return page.locator("#search-results a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")


def complete(page: Page) -> None:
    """Wait until a page of search has the texts as well: a first answer comes without them.

    The line about loading must be there and be hidden; of a page that has only begun to come, nothing is visible.
    """
    page.locator("#search-loading[hidden]").wait_for(state="attached")


def asked(seen: Watched, query: str) -> Page:
    """Search as a reader does: from the box of some page."""
    page = seen.go("en/chapters/reference/method.html")
    page.locator("#search-box").fill(query)
    page.locator("#search-box").press("Enter")
    page.wait_for_url("**/search.html", wait_until="commit")  # what follows waits for what it needs
    complete(page)
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


def test_on_a_phone_the_field_is_ready_for_words(phone: Watched) -> None:
    phone.go("en/index.html").locator(".search-box button").click()
    phone.page.locator("#query:focus").wait_for()
    assert phone.wrong == []


def test_a_claim_leads_to_its_page_with_words_to_use(desk: Watched) -> None:
    page = asked(desk, "99.7")
    assert results(page)[0] == "../n/darien-fall-99-7-percent.html"
    page.locator("#search-results a").first.click()
    page.locator(".usable").wait_for()
    assert desk.wrong == []


def test_nothing_found_is_said(desk: Watched) -> None:
    page = desk.go("en/search.html?q=zzxxqq")
    complete(page)
    assert page.locator("#search-count").inner_text().startswith("Nothing")
    assert "zzxxqq" in page.locator("#search-absent").inner_text()


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
        complete(page)
        page.locator("#query").fill("skills")
        page.locator("#query").press("Enter")
    paths = [path.rpartition("/")[2] for path, _ in server.sent[begun:] if not path.endswith("icon.svg")]
    asked_for = set(paths)
    needed = ["search.html", "search-index.js", "spanish-stemmer.js", "minisearch.js", "search.js"]
    assert set(needed) <= asked_for
    assert all(name.endswith((".js", ".css", ".html", ".woff2")) for name in asked_for)
    assert len(paths) == len(asked_for)  # each once, and none for the second search


def test_without_scripts_all_pages_are_listed(unscripted: Watched, pages: list[str]) -> None:
    page = unscripted.go("en/search.html")
    html = page.content()
    missing = [address for address in pages if f'href="{address.removeprefix("en/")}"' not in html]
    assert missing == []


def test_code_is_not_indexed(built_site: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (built_site / "en").glob("search-*.js")]
    assert len(texts) > 5
    assert not any("import pandas as pd" in text for text in texts)
    assert "searchindex" not in {path.stem for path in (built_site / "en").glob("*.js")}


QUERIES = tomllib.loads((Path(__file__).parent / "search_queries.toml").read_text(encoding="utf-8"))
SHOWN = "(links) => links.slice(0, 3).map((link) => link.getAttribute('href'))"
RIGHT, ALL = 95, 101


def shown_for(page: Page, query: str) -> list[str]:
    """The first addresses that a page of search offers for a query."""
    page.locator("#query").fill(query)
    page.locator("#query").press("Enter")
    found: list[str] = page.locator("#search-answer a, #search-results a").evaluate_all(SHOWN)
    return found


def test_everyday_spanish_and_who_asks_for_data_are_answered(desk: Watched) -> None:
    page = asked(desk, "return")
    for query, wanted in QUERIES["later"].items():
        assert any(part in shown_for(page, query)[0] for part in wanted), query


def test_every_result_can_be_named(built_site: Path) -> None:
    """A place without a title would be a link without words."""
    for path in (built_site / "en").glob("search-texts-*.js"):
        text = path.read_text(encoding="utf-8")
        entries = json.loads(text.removeprefix(search_index.BEGIN_TEXTS).removesuffix(search_index.END_TEXTS))
        assert [entry[:2] for entry in entries if entry[1] and not entry[2].strip()] == [], path.name


def test_who_asks_in_spanish_is_answered_in_spanish(desk: Watched) -> None:
    page = asked(desk, "debo firmar")
    assert page.locator("#search-answer").get_attribute("lang") == "es"
    shown_for(page, "should I sign")
    assert page.locator("#search-answer").get_attribute("lang") is None


def test_what_readers_and_trainers_look_for_comes_first(desk: Watched) -> None:
    """The queries of those who tried the search: what is shown first has to answer."""
    page = asked(desk, "return")
    wrong, tried = [], 0
    for query, wanted in [*QUERIES["readers"].items(), *QUERIES["trainers"].items()]:
        found = shown_for(page, query)
        tried += 1
        if not found or not any(part in found[0] for part in wanted):
            wrong.append((query, found))
    for query in QUERIES["absent"]["numbers"]:
        page.locator("#query").fill(query)
        page.locator("#query").press("Enter")
        tried += 1
        if query not in page.locator("#search-absent").inner_text() or results(page):
            wrong.append((query, results(page)))
    assert tried == ALL
    assert len(wrong) <= ALL - RIGHT, wrong
    assert desk.wrong == []


def test_numbers_are_whole_however_they_are_written(desk: Watched, darien: dict[str, int]) -> None:
    number = f"{darien['2024-04']:,}"
    page = asked(desk, number)
    first = results(page)
    for query in (number.replace(",", "."), number.replace(",", "")):
        page.locator("#query").fill(query)
        page.locator("#query").press("Enter")
        assert results(page) == first
    page.locator("#query").fill(number[:-1])
    page.locator("#query").press("Enter")
    assert results(page) != first


def test_kinds_are_shown_and_questions_answered(desk: Watched) -> None:
    page = asked(desk, "should I sign")
    answer = page.locator("#search-answer")
    assert "lawyer" in answer.inner_text()
    assert answer.locator("a").get_attribute("href")
    shown = set(page.locator("#search-results .kind").all_inner_texts())
    known = {"Help", "Chapter", "Analysis", "Term", "Claim", "Number", "Data", "Teaching", "Source", "About this book"}
    assert shown
    assert shown <= known


def test_first_answer_needs_little_and_says_that_it_is_loading(browser: Browser, server: Server) -> None:
    with watched(browser, server.address) as seen:
        texts: list[Route] = []
        seen.page.route("**/search-texts-*.js", lambda route: texts.append(route))  # they never come
        page = seen.page
        page.goto(seen.home + "en/search.html?q=remittances", wait_until="commit")
        page.locator("#search-results li").first.wait_for()
        assert page.locator("#search-loading").is_visible()
        assert "looking" in page.locator("#search-loading").inner_text().lower()
        assert "remittances" in results(page)[0]
        assert len(texts) > 5
        for route in texts:
            route.continue_()
        complete(page)


def test_first_script_is_small(built_site: Path) -> None:
    assert (built_site / "en" / "search-index.js").stat().st_size <= 60_000


def test_words_stand_in_no_address(desk: Watched) -> None:
    page = asked(desk, "withdraw consent")
    page.locator("#query").fill("asylum")
    page.locator("#query").press("Enter")
    assert page.url.endswith("/search.html")
    page.go_back()
    complete(page)
    assert page.locator("#query").input_value() == "withdraw consent"
    linked = desk.go("en/search.html?q=consent")
    complete(linked)
    assert linked.url.endswith("/search.html")
    assert linked.locator("#query").input_value() == "consent"
