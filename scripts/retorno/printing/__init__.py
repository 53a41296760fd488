"""The book to keep: PDF and ePub, made beside the site and only when something in them has changed.

One process an edition makes them, while the pages of the site are written. What it made is kept
below ``.cache/print``, by a hash of everything that it was made from.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from retorno.execution.inputs import digest
from retorno.printing.facts import edition_date
from retorno.problems import ContentError, Problem
from retorno.project import Project

LIBRARIES = ("weasyprint", "pydyf", "sphinx-exercise")
"""The libraries whose versions can change what is printed, besides those that write the site."""

KEPT = 4
"""How many prints of an edition are kept."""

HOW = "On Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class Print:
    """The PDF and the ePub of one *edition*, whose sources are in *state* (a hash of them all)."""

    def __init__(self, project: Project, edition: str, state: str) -> None:
        self.project = project
        self.edition = edition
        day = edition_date(project)
        versions = [f"{name} {version(name)}" for name in LIBRARIES]
        self.kept = project.root / ".cache" / "print" / edition
        self.folder = self.kept / digest("\n".join([state, edition, day.isoformat(), *versions]))
        self._process: subprocess.Popen[str] | None = None

    @property
    def names(self) -> tuple[str, str]:
        """What the files are called: the PDF, the ePub."""
        return f"retorno-{self.edition}.pdf", f"retorno-{self.edition}.epub"

    def begin(self) -> None:
        """Start making what is not there yet, without waiting for it."""
        if self._process is None and not self.complete():
            self._process = subprocess.Popen(
                [sys.executable, "-m", "retorno.printing.make", str(self.project.root), self.edition, str(self.folder)],
                stdout=subprocess.PIPE,
                text=True,
                cwd=self.project.root,
                env={**os.environ, "PYTHONHASHSEED": "0"},
            )

    def finish(self) -> list[Path]:
        """Wait for the files; gives those that there are.

        Raises :class:`ContentError` where the pages of the book are wrong.
        """
        self.begin()
        if self._process is not None:
            told, _ = self._process.communicate()
            status, self._process = self._process.returncode, None
            if status == 1:
                raise ContentError([Problem(**problem) for problem in json.loads(told.splitlines()[-1])])
            if status:
                raise OSError(f"printing the book ended with status {status}; the lines above say why")
            self._trim()
        os.utime(self.folder)
        return [path for name in self.names if (path := self.folder / name).is_file()]

    def cancel(self) -> None:
        """Stop, because the build has failed elsewhere."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def lack(self) -> str:
        """What is missing, and how to get it, in one line; empty if nothing is."""
        from retorno.printing.pdf import why_not

        if (self.folder / self.names[0]).is_file():
            return ""
        return f"No PDF was made, since WeasyPrint cannot start here ({why_not()}). {HOW}, then build again."

    def complete(self) -> bool:
        """Whether everything is there that can be made on this machine."""
        if not (self.folder / self.names[1]).is_file():
            return False
        if (self.folder / self.names[0]).is_file():
            return True
        from retorno.printing.pdf import why_not

        return bool(why_not())  # an ePub alone is all that can be had here

    def _trim(self) -> None:
        """Keep the prints used last."""
        found = sorted(self.kept.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in found[KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
