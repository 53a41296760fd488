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

    def is_there(self) -> bool:
        """Whether its program is installed."""
        return shutil.which(self.command[0]) is not None


def _own(name: str) -> str:
    """A program of this environment."""
    return str(Path(sys.executable).parent / name)


RETORNO = Tool("Retorno", "retorno", (_own("retorno"), "site", "--unchecked", "--no-print"), "_site/en", "cache")

OTHER = Path(sys.prefix) / "jupyter-book"
"""The environment of Jupyter Book, which asks for a Sphinx of its own; `make setup-tests` makes it."""

JUPYTER_BOOK = (str(OTHER / "bin" / "jupyter-book"), "build")

TOOLS = (
    RETORNO,
    Tool("Jupyter Book, cache", "jupyter-book", (*JUPYTER_BOOK, "."), "_build/html", "cache"),
    Tool("Jupyter Book, force", "jupyter-book", (*JUPYTER_BOOK, "--all", "."), "_build/html", "force"),
    Tool("MyST", "myst", ("myst", "build", "--html", "--execute"), "_build/html", "on"),
    Tool("Quarto, freeze", "quarto", ("quarto", "render"), "_site", "auto"),
    Tool("Quarto, no freeze", "quarto", ("quarto", "render"), "_site", "false"),
)
"""Jupyter Book twice: as it comes, and in the only way in which it shows a changed number."""
