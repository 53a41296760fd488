"""The tools that take part: how each builds the book in a folder, and where it puts the pages."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tool:
    """One contestant.

    *kind* says which settings it reads: ``retorno``, ``jupyter-book``, ``myst`` or ``quarto``;
    *mode* is what its setting for execution says.
    """

    name: str
    kind: str
    command: tuple[str, ...]
    pages: str
    mode: str
    products: tuple[str, ...] = ()
    """The files beside the pages that it makes, all of them to be looked at for the new number."""

    needs: tuple[str, ...] = ()
    """Programs besides the first of its command."""

    def is_there(self) -> bool:
        """Whether its programs are installed."""
        return all(shutil.which(program) for program in (self.command[0], *self.needs))


def _own(name: str) -> str:
    """A program of this environment."""
    return str(Path(sys.executable).parent / name)


RETORNO = Tool("Retorno", "retorno", (_own("retorno"), "site", "--unchecked", "--no-print"), "_site/en", "cache")

EVERYTHING = Tool(
    "Retorno",
    "retorno",
    (_own("retorno"), "site", "--unchecked"),
    "_site/en",
    "cache",
    ("_site/retorno-en.pdf", "_site/retorno-en.epub", "_site/offline.zip"),
)
"""The same with all that it makes for a reader to keep."""

OTHER = Path(sys.prefix) / "jupyter-book"
"""The environment of Jupyter Book, which asks for a Sphinx of its own; `make setup-tests` makes it."""

JUPYTER_BOOK = (str(OTHER / "bin" / "jupyter-book"), "build")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _browser() -> str:
    """The browser that is there; the first of those that would do, if none is."""
    return next((name for name in BROWSERS if shutil.which(name)), BROWSERS[0])


def _with_pdf(*arguments: str) -> tuple[str, ...]:
    """Jupyter Book's pages, and its book on one page, from which the browser makes a PDF, as its ``pdfhtml`` does."""
    book, *build = JUPYTER_BOOK
    pages = " ".join([book, *build, *arguments])
    printed = f"{_browser()} --headless --no-sandbox --disable-gpu --print-to-pdf=_build/book.pdf"
    return ("sh", "-c", f"{pages} && {book} build . --builder singlehtml && {printed} _build/singlehtml/index.html")


TOOLS = (
    RETORNO,
    EVERYTHING,
    Tool("Jupyter Book, cache", "jupyter-book", (*JUPYTER_BOOK, "."), "_build/html", "cache"),
    Tool("Jupyter Book, force", "jupyter-book", (*JUPYTER_BOOK, "--all", "."), "_build/html", "force"),
    Tool(
        "Jupyter Book, cache",
        "jupyter-book",
        _with_pdf("."),
        "_build/html",
        "cache",
        ("_build/book.pdf",),
        (JUPYTER_BOOK[0], _browser()),
    ),
    Tool(
        "Jupyter Book, force",
        "jupyter-book",
        _with_pdf("--all", "."),
        "_build/html",
        "force",
        ("_build/book.pdf",),
        (JUPYTER_BOOK[0], _browser()),
    ),
    Tool("MyST", "myst", ("myst", "build", "--html", "--execute"), "_build/html", "on"),
    Tool("Quarto, freeze", "quarto", ("quarto", "render"), "_site", "auto"),
    Tool("Quarto, no freeze", "quarto", ("quarto", "render"), "_site", "false"),
)
"""Jupyter Book twice: as it comes, and in the only way in which it shows a changed number. Those with products take
part once more with these."""
