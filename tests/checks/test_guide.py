"""Where a rule is explained can be said even when the settings are what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from retorno.checks import rule_address
from retorno.project.paths import Project


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ("html: {baseurl: https://example.org/book/}", "https://example.org/book"),
        ("repository: {url: https://github.com/somebody/book}", "https://somebody.github.io/book"),
        ("title: none told", ""),
        ("html: text\nrepository: [1]", ""),
        ("a: b: c", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_public_address_comes_from_the_settings(tmp_path: Path, settings: str | None, address: str) -> None:
    if settings is not None:
        (tmp_path / "_config.yml").write_text(settings, encoding="utf-8")
    assert rule_address.published(Project(tmp_path)) == address
    assert rule_address.address(Project(tmp_path), "build") == f"{address}/en/chapters/reference/checks.html#rule-build"


def test_the_page_of_the_last_build_is_preferred(tmp_path: Path) -> None:
    page = tmp_path / "_site" / "en" / "chapters" / "reference" / "checks.html"
    page.parent.mkdir(parents=True)
    page.touch()
    assert rule_address.address(Project(tmp_path), "build") == "_site/en/chapters/reference/checks.html#rule-build"
