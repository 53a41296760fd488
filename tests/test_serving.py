"""What a writer sees under `make serve`: the page follows the sources, or says why it does not."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from retorno.project import Project

PATIENCE = 60_000
"""Milliseconds after which a page that does not follow is held to be lost."""


@pytest.fixture
def address(small_book: Project) -> Iterator[str]:
    """The address of the small book while it is served."""
    command = [sys.executable, "-u", "-m", "retorno.cli", "--root", str(small_book.root), "serve", "--port", "8870"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"The book is at (\S+) and follows", line):
                break
        else:
            pytest.fail(said)
        yield found[1]
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_open_page_follows_a_sentence_and_a_cell(small_book: Project, address: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}en/chapters/understanding/words.html")
    replace(small_book.root / "chapters/understanding/words.md", "A page", "A quite new page")
    expect(page.locator("main")).to_contain_text("A quite new page", timeout=PATIENCE)
    page.goto(f"{address}en/chapters/analyses/arrivals.html")
    replace(small_book.root / "data/arrivals.csv", ",1010,", ",1090,")
    expect(page.locator("main")).to_contain_text("−45.5%", timeout=PATIENCE)
    assert errors == []


def test_the_page_says_what_to_mend_and_stops_saying_it(small_book: Project, address: str, page: Page) -> None:
    page.goto(f"{address}en/index.html")
    words = small_book.root / "chapters/understanding/words.md"
    replace(words, "A page", "A {finding}`no-such-finding` page")
    box = page.get_by_role("status").filter(has_text="To mend")
    expect(box).to_contain_text("no-such-finding", timeout=PATIENCE)
    expect(box).to_contain_text("chapters/understanding/words.md")
    expect(page.locator("main")).to_be_visible()  # the last good page stays below
    replace(words, "A {finding}`no-such-finding` page", "A page")
    expect(box).to_have_count(0, timeout=PATIENCE)


def test_a_new_page_that_is_opened_later_says_it_too(small_book: Project, address: str, page: Page) -> None:
    words = small_book.root / "chapters/understanding/words.md"
    page.goto(f"{address}en/index.html")
    replace(words, "A page", "A {finding}`no-such-finding` page")
    expect(page.get_by_text("To mend")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{address}en/chapters/understanding/words.html")
    expect(page.get_by_text("To mend")).to_be_visible(timeout=PATIENCE)


def test_only_this_machine_is_served_and_only_the_site(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{address}../../_config.yml")
