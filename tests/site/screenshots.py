"""Pictures of the site for people to look at: ``python tests/site/screenshots.py [page …]``.

They are written to ``_build/screenshots`` and belong to no commit.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from setup_browser import find

ROOT = Path(__file__).parents[2]
PAGES = {
    "home": "index",
    "chapter": "chapters/understanding/forms-of-return",
    "analysis": "chapters/analyses/darien",
    "register": "chapters/reference/claims",
}
WIDTHS = (360, 1280)
MODES = ("light", "dark")


def take(pages: dict[str, str], folder: Path, whole: bool = False) -> None:
    """Take each page at each width in each mode."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for width in WIDTHS:
            for mode in MODES:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=mode)
                for name, address in pages.items():
                    page.goto((ROOT / "_site" / "en" / f"{address}.html").as_uri())
                    page.screenshot(path=folder / f"{name}-{width}-{mode}.png", full_page=whole)
                page.close()
        browser.close()


if __name__ == "__main__":
    chosen = {name.rpartition("/")[2]: name for name in sys.argv[1:] if not name.startswith("--")}
    take(chosen or PAGES, ROOT / "_build" / "screenshots", whole="--whole" in sys.argv)
