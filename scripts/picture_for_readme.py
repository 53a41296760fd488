"""Take the picture of a page that the README shows, from the site in _site/.

Usage: python scripts/picture_for_readme.py [PAGE PLACE]

Run by ``make picture``, which builds the site first. PAGE is an address below ``_site/en/``,
PLACE what of it is shown. The picture is ``.github/page.png``, as on a desk, 1280 by 800 pixels.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from setup_browser import find

ROOT = Path(__file__).resolve().parents[1]
PAGE = "chapters/analyses/darien.html"
PLACE = "#figure-darien-years"
"""What stands at the top of the picture."""

ABOVE = 24
"""How much of what comes before it is shown, in pixels."""

TARGET = ROOT / ".github" / "page.png"
SIZE: ViewportSize = {"width": 1280, "height": 800}


def main(page: str = PAGE, place: str = PLACE) -> None:
    """Open the page from disk, go to *place* (a CSS selector) and save what the window shows."""
    source = ROOT / "_site" / "en" / page
    if not source.is_file():
        sys.exit(f"{source.relative_to(ROOT)} is not there. What would be right: make site, then this again.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        window = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        window.goto(source.as_uri(), wait_until="load")
        window.evaluate("document.fonts.ready")
        window.evaluate(
            "([place, above]) => scrollTo(0, document.querySelector(place).getBoundingClientRect().top - above)",
            [place, ABOVE],
        )
        window.screenshot(path=TARGET)
        browser.close()
    print(f"{TARGET.relative_to(ROOT)} shows {page}.")


if __name__ == "__main__":
    main(*sys.argv[1:3])
