"""The process that makes the PDF and the ePub of one edition.

Usage: python -m retorno.printing.make ROOT EDITION FOLDER

Started by :class:`retorno.printing.Print`. Where the content is wrong, it writes the problems as
JSON on its last line and ends with status 1.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from retorno.execution.keyed import Executor
from retorno.execution.store import Store
from retorno.printing import archive, pages, pdf
from retorno.printing.facts import edition_date
from retorno.problems import ContentError
from retorno.project import Project


def make(project: Project, edition: str, folder: Path) -> None:
    """Make the files in *folder*: all of them, or the folder is not there."""
    day = edition_date(project)
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
    partial.mkdir(parents=True)
    executor = Executor(project.root, Store(project.root / ".cache" / "executions"), edition)
    try:
        written = pages.write(project, edition, executor)
        archive.epub(written.folder, partial / f"retorno-{edition}.epub", day)
        if not pdf.why_not():
            pdf.make(written, partial / f"retorno-{edition}.pdf")
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    finally:
        executor.close()
        shutil.rmtree(partial, ignore_errors=True)


def main(root: str, edition: str, folder: str) -> int:
    """Make the files; returns the exit status."""
    try:
        make(Project(Path(root)), edition, Path(folder))
    except ContentError as error:
        print(json.dumps([problem.as_dict() for problem in error.problems]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
