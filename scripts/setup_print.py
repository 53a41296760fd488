"""Have what WeasyPrint needs to set the PDF: the libraries that are there, or Debian's.

Usage: python scripts/setup_print.py

Run once by ``make site``. Packages are installed as root, or with ``sudo`` where it asks for no
password, as on GitHub's machines. Where nothing can be installed the site is built without the PDF,
and the build says in one line what is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-dejavu-core",
    "fonts-liberation",
)
"""What is drawn with (Pango) and what is written with (the faces that the book and its figures name)."""


def works() -> bool:
    """Whether WeasyPrint finds its libraries, asked of a fresh process."""
    return subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True).returncode == 0


def as_root() -> list[str] | None:
    """What stands before a command that needs root: nothing for root, ``sudo`` if it asks for nothing."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    asked = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    return sudo if asked else None


def main() -> None:
    """Install the libraries if they are missing and this may be done here."""
    if works() or not shutil.which("apt-get") or (before := as_root()) is None:
        return  # the build goes on, and says what is missing and how to get it
    print("Installing Debian's Pango for the PDF …", flush=True)
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    ):
        subprocess.run([*before, *command], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
