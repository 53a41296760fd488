"""Pictures of the kinds of pages, kept beside what was built: people look at them before a change is done."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from .screenshots import FOLDER, MODES, PAGES, WIDTHS, take


def test_pictures_are_taken(browser: Browser, built_site: Path) -> None:
    for old in FOLDER.glob("*.png"):
        old.unlink()
    take(browser, PAGES, FOLDER)
    pictures = {path.name: path.read_bytes() for path in FOLDER.glob("*.png")}
    assert sorted(pictures) == sorted(
        f"{name}-{width}-{mode}.png" for name in PAGES for width in WIDTHS for mode in MODES
    )
    assert len(set(pictures.values())) == len(pictures)  # light and dark, phone and desk differ
