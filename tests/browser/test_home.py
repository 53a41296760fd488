"""What a reader meets first: the home page, and the top of an analysis."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import Watched

HOME = "en/index.html"
READERS = ("an official", "a trainer", "a researcher", "a journalist", "somebody who thinks about return")


@pytest.fixture(scope="module")
def registry(built_site: Path) -> list[dict]:
    return json.loads((built_site / "findings.json").read_text(encoding="utf-8"))


def test_the_home_page_says_how_much_there_is(desk: Watched, registry: list[dict], pages: list[str]) -> None:
    page = desk.go(HOME)
    told = [" ".join(text.split()) for text in page.locator(".numbers li").all_inner_texts()]
    kinds = [entry["kind"] for entry in registry]
    assert f"{len(pages)} pages" in told
    assert f"{kinds.count('finding')} values computed" in told
    assert f"{kinds.count('claim')} claims examined" in told
    assert len(told) == 6


def test_every_reader_is_led_to_a_path(desk: Watched) -> None:
    page = desk.go(HOME)
    for reader in READERS:
        page.locator(".whom a", has_text=reader).click()
        path = page.locator(".paths li:has(:target)")
        assert path.count() == 1
        assert path.locator("a").count() >= 2
    assert "no legal advice" in path.inner_text()


def test_the_verdicts_are_counted(desk: Watched, registry: list[dict]) -> None:
    told = desk.go(HOME).locator(".tally li").all_inner_texts()
    verdicts = [entry["verdict"] for entry in registry if entry["kind"] == "claim"]
    assert sum(int(text.split()[0]) for text in told) == len(verdicts)
    assert f"{verdicts.count('reproduced')} reproduced" in [" ".join(text.split()) for text in told]


def test_an_analysis_begins_with_what_came_out(desk: Watched, registry: list[dict]) -> None:
    tested: dict[str, list[dict]] = {}
    for entry in registry:
        if entry["kind"] == "claim":
            tested.setdefault(entry["page"], []).append(entry)
    assert len(tested) > 5
    for address, claims in tested.items():
        page = desk.go(f"en/{address}")
        box = page.locator("h1 + .answers")
        shown = box.inner_text()
        assert [claim["statement"] for claim in claims if claim["statement"] not in shown] == []
        assert box.locator(".verdict").count() == len(claims)


def test_sources_have_names_that_can_be_read(built_site: Path) -> None:
    """No citation shows the number of a file, or nothing but that nobody signed."""
    text = (built_site / "en/chapters/reference/bibliography.html").read_text(encoding="utf-8")
    marked = re.findall(r'<span class="label">(.*?)</span>\n', text)
    labels = [re.sub("<.*?>", "", label).strip("[]") for label in marked]
    raw = re.compile(r"source \d|unattributed|anonymous", re.I)
    assert len(labels) > 100
    assert [label for label in labels if raw.match(label)] == []
