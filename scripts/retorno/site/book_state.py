"""The state of the book, from a build that reads every page and writes none.

Run as ``python -m retorno.site.book_state ROOT STORE FILE`` it leaves the state of the book at ROOT in
FILE, with executions from STORE. Where the content is wrong it leaves the problems there, and ends with 1.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from retorno.changes.states import State
from retorno.execution import hooks
from retorno.project import book_settings
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.project.progress import Tell
from retorno.site.build import EDITIONS
from retorno.site.edition import run
from sphinx_keyed_execution.store import Store


def state_of(project: Project, store: Store, tell: Tell) -> State:
    """The book as its files are now; raises :class:`ContentError` where a notebook does not run.

    What else is wrong on a page is for the checks and the site to tell: it can be compared all the same.
    """
    from retorno.book.state.state_file import FILE, StateBuilder

    folder = project.root / "_build" / "state"
    executor = hooks.executor(project.root, store, tell=tell)
    try:
        run(
            project,
            tell,
            executor,
            outdir=folder,
            doctreedir=project.root / "_build" / "doctrees" / "state",
            buildername=StateBuilder.name,
            confoverrides={**book_settings.of_sphinx(project), "language": EDITIONS[0]},
            lenient=True,
        )
    finally:
        executor.close()
    return State.from_dict(json.loads((folder / FILE).read_text(encoding="utf-8")))


def main(root: str, store: str, file: str) -> int:
    """Leave the state, or what is wrong."""
    try:
        found = state_of(Project(Path(root)), Store(Path(store)), lambda line: print(line, flush=True))
    except ContentError as error:
        Path(file).write_text(json.dumps([problem.as_dict() for problem in error.problems]), encoding="utf-8")
        return 1
    Path(file).write_text(json.dumps(found.as_dict()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
