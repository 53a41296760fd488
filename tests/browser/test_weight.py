"""What a cold visit costs over the wire, with gzip, every request counted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from .conftest import watched
from .serving import Server

KILO = 1000
PROSE, CHART = 120 * KILO, 160 * KILO


def cost(browser: Browser, server: Server, address: str) -> tuple[int, int]:
    """Bytes and requests of one cold visit."""
    begun = len(server.sent)
    with watched(browser, server.address, viewport={"width": 1280, "height": 900}) as seen:
        page = seen.go(address)
        for _ in range(20):  # the icon comes last
            if any(path.endswith("icon.svg") for path, _ in server.sent[begun:]):
                break
            page.wait_for_timeout(50)
        assert seen.wrong == []
    sent = server.sent[begun:]
    return sum(size for _, size in sent), len(sent)


@pytest.mark.parametrize("folder", ["understanding", "dialogue-2008", "integrated-approach", "return-now", "reference"])
def test_prose(browser: Browser, server: Server, pages: list[str], folder: str) -> None:
    chosen = [page for page in pages if f"/{folder}/" in page and not page.endswith("/factors.html")]
    heavy = {page: cost(browser, server, page) for page in chosen[:4]}
    assert {page: size for page, size in heavy.items() if size[0] > PROSE} == {}


def test_charts(browser: Browser, server: Server, pages: list[str]) -> None:
    chosen = [page for page in pages if "/analyses/" in page or page == "en/index.html"]
    heavy = {page: cost(browser, server, page) for page in chosen}
    assert {page: size for page, size in heavy.items() if size[0] > CHART} == {}


def test_few_requests(browser: Browser, server: Server) -> None:
    begun = len(server.sent)
    _, requests = cost(browser, server, "en/chapters/understanding/forms-of-return.html")
    faces = [size for path, size in server.sent[begun:] if path.endswith(".woff2")]
    assert requests - len(faces) <= 8
    assert 2 <= len(faces) <= 5
    assert sum(faces) <= 70 * KILO
