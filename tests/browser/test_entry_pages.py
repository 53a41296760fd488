"""The pages of claims and findings: light, complete, quotable, and good in every light."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from retorno.book.values.share_pictures import COLOURS
from retorno.evidence.verdict_vocabulary import ALL

from .conftest import Watched, violations, watched
from .serving import Server

CLAIM, FINDING = "n/migrants-272-million.html", "n/darien-april-2025.html"
ROOM = 25_000


@pytest.fixture(scope="module")
def registry(built_site: Path) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads((built_site / "findings.json").read_text(encoding="utf-8"))}


def test_every_entry_has_one_page_and_no_page_is_left_over(built_site: Path, registry: dict[str, Any]) -> None:
    assert {path.stem for path in (built_site / "n").glob("*.html")} == set(registry)


def test_no_page_is_heavy(built_site: Path) -> None:
    sheet = len(gzip.compress((built_site / "en/_static/entry.css").read_bytes()))
    sheet += len(gzip.compress((built_site / "en/_static/copy.js").read_bytes()))
    heavy = {
        path.name for path in (built_site / "n").glob("*.html") if len(gzip.compress(path.read_bytes())) + sheet > ROOM
    }
    assert heavy == set()


def test_each_page_can_be_shared(built_site: Path, registry: dict[str, Any]) -> None:
    for id in registry:
        text = (built_site / "n" / f"{id}.html").read_text(encoding="utf-8")
        tags = dict(re.findall(r'<meta property="(og:[a-z_]+)" content="([^"]*)">', text))
        assert {"og:title", "og:description", "og:url", "og:image"} <= {name for name, told in tags.items() if told}, id
        assert tags["og:url"].startswith("https://")
        assert (built_site / "n" / tags["og:image"].rpartition("/")[2]).is_file(), id


@pytest.mark.parametrize("address", [CLAIM, FINDING])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_reads_well(browser: Browser, server: Server, address: str, colours: str, width: int) -> None:
    with watched(browser, server.address, viewport={"width": width, "height": 740}, color_scheme=colours) as seen:
        page = seen.go(address)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        words = page.locator(".usable-words").bounding_box()
        assert words is not None
        assert words["y"] < 740
        assert seen.wrong == []


def test_its_words_can_be_copied(desk: Watched) -> None:
    page = desk.go(CLAIM)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".usable button").click()
    page.locator(".usable button", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".usable-words").inner_text()


def test_a_page_tells_where_its_value_comes_from(desk: Watched) -> None:
    told = desk.go(FINDING).locator("main").inner_text()
    for part in ("What is counted", "Data sets", "Shown on", "Every value it ever had", "record("):
        assert part in told
    desk.page.locator("summary", has_text="SHA-256").click()
    assert "data/darien-monthly.csv" in desk.page.locator("main").inner_text()


def test_links_of_entry_pages_lead_somewhere(built_site: Path, registry: dict[str, Any]) -> None:
    ids: dict[Path, set[str]] = {}
    for id in registry:
        page = built_site / "n" / f"{id}.html"
        for address in re.findall(r'href="([^"#:]*)(?:#([^"]*))?"', page.read_text(encoding="utf-8")):
            target = (page.parent / address[0]).resolve()
            assert target.is_file(), (id, address)
            if address[1]:
                if target not in ids:
                    ids[target] = set(re.findall(r'id="([^"]+)"', target.read_text(encoding="utf-8")))
                assert address[1] in ids[target], (id, address)


def test_the_sheets_agree_on_the_colours(built_site: Path) -> None:
    for name in ("entry.css", "retorno.css"):
        css = (built_site / "en/_static" / name).read_text(encoding="utf-8")
        for one in ALL:
            assert re.findall(rf"--v-{one.name}: (#[0-9a-f]{{6}});", css)[0] == COLOURS[one.name], (name, one.name)
