"""Pictures of the site for people to look at: ``python tests/browser/screenshots.py [page …]``.

They are written to ``_build/screenshots`` and belong to no commit. The tests take those of the home
page, a chapter, an analysis and the register too, so that they can be kept with what CI built.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from setup_browser import find

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "_build" / "screenshots"
PAGES = {
    "home": "index",
    "chapter": "chapters/understanding/forms-of-return",
    "analysis": "chapters/analyses/darien",
    "register": "chapters/reference/claims",
}
WIDTHS = (360, 1280)
MODES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(browser: Browser, pages: dict[str, str], folder: Path, whole: bool = False) -> None:
    """Take each page at each width in each mode."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for mode in MODES:
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=mode)
            for name, address in pages.items():
                page.goto((ROOT / "_site" / "en" / f"{address}.html").as_uri())
                page.screenshot(path=folder / f"{name}-{width}-{mode}.png", full_page=whole)
            page.close()


if __name__ == "__main__":
    chosen = {name.rpartition("/")[2]: name for name in sys.argv[1:] if not name.startswith("--")}
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        take(launched, chosen or PAGES, FOLDER, whole="--whole" in sys.argv)
        launched.close()
