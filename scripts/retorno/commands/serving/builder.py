"""The process that builds: it imports Sphinx once and forks a child for each build.

Started as ``python -m retorno.commands.serving.builder ROOT PARENT``. Each line on standard input asks for
a build; each answer is one JSON line on standard output: ``stage`` (``built``, ``checked`` or
``died``), ``seconds``, ``problems`` (a list of texts, empty when all is well) and ``warnings``.
The signal SIGUSR1 ends what runs in the child, which then has ``died``: the checks of what has changed again.
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

from retorno import checks
from retorno.changes.report import line
from retorno.checks import problem_report
from retorno.checks.reading.content import Content
from retorno.execution.drawing import DRAWS
from retorno.execution.hooks import executor as executor_of
from retorno.project import unforeseen
from retorno.project.paths import Project
from retorno.project.problems import ContentError, MachineError, Problem
from retorno.site import known_states
from retorno.site.build import build, fingerprint, store
from retorno.site.startup import preload
from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.keyed import Executor


def _preload(project: Project) -> None:
    """Import what a build and the checks need."""
    preload(project)
    import nbformat.v4

    nbformat.v4.new_notebook()  # makes its validator
    checks.known_rules()


def answer(project: Project, executor: Executor) -> Iterator[dict[str, Any]]:
    """Build the site, then run the checks, whatever the build says; one answer for each.

    The second holds all that there is to mend: what the checks find, and what only the build can see.
    """
    begun = time.monotonic()
    of_build, stopped = _problems(project, lambda: build(project, _silent, executor, checked=False, printed=False))
    yield {"stage": "built", "seconds": time.monotonic() - begun, **_told(project, of_build, stopped)}
    found: list[Problem] = []
    _, failed = _problems(project, lambda: found.extend(checks.run(Content(project))))
    both = [*found, *(one for one in of_build if not _is_echo(one, found))]
    told = _told(project, both, [*stopped, *failed])
    if not of_build and not stopped:
        moved = known_states.major_changes(project, fingerprint(project))
        told["warnings"] += [f"otherwise than main: {line(one)}" for one in moved]
    yield {"stage": "checked", "seconds": time.monotonic() - begun, **told}


def _silent(line: str) -> None:
    """Nobody reads the stages of a build that takes a second."""


def _problems(project: Project, work: Callable[[], object]) -> tuple[list[Problem], list[str]]:
    """What was wrong with the content while *work* was done, and what else ended it, in words.

    What nobody foresaw stands in full in a log.
    """
    try:
        work()
    except ContentError as error:
        return error.problems, []
    except (MachineError, OSError) as error:
        return [], [f"The machine is in the way: {error}. The site was not changed."]
    except Exception as error:
        return [], [f"Retorno itself failed, which is no fault of yours: {unforeseen.report(error, project.root)}"]
    return [], []


def _told(project: Project, found: list[Problem], stopped: list[str]) -> dict[str, list[str]]:
    """Problems as texts, those to mend and those to look at."""
    errors = [one for one in found if one.severity == "error"]
    warnings = [one for one in found if one.severity != "error"]
    return {
        "problems": [*stopped, *(problem_report.one_as_text(one, project) for one in errors)],
        "warnings": [problem_report.one_as_text(one, project) for one in warnings],
    }


def _is_echo(of_build: Problem, found: list[Problem]) -> bool:
    """Whether the checks have told, in words that say what would be right, what the build stumbled over."""
    return any(
        one.severity == "error" and one.file == of_build.file and (one.line == of_build.line or not of_build.line)
        for one in found
    )


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
        if status := _forked(project, executor):
            how = lifeline.ending(os.waitstatus_to_exitcode(status))
            # On a line of its own, should the child have died in the middle of one.
            died = {"stage": "died", "seconds": 0, "problems": [f"The build ended {how}."]}
            print(f"\n{json.dumps(died)}", flush=True)
    executor.close()


def _forked(project: Project, executor: Executor) -> int:
    """Answer in a child; gives how it ended, as :func:`os.waitpid` does."""
    own = os.getpid()
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    child = os.fork()
    if child == 0:
        lifeline.end_with(own)
        with contextlib.suppress(BrokenPipeError):
            for reply in answer(project, executor):
                print(json.dumps(reply), flush=True)
        os._exit(0)

    def end(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGUSR1, end)
    _, status = os.waitpid(child, 0)
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    return status


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
