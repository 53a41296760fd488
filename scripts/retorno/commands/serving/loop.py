"""Watch the sources, build when they change, tell the open pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from watchfiles import Change, DefaultFilter, watch

from retorno.commands.serving.board import Board
from retorno.commands.serving.web import serve
from retorno.evidence.catalogue_pages import is_made
from retorno.project.paths import DATA_PAGES, Project
from sphinx_keyed_execution.lifeline import ending

IGNORED = ("_build", "_site", "_site.new", "_site.old", ".cache", ".venv", ".git", "tests", "__pycache__")

GRACE = 2.0
"""Seconds in which the process that builds may tidy up when it is no longer needed."""

ATTEMPTS = 2
"""How often a build is begun whose process dies; one death may be an accident."""


PATIENCE = 500
"""Milliseconds for which a look at the sources waits for a change."""


class Builder:
    """The warm process that builds, started anew when the code of the book changes or when it has died."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._process = self._start()

    def build(self) -> Iterator[dict[str, Any]]:
        """Ask for a build and pass on its answers: built, then checked; a build that died is begun again."""
        last: dict[str, Any] = {}
        for _ in range(ATTEMPTS):
            for last in self._answers():
                if last["stage"] == "died":
                    break
                yield last
            else:
                return
        again = "It was begun again and ended again; it is tried once more at the next change."
        yield {**last, "stage": "built", "problems": [" ".join([*last["problems"], again])]}

    def _answers(self) -> Iterator[dict[str, Any]]:
        """The answers to one request, the last of them *died* where the build or the process did."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write("build\n")
            self._process.stdin.flush()
        while line := self._process.stdout.readline():
            try:
                reply = json.loads(line)
            except ValueError:  # half a line, whose writer died
                continue
            yield reply
            if reply["stage"] in ("checked", "died"):
                return
        how = ending(self._process.wait())
        self.restart()
        yield {"stage": "died", "seconds": 0, "problems": [f"The process that builds ended {how}."]}

    def restart(self) -> None:
        """Start again with the code as it is now."""
        self.close()
        self._process = self._start()

    def close(self) -> None:
        """End the process, and with it what it has started."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "retorno.commands.serving.builder", str(self.root), str(os.getpid())]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(project: Project, port: int, say: Callable[[str], None]) -> None:
    """Serve the book and rebuild it on every change, until interrupted."""
    board = Board()
    server = serve(project.root / "_site", board, port)
    if port not in (0, server.server_port):
        say(f"Port {port} is taken by another program; this is port {server.server_port}.")
    builder = Builder(project.root)
    try:
        watched = _watched(project.root)
        next(watched)  # from here on no change is missed, not even one made while the first build runs
        say("Building the book …")
        _build(builder, board, say)
        say(f"The book is at http://127.0.0.1:{server.server_port}/ and follows your changes. Stop with Ctrl+C.")
        for changes in filter(None, watched):
            if not (names := _sources(project, changes)):
                continue
            say(f"Changed: {', '.join(names[:5])}")
            if any(name.startswith("scripts/") for name in names):
                builder.restart()
            _build(builder, board, say)
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        server.shutdown()
        builder.close()


def _sources(project: Project, changes: set[tuple[Change, str]]) -> list[str]:
    """What changed, without what the build itself has written: the pages of data sets."""
    folder = project.root / DATA_PAGES
    paths = [Path(path) for _, path in changes]
    own = [path for path in paths if path != folder and not (path.is_file() and is_made(path))]
    return sorted({project.relative(path) for path in own})


def _watched(root: Path) -> Iterator[set[tuple[Change, str]]]:
    """What changed below *root* since the last answer, after at most `PATIENCE`, so that the first comes at once."""
    ignoring = DefaultFilter(ignore_dirs=IGNORED)
    return watch(root, watch_filter=ignoring, debounce=120, step=40, rust_timeout=PATIENCE, yield_on_timeout=True)


def _build(builder: Builder, board: Board, say: Callable[[str], None]) -> None:
    for reply in builder.build():
        board.post(reply)
        problems, warnings = reply["problems"], reply.get("warnings", [])
        is_last = reply["stage"] != "built" or not problems  # else the checks tell all of it, and better
        if is_last and (problems or warnings):
            say("\n".join([*problems, *warnings]))
        say(f"{reply['stage']} in {reply['seconds']:.2f} s{_counted(problems, warnings)}")


def _counted(problems: list[str], warnings: list[str]) -> str:
    told = [f"{len(problems)} to mend"] * bool(problems) + [f"{len(warnings)} to look at"] * bool(warnings)
    return "".join(f", {part}" for part in told)
