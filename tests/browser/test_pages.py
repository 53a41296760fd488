"""Every page works: from a server under a prefix and from a disk, alone, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import COLOURS, violations, watched
from .serving import Server

LIGHT = ("en/chapters/papers.html", "en/chapters/papers-es.html")
"""The pages that can be sent as one file: the style stands in it, and its policy allows that style by its hash."""


@pytest.mark.parametrize(("width", "first", "second"), [(1280, "light", "dark"), (360, "dark", "light")])
def test_every_page_on_a_desk_and_on_a_phone(
    browser: Browser, server: Server, pages: list[str], width: int, first: str, second: str
) -> None:
    """No error, no request elsewhere, nothing that axe minds, one main heading; in light and in the dark.

    All that axe looks for is looked for once; in the second light only what light can change.
    """
    with watched(
        browser,
        server.address,
        viewport={"width": width, "height": 900},
        color_scheme=first,
        reduced_motion="reduce",  # colours that are on their way to others are not looked at
    ) as seen:
        for address in [*pages, "en/search.html"]:
            page = seen.go(address)
            seen.wrong += violations(page)
            if (heads := page.locator("h1").count()) != 1:
                seen.wrong.append(f"{address}: {heads} main headings")
            page.emulate_media(color_scheme=second)
            seen.wrong += [f"{second}: {line}" for line in violations(page, COLOURS)]
            page.emulate_media(color_scheme=first)
        assert seen.wrong == []


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
