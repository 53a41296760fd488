"""Teaching products on the site: made by a process of their own, offered where pages have a place for them.

What fails there is a lack, told in one line, and never takes the site down; what is wrong in the
sources is a problem of the content, as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site import typesetting
from retorno.site.course_material.places import fill
from retorno.site.printing.answer import Lack, read, reason
from retorno.site.waiting_process import WaitingProcess
from retorno.teaching.sources import Material

FOLDER = "teaching"
"""Where the products lie on the site, below it a folder for each edition."""

PRODUCT = "teaching material"
AGAIN = "“make site” tries again"
LOG = "_build/print/teaching-{edition}.log"
ANSWER = "answer.json"
WORKSHOP = "retorno.site.course_material.workshop"

KEPT_FROM_OFFLINE = ("*.pdf", "*.pptx", "*.ics", "teaching-*.zip", "teaching-*.imscc")
"""What the offline copy does not hold: it would be twice as large."""


class Teaching:
    """The making of the products of all *editions* in *staging*, each edition in a process of its own.

    The processes get ready from :meth:`begin` on, and set to work at :meth:`go`, when the registry is written.
    """

    def __init__(self, project: Project, staging: Path, editions: Sequence[str]) -> None:
        material = Material(project).folder.is_dir()
        self._workers = [_Worker(project, staging, edition) for edition in editions if material]

    def begin(self) -> None:
        """Start the processes."""
        for worker in self._workers:
            worker.begin()

    def go(self) -> None:
        """Have them begin."""
        for worker in self._workers:
            worker.go()

    def finish(self) -> list[Lack]:
        """Wait for them; gives what could not be made. Raises :class:`ContentError` where a source is wrong."""
        return [lack for worker in self._workers for lack in worker.finish()]

    def cancel(self) -> None:
        """Stop, because the build has failed elsewhere."""
        for worker in self._workers:
            worker.cancel()


def make_teaching(project: Project, staging: Path, editions: Sequence[str]) -> list[Lack]:
    """Make the products of all *editions* in *staging*, whose registry is written: a whole :class:`Teaching`."""
    teaching = Teaching(project, staging, editions)
    teaching.begin()
    teaching.go()
    return teaching.finish()


def offer_teaching(staging: Path, editions: Sequence[str], without: Sequence[str] = ()) -> None:
    """Offer on the pages of all *editions* in *staging* what was made, but for what a pattern of *without* matches."""
    for edition in editions:
        fill(staging, edition, staging / FOLDER / edition, without)


class _Worker:
    """The process that makes the products of one edition."""

    def __init__(self, project: Project, staging: Path, edition: str) -> None:
        self.project, self.staging, self.edition = project, staging, edition
        self._process: WaitingProcess | None = None
        self._lack: list[Lack] = []

    @property
    def _target(self) -> Path:
        return self.staging / FOLDER / self.edition

    def begin(self) -> None:
        given = [str(self.project.root), str(self.staging), self.edition]
        log = self.project.root / LOG.format(edition=self.edition)
        try:
            self._process = WaitingProcess(WORKSHOP, given, self.project.root, log)
        except OSError as error:
            self._lack = [Lack(PRODUCT, reason(error), AGAIN)]

    def go(self) -> None:
        if self._process is not None:
            self._process.go()

    def finish(self) -> list[Lack]:
        if self._process is None:
            return self._lack
        answer = read(self._target / ANSWER, self._process.wait(), [PRODUCT], LOG.format(edition=self.edition))
        self._process = None
        (self._target / ANSWER).unlink(missing_ok=True)
        if answer.problems:
            raise ContentError(answer.problems)
        if why := typesetting.why_not():
            return [*answer.lacks, Lack(f"{PRODUCT} as PDF", why, typesetting.how_to_get(typesetting.missing()))]
        return list(answer.lacks)

    def cancel(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None
