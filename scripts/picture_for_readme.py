"""Take the picture of a page that the README shows, from the site in _site/.

Usage: python scripts/picture_for_readme.py [PAGE]

Run by ``make picture``, which builds the site first. PAGE is an address below ``_site/en/``. The
picture is ``.github/page.png``: the page as it opens on a desk, 1280 by 800 pixels.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from setup_browser import find

ROOT = Path(__file__).resolve().parents[1]
PAGE = "chapters/analyses/darien.html"
TARGET = ROOT / ".github" / "page.png"
SIZE = {"width": 1280, "height": 800}


def main(page: str = PAGE, target: Path = TARGET) -> None:
    """Open the page from disk and save what the window shows."""
    source = ROOT / "_site" / "en" / page
    if not source.is_file():
        sys.exit(f"{source.relative_to(ROOT)} is not there. What would be right: make site, then this again.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        window = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        window.goto(source.as_uri(), wait_until="load")
        window.evaluate("document.fonts.ready")
        window.screenshot(path=target)
        browser.close()
    print(f"{target.relative_to(ROOT)} shows {page}.")


if __name__ == "__main__":
    main(*sys.argv[1:2])
