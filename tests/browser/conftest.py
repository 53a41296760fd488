"""What the tests of the site share: the site as built, a server, one browser, pages that are watched."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from retorno.checks.reading.content import Content
from retorno.project.paths import Project

from .serving import Server

ROOT = Path(__file__).parents[2]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pages(built_site: Path) -> list[str]:
    """The addresses of all pages of the table of contents, from the root of the site."""
    return [f"en/{name}.html" for name in Content(Project(ROOT)).listed]


@pytest.fixture(scope="session")
def darien(built_site: Path) -> dict[str, int]:
    """The entries registered in Darién, by month, as the site offers them."""
    with (built_site / "data/darien-monthly.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["series"] == "darien-northbound-entries"]
    return {row["period"]: int(row["value"]) for row in rows}


@pytest.fixture(scope="session")
def server(built_site: Path) -> Iterator[Server]:
    """The site on a static server, under a path prefix."""
    served = Server(built_site)
    yield served
    served.close()


@dataclass
class Watched:
    """A browser page with what went wrong on it: errors told on the console, requests elsewhere."""

    page: Page
    home: str
    wrong: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open an address of the site (from its root)."""
        self.page.goto(self.home + address)
        return self.page


@contextmanager
def watched(browser: Browser, home: str, **options: Any) -> Iterator[Watched]:
    """A fresh context with one page, on the site at *home*."""
    context = browser.new_context(**options)
    page = context.new_page()
    seen = Watched(page, home)

    def note(what: str) -> None:
        seen.wrong.append(f"{page.url.removeprefix(home)}: {what}")

    page.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("request", lambda request: None if request.url.startswith((home, "data:")) else note(request.url))
    # A request that the next page interrupts is no failure.
    page.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED" else note(f"{request.url}: {request.failure}"),
    )
    page.on("response", lambda answer: note(f"{answer.url}: {answer.status}") if answer.status >= 400 else None)
    yield seen
    context.close()


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Watched]:
    """A page on a desk, light."""
    with watched(browser, server.address, viewport={"width": 1280, "height": 900}, color_scheme="light") as seen:
        yield seen


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Watched]:
    """A page on a phone, dark."""
    with watched(browser, server.address, viewport={"width": 360, "height": 740}, color_scheme="dark") as seen:
        yield seen


@pytest.fixture
def unscripted(browser: Browser, server: Server) -> Iterator[Watched]:
    """A page of a browser that runs no scripts."""
    with watched(browser, server.address, viewport={"width": 1280, "height": 900}, java_script_enabled=False) as seen:
        yield seen


COLOURS = ("color-contrast", "link-in-text-block")
"""Those of axe's rules whose findings depend on the colours of the page."""

EXAMINE = """
async rules => {
  // Drawings are hidden from readers' software, which is told their text; their colours have a test of their own.
  const told = {resultTypes: ["violations"], preload: false, ...(rules.length ? {runOnly: rules} : {})};
  const said = await axe.run({exclude: [["svg"]]}, told);
  return said.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target.join(" ")} – ${node.failureSummary.replace(/\\n/g, " ")}`));
}
"""


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on a page, one line each, by all the rules that it has switched on, or by *rules* alone."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    address = page.url.rpartition("/en/")[2]
    return [f"{address} {line}" for line in page.evaluate(EXAMINE, list(rules))]
