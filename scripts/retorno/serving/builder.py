"""The process that builds: it imports Sphinx once and forks a child for each build.

Started as ``python -m retorno.serving.builder ROOT``. Each line on standard input asks for a
build; each answer is one JSON line on standard output: ``stage`` (``built`` or ``checked``),
``seconds`` and ``problems`` (a list of texts, empty when all is well).
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from retorno.edition import settings
from retorno.execution.keyed import Executor
from retorno.problems import ContentError
from retorno.project import Project
from retorno.site import EDITIONS, build, refuse_errors, store
from retorno.sparing import spare_imports


def preload(project: Project) -> None:
    """Import what a build needs: Sphinx, what it loads by itself, and the extensions of the book."""
    spare_imports()
    import nbformat.v4
    import sphinx.application
    import sphinx.builders.html

    import retorno.checks

    names = ["pygments.lexers.python", *sphinx.application.builtin_extensions]
    with contextlib.suppress(ContentError):  # the first build will say what is wrong with the settings
        names += settings(project)["extensions"]
    for name in names:
        import_module(name)
    nbformat.v4.new_notebook()  # makes its validator
    retorno.checks.rules()


def answer(project: Project, executor: Executor) -> Iterator[dict[str, Any]]:
    """Build the site, then run the checks; one answer for each."""
    begun = time.monotonic()
    problems = _problems(lambda: build(project, _silent, executor, checked=False, printed=False))
    yield {"stage": "built", "seconds": time.monotonic() - begun, "problems": problems}
    if not problems:
        problems = _problems(lambda: refuse_errors(project))
        yield {"stage": "checked", "seconds": time.monotonic() - begun, "problems": problems}


def _silent(line: str) -> None:
    """Nobody reads the stages of a build that takes a second."""


def _problems(work: Any) -> list[str]:
    try:
        work()
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    except Exception:
        return [traceback.format_exc(limit=-4)]
    return []


def main(root: Path) -> None:
    """Answer requests until there are no more."""
    project = Project.containing(root)
    executor = Executor(project.root, store(project), EDITIONS[0])
    executor.warm_up()
    executor.pictures.warm_up()
    preload(project)
    gc.freeze()  # a child that looks through all of this would copy it
    gc.set_threshold(100_000, 50, 100)
    for _ in sys.stdin:
        if not hasattr(os, "fork"):
            for reply in answer(project, executor):
                print(json.dumps(reply), flush=True)
            continue
        executor.warm_up()  # should it have died; a child could not tell
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BrokenPipeError):
                for reply in answer(project, executor):
                    print(json.dumps(reply), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            reply = {"stage": "built", "seconds": 0, "problems": ["The build ended without a word; try again."]}
            print(json.dumps(reply), flush=True)
    executor.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
