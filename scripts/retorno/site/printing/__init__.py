"""The book to keep: PDF and ePub, made beside the site and only when something in them has changed.

One process an edition makes them, while the pages of the site are written. What it made is kept
below ``.cache/print``, by a hash of everything that it was made from.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib.metadata import version
from pathlib import Path

from retorno.project import manifest
from retorno.project.files import keep_newest
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site import typesetting
from retorno.site.printing import volumes
from retorno.site.printing.answer import EPUB, LOG, NAME, PDF, Answer, Lack, again, read, reason, unfinished
from retorno.site.printing.edition_facts import edition_date
from retorno.site.waiting_process import WaitingProcess
from sphinx_keyed_execution.inputs import digest

LIBRARIES = ("weasyprint", "pydyf", "sphinx-exercise")
"""The libraries whose versions can change what is printed, besides those that write the site."""

KEPT = 4
"""How many prints of an edition are kept."""

MAKE = "retorno.site.printing.make"
"""The module that the process runs."""

WHOLE = "whole.json"
"""What stands beside the files and tells whether they are as they were made."""


@dataclass(frozen=True)
class Offer:
    """A file to keep: its *kind*, its *file* below the root of the site, its *title* if it is not that of the book."""

    kind: str
    file: str
    title: str
    folder: Path
    """Where the file lies until the site is published."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / self.file


class Print:
    """The PDF and the ePub of one *edition*, whose sources are in *state* (a hash of them all)."""

    def __init__(self, project: Project, edition: str, state: str) -> None:
        self.project = project
        self.edition = edition
        day = edition_date(project)
        self._epoch = int(datetime.combine(day, time(), UTC).timestamp())
        versions = [f"{name} {version(name)}" for name in LIBRARIES]
        self.kept = project.root / ".cache" / "print" / edition
        self.folder = self.kept / digest("\n".join([state, edition, day.isoformat(), *versions]))
        self.log = LOG.format(edition=edition)
        self._making = unfinished(self.folder.with_name(f"{self.folder.name}.{os.getpid()}"))
        self._process: WaitingProcess | None = None
        self._answer = Answer()

    @property
    def products(self) -> dict[str, Path]:
        """The files by what they are."""
        return {EPUB: self.folder / f"retorno-{self.edition}.epub", PDF: self.folder / f"retorno-{self.edition}.pdf"}

    def begin(self) -> None:
        """Start the process that makes what is not there yet: it gets ready, and waits for :meth:`go`."""
        if self._process is not None or self.complete():
            return
        try:
            self._making.mkdir(parents=True)
            given = [str(self.project.root), self.edition, str(self._making)]
            # The date is for fontTools, which else writes the time into the faces that it cuts down.
            dated = {"SOURCE_DATE_EPOCH": str(self._epoch)}
            self._process = WaitingProcess(MAKE, given, self.project.root, self.project.root / self.log, dated)
        except OSError as error:
            self._answer = self._nothing(error)

    def go(self) -> None:
        """Have it begin: all notebooks have been executed, so that it finds what they gave."""
        if self._process is not None:
            self._process.go()

    def _nothing(self, error: OSError) -> Answer:
        """The answer where *error* is in the way of every product."""
        return Answer(tuple(Lack(product, reason(error), again(self.log)) for product in self.products))

    def finish(self) -> list[Offer]:
        """Wait for the files; gives those that there are, and :meth:`lacks` tells the others.

        Raises :class:`ContentError` where the pages of the book, or the PDF, are wrong.
        """
        self.begin()
        self.go()
        if self._process is not None:
            status = self._process.wait()
            self._process = None
            unmade = [product for product, path in self.products.items() if not (self._making / path.name).is_file()]
            self._answer = read(self._making / NAME, status, unmade, self.log)
            if self._answer.problems:
                raise ContentError(self._answer.problems)
            self._keep()
        return self.offers()

    def offers(self) -> list[Offer]:
        """What there is to offer, in the order in which it is offered."""
        found = [Offer(one["kind"], one["file"], one["title"], self.folder) for one in volumes.noted(self.folder)]
        epub = Offer(EPUB, self.products[EPUB].name, "", self.folder)
        return [offer for offer in (*found, epub) if offer.path.is_file()]

    def _keep(self) -> None:
        """Keep what was made, and throw away what was used longest ago."""
        try:
            manifest.note(self._making / WHOLE, self._making)
            shutil.rmtree(self.folder, ignore_errors=True)
            self._making.rename(self.folder)
            os.utime(self.folder)
        except OSError as error:
            self._answer = self._nothing(error)
        keep_newest(self.kept.iterdir(), KEPT)

    def cancel(self) -> None:
        """Stop, because the build has failed elsewhere."""
        if self._process is not None:
            self._process.kill()
            self._process = None
        shutil.rmtree(self._making, ignore_errors=True)

    def lacks(self) -> tuple[Lack, ...]:
        """What is missing, why, and how to get it."""
        if self.products[PDF].is_file() or not (why := typesetting.why_not()):
            return self._answer.lacks
        others = (lack for lack in self._answer.lacks if lack.product != PDF)
        return (*others, Lack(PDF, why, typesetting.how_to_get(typesetting.missing())))

    def complete(self) -> bool:
        """Whether everything is there that can be made on this machine."""
        if not self.products[EPUB].is_file() or not manifest.holds(self.folder / WHOLE, self.folder):
            return False
        return self.products[PDF].is_file() or bool(typesetting.why_not())
