"""Builds that are stopped or killed at a named point, so that no test of that depends on luck.

Run as a program, it is a build in which something dies: ``python tests/faults.py POINT VICTIM ROOT
[ARGUMENTS of retorno site]``. The point is a function that the build calls, and a moment: before
the call or after it. The victim is the build itself or one of the processes that it has started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil

POINTS: dict[str, tuple[str, str, int]] = {
    "before anything is cleared": ("retorno.site.build:clear", "before", 1),
    "when the notebooks have begun": ("sphinx_keyed_execution.keyed:Executor.begin", "after", 1),
    "while a notebook is waited for": ("sphinx_keyed_execution.keyed:Executor._receive", "before", 1),
    "while a picture is waited for": ("retorno.execution.drawing:Pictures.svg", "before", 1),
    "while something is kept": ("sphinx_keyed_execution.kept_files:os.replace", "before", 1),
    "while pages are read": ("sphinx.builders:Builder.read_doc", "after", 1),
    "while what was read is written down": ("sphinx.builders:pickle.dump", "before", 2),
    "when all is read": ("sphinx_content_freshness.freshness:Freshness.page_states", "before", 1),
    "while pages are written": ("sphinx.builders.html:StandaloneHTMLBuilder.write_doc", "after", 2),
    "in the middle of a page": ("sphinx.jinja2glue:BuiltinTemplateLoader.render", "after", 2),
    "while figures are written": ("retorno.book.figures.figure_files:replace", "after", 1),
    "when the pages are written": ("retorno.book.values.published_files:publish", "before", 1),
    "before it is noted what was read": ("retorno.project.manifest:note", "before", 1),
    "before it is noted what was written": ("retorno.project.manifest:note", "before", 2),
    "before the printed book is waited for": ("retorno.site.printing:Print.finish", "before", 1),
    "before the copy of the site": ("retorno.site.publication:shutil.copytree", "before", 1),
    "in the middle of the copy": ("retorno.site.publication:filecmp.cmp", "after", 3),
    "before the exchange": ("retorno.site.publication:swap", "before", 1),
    "after the exchange": ("retorno.site.publication:swap", "after", 1),
    "before it is noted what is published": ("retorno.site.build:note_published", "before", 1),
    "when it is noted": ("retorno.site.build:note_published", "after", 1),
}
"""Where: module and function, as they are looked up; before or after the call; and at which call."""

RENAMES: dict[str, tuple[str, str, int]] = {
    "before the first rename": ("retorno.site.publication:Path.rename", "before", 1),
    "between the two renames": ("retorno.site.publication:Path.rename", "before", 2),
    "after the second rename": ("retorno.site.publication:Path.rename", "after", 2),
}
"""The same where the system cannot exchange two folders."""

PLACES = {"the server of notebooks": "sphinx_keyed_execution.server", "the drawing": "retorno.execution.drawing"}
PRINT = "retorno.site.printing.make"
PATIENCE = 20.0
"""Seconds after which a process that was to be there, or gone, is given up."""


def victims(build: psutil.Process, name: str) -> list[psutil.Process]:
    """The processes of a *build* that *name* means."""
    below = build.children(recursive=True)
    if name == "the build":
        return [build]
    if name == "all":
        return [build, *below]
    if name == "a notebook":
        servers = {process.pid for process in below if _runs(process, PLACES["the server of notebooks"])}
        return [process for process in below if process.ppid() in servers]
    module = PRINT if name == "the print" else PLACES[name]
    found = [process for process in below if _runs(process, module)]
    started = {process.pid for process in found}
    return [process for process in found if process.ppid() not in started]  # not what the server has forked


def _runs(process: psutil.Process, module: str) -> bool:
    try:
        return module in process.cmdline()
    except psutil.Error:
        return False


def kill(build: psutil.Process, name: str) -> None:
    """Kill what *name* means, as soon as it is there."""
    deadline = time.monotonic() + PATIENCE
    while not (found := victims(build, name)):
        if time.monotonic() > deadline:
            raise TimeoutError(f"there is no process that is {name}")
        time.sleep(0.01)
    for process in found[::-1]:  # this one last
        process.send_signal(signal.SIGKILL)


def arm(where: tuple[str, str, int], strike: Callable[[], None]) -> None:
    """Let *strike* happen at a point of this process."""
    place, moment, count = where
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    original = getattr(owner, name)
    calls = 0

    def armed(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        struck = calls == count
        if struck and moment == "before":
            strike()
        result = original(*arguments, **options)
        if struck and moment == "after":
            strike()
        return result

    setattr(owner, name, armed)


def build(point: str, victim: str, root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A build of the book at *root* in which *victim* dies at *point*; its output is in ``stdout``."""
    command = [sys.executable, __file__, point, victim, str(root), "site", "--unchecked", *options]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)


def main(point: str, victim: str, root: str, *arguments: str) -> int:
    """Build, and let it happen."""
    from retorno.commands.cli import main as retorno
    from retorno.site import publication
    from retorno.site.startup import spare_imports

    spare_imports()
    if point in RENAMES:
        publication.swap = lambda one, other: False  # type: ignore[attr-defined]
    arm({**POINTS, **RENAMES}[point], lambda: kill(psutil.Process(os.getpid()), victim))
    return retorno(["--root", root, *arguments])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
