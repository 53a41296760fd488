"""Have a Chromium for the tests: the one that is there, Debian's, or Playwright's own.

Usage: python scripts/setup_browser.py [must]

Run by ``make test``. Tests find the browser in the same way (:func:`find`). Where there is none and
none can be installed, one line says so and the tests that need it are skipped; with ``must`` that is
a failure.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

import debian_packages

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STARTS = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(args=["--no-sandbox"]).close()
"""


def find() -> str | None:
    """The path of a Chromium on this machine, if there is one on the search path."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def own_starts() -> bool:
    """Whether Playwright has a Chromium of its own, and this machine has what that needs."""
    return subprocess.run([sys.executable, "-c", STARTS], capture_output=True).returncode == 0


def have() -> bool:
    """Whether there is a browser; installed if it is missing and may be."""
    if find() is not None or own_starts():
        return True
    debian_packages.install(["chromium", "fonts-liberation"], "the tests in a browser")
    if find() is not None:
        return True
    print("Installing Playwright’s Chromium for the tests …", flush=True)
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True)
    return done.returncode == 0 and own_starts()


def main(must: bool = False) -> None:
    """Have a browser, or say that there is none; exit status 1 if there *must* be one."""
    if have():
        return
    line = "No browser could be installed; on Debian and Ubuntu “apt-get install chromium” as root brings one."
    if must:
        sys.exit(line)
    print(f"{line} The tests that need it are skipped.")


if __name__ == "__main__":
    main(must="must" in sys.argv[1:])
