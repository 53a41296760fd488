"""The process that builds: it imports Sphinx once and forks a child for each build.

Started as ``python -m retorno.commands.serving.builder ROOT PARENT``. Each line on standard input asks for
a build; each answer is one JSON line on standard output: ``stage`` (``built``, ``checked`` or
``died``), ``seconds`` and ``problems`` (a list of texts, empty when all is well).
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from retorno.execution.drawing import DRAWS
from retorno.execution.hooks import executor as executor_of
from retorno.project import unforeseen
from retorno.project.paths import Project
from retorno.project.problems import ContentError, MachineError
from retorno.site.build import build, refuse_errors, store
from retorno.site.startup import preload
from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.keyed import Executor


def _preload(project: Project) -> None:
    """Import what a build and the checks need."""
    preload(project)
    import nbformat.v4

    import retorno.checks

    nbformat.v4.new_notebook()  # makes its validator
    retorno.checks.known_rules()


def answer(project: Project, executor: Executor) -> Iterator[dict[str, Any]]:
    """Build the site, then run the checks; one answer for each."""
    begun = time.monotonic()
    problems = _problems(project, lambda: build(project, _silent, executor, checked=False, printed=False))
    yield {"stage": "built", "seconds": time.monotonic() - begun, "problems": problems}
    if not problems:
        problems = _problems(project, lambda: refuse_errors(project))
        yield {"stage": "checked", "seconds": time.monotonic() - begun, "problems": problems}


def _silent(line: str) -> None:
    """Nobody reads the stages of a build that takes a second."""


def _problems(project: Project, work: Callable[[], object]) -> list[str]:
    """What went wrong while *work* was done, in words; what nobody foresaw stands in full in a log."""
    try:
        work()
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    except (MachineError, OSError) as error:
        return [f"The machine is in the way: {error}. The site was not changed."]
    except Exception as error:
        return [f"Retorno itself failed, which is no fault of yours: {unforeseen.report(error, project.root)}"]
    return []


def main(root: Path, parent: int) -> None:
    """Answer requests until there are no more."""
    lifeline.end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that serves decides
    project = Project.containing(root)
    executor = executor_of(project.root, store(project))
    executor.warm_up()
    if executor.finishing:
        executor.finishing.expect([DRAWS])
    _preload(project)
    gc.freeze()  # a child that looks through all of this would copy it
    gc.set_threshold(100_000, 50, 100)
    for _ in sys.stdin:
        if not hasattr(os, "fork"):
            for reply in answer(project, executor):
                print(json.dumps(reply), flush=True)
            continue
        executor.warm_up()  # should it have died; a child could not tell
        own = os.getpid()
        child = os.fork()
        if child == 0:
            lifeline.end_with(own)
            with contextlib.suppress(BrokenPipeError):
                for reply in answer(project, executor):
                    print(json.dumps(reply), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            how = lifeline.ending(os.waitstatus_to_exitcode(status))
            # On a line of its own, should the child have died in the middle of one.
            died = {"stage": "died", "seconds": 0, "problems": [f"The build ended {how}."]}
            print(f"\n{json.dumps(died)}", flush=True)
    executor.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
