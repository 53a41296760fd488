"""Teaching products on the site: made by a process of their own, offered where pages have a place for them.

What fails there is a lack, told in one line, and never takes the site down; what is wrong in the
sources is a problem of the content, as everywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site import typesetting
from retorno.site.course_material.places import fill
from retorno.site.printing.answer import Lack, read, reason
from retorno.teaching.sources import Material

FOLDER = "teaching"
"""Where the products lie on the site, below it a folder for each edition."""

PRODUCT = "teaching material"
LOG = "_build/print/teaching-{edition}.log"
ANSWER = "answer.json"

KEPT_FROM_OFFLINE = ("*.pdf", "*.pptx", "*.ics", "teaching-*.zip", "teaching-*.imscc")
"""What the offline copy does not hold: it would be twice as large."""


def make_teaching(project: Project, staging: Path, editions: Sequence[str]) -> list[Lack]:
    """Make the products of all *editions* in *staging*, whose registry is written.

    Gives what could not be made. Raises :class:`ContentError` where a source is wrong.
    """
    if not Material(project).folder.is_dir():
        return []
    return [lack for edition in editions for lack in _run(project, staging, edition)]


def offer_teaching(staging: Path, editions: Sequence[str], without: Sequence[str] = ()) -> None:
    """Offer on the pages of all *editions* in *staging* what was made, but for what a pattern of *without* matches."""
    for edition in editions:
        fill(staging, edition, staging / FOLDER / edition, without)


def _run(project: Project, staging: Path, edition: str) -> list[Lack]:
    """Make the products of one edition."""
    target, log = staging / FOLDER / edition, project.root / LOG.format(edition=edition)
    try:
        target.mkdir(parents=True, exist_ok=True)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as told:
            status = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "retorno.site.course_material.workshop",
                    str(project.root),
                    str(staging),
                    edition,
                    str(os.getpid()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                cwd=project.root,
                env={**os.environ, "PYTHONHASHSEED": "0"},
                check=False,
            ).returncode
    except OSError as error:
        return [Lack(PRODUCT, reason(error), "“make site” tries again")]
    answer = read(target / ANSWER, status, [PRODUCT], edition)
    (target / ANSWER).unlink(missing_ok=True)
    if answer.problems:
        raise ContentError(answer.problems)
    if why := typesetting.why_not():
        return [*answer.lacks, Lack(f"{PRODUCT} as PDF", why, typesetting.how_to_get(typesetting.missing()))]
    return list(answer.lacks)
