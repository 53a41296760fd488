"""Have a Chromium for the tests: the one that is there, Debian's, or Playwright's own.

Usage: python scripts/setup_browser.py

Run by ``make test``. Tells where the browser is; tests find it in the same way
(:func:`find`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium on this machine, if there is one on the search path."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> None:
    """Install a browser if there is none."""
    if find() is None and shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Debian's Chromium for the tests …", flush=True)
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
        ):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if path := find():
        print(f"Tests use the browser {path}.")
        return
    print("Installing Playwright's Chromium for the tests …", flush=True)
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
        sys.exit("No browser could be installed. Install Chromium (on Debian: apt-get install chromium) and try again.")


if __name__ == "__main__":
    main()
