"""Every page works: from a server under a prefix and from a disk, alone, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import examine, found, watched
from .serving import Server

LIGHT = ("en/chapters/papers.html", "en/chapters/papers-es.html")
"""The pages that can be sent as one file: the style stands in it, and its policy allows that style by its hash."""


@pytest.mark.parametrize(("on_desk", "on_phone"), [("light", "dark"), ("dark", "light")])
def test_every_page_on_a_desk_and_on_a_phone(
    browser: Browser, server: Server, pages: list[str], on_desk: str, on_phone: str
) -> None:
    """No error, no request elsewhere, nothing that axe minds, one main heading; in light and in the dark.

    The two windows are examined at the same time, each in a process of its own.
    """
    with (
        watched(browser, server.address, viewport={"width": 1280, "height": 900}, color_scheme=on_desk) as desk,
        watched(browser, server.address, viewport={"width": 360, "height": 740}, color_scheme=on_phone) as phone,
    ):
        for address in [*pages, "en/search.html"]:
            for seen in (desk, phone):
                examine(seen.go(address))
            for seen in (desk, phone):
                seen.wrong += found(seen.page)
            if (heads := desk.page.locator("h1").count()) != 1:
                desk.wrong.append(f"{address}: {heads} main headings")
        assert desk.wrong + phone.wrong == []


def test_every_page_reflows_at_320_pixels(browser: Browser, built_site: Path, pages: list[str]) -> None:
    """Opened from a disk: at 400 % on a desk nothing is lost and nothing scrolls in two directions."""
    home = built_site.as_uri() + "/"
    with watched(browser, home, viewport={"width": 320, "height": 256}) as seen:
        for address in [*pages, "en/search.html"]:
            page = seen.go(address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > 320:
                seen.wrong.append(f"{address}: {wide} pixels wide")
        assert seen.wrong == []


def test_links_lead_somewhere(built_site: Path, pages: list[str]) -> None:
    """Every relative link and its anchor exist; links to other sites tell them nothing."""
    from html.parser import HTMLParser
    from urllib.parse import unquote, urlsplit

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.ids: set[str] = set()
            self.links: list[dict[str, str]] = []
            self.styled: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = {name: value or "" for name, value in attrs}
            self.ids |= {given["id"]} if "id" in given else set()
            if "style" in given or tag == "style" or any(name.startswith("on") for name in given):
                self.styled.append(f"{tag} {given}")
            for name in ("href", "src", "action", "data-files"):
                if name in given:
                    self.links.append({"tag": tag, "to": given[name], "rel": given.get("rel", "")})

    read: dict[Path, Reader] = {}

    def reader(path: Path) -> Reader:
        if path not in read:
            read[path] = Reader()
            read[path].feed(path.read_text(encoding="utf-8"))
        return read[path]

    wrong = []
    for address in [*pages, "en/search.html"]:
        source = built_site / address
        if address not in LIGHT:
            wrong += [f"{address}: {styled}" for styled in reader(source).styled]
        for link in reader(source).links:
            parts = urlsplit(link["to"])
            if parts.scheme in ("data", "mailto"):
                continue
            if parts.scheme or parts.netloc:
                if link["tag"] != "a" or not {"noopener", "noreferrer"} <= set(link["rel"].split()):
                    wrong.append(f"{address}: {link}")
                continue
            target = (source.parent / unquote(parts.path)).resolve() if parts.path else source
            if parts.path.startswith("/") or not target.exists():
                wrong.append(f"{address}: {link['to']} is not there")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in reader(target).ids:
                wrong.append(f"{address}: {link['to']} has no such place")
    assert wrong == []
