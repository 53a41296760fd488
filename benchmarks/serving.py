"""How soon a change is on the page under ``make serve``."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

PATIENCE = 60
"""Seconds after which a change that is not on the page is held to be lost."""

QUIET = 3
"""Seconds that a writer leaves between two changes."""


class Pages:
    """The folder of pages that are served and follow the sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def settle(self) -> None:
        """Wait as long as a writer does; the checks of the last change may still run."""
        time.sleep(QUIET)


@contextmanager
def served(root: Path) -> Iterator[Pages]:
    """The pages of the book at *root* while ``retorno serve`` runs; it has built once when this begins."""
    command = [sys.executable, "-u", "-m", "retorno", "--root", str(root), "serve", "--port", "8790"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    told = None
    try:
        for line in process.stdout:
            if "follows your changes" in line:
                break
        # What is told later must go somewhere: a full pipe would hold the server up.
        told = Thread(target=deque, args=(process.stdout, 0), daemon=True)
        told.start()
        pages = Pages(root / "_site" / "en")
        pages.settle()
        yield pages
    finally:
        process.terminate()
        process.wait()
        if told:
            told.join()
        process.stdout.close()


def wait(page: Path, words: str) -> tuple[float, float, bool]:
    """Seconds until *page* shows *words*, no figure for memory, and whether it does at all."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        try:
            if words in page.read_text(encoding="utf-8"):
                return time.monotonic() - begun, 0.0, True
        except FileNotFoundError:
            pass  # the site is just being put in its place
        time.sleep(0.005)
    return time.monotonic() - begun, 0.0, False
