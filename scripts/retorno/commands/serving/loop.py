"""Watch the sources, build when they change, tell the open pages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, TextIO

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
"""Milliseconds for which a look at the sources waits for a change; then it is seen whether the checks are over."""


class Builder:
    """The warm process that builds, started anew when the code of the book changes or when it has died."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._begin()

    def build(self) -> dict[str, Any]:
        """Ask for a build and wait for its answer; one that died is begun again. Checks that still run are ended."""
        self._abandon_checks()
        reply: dict[str, Any] = {}
        for _ in range(ATTEMPTS):
            with suppress(BrokenPipeError):
                self._input.write("build\n")
                self._input.flush()
            reply = self._reply()
            if reply["stage"] == "built":
                self._checking = True
                return reply
        again = "It was begun again and ended again; it is tried once more at the next change."
        return {**reply, "stage": "built", "problems": [" ".join([*reply["problems"], again])]}

    def checked(self) -> dict[str, Any] | None:
        """What the checks that follow the last build say; None as long as they run, and when it has been told."""
        if not self._checking or self._lines.empty():
            return None
        self._checking = False
        return {**self._reply(), "stage": "checked"}

    def _abandon_checks(self) -> None:
        """The sources are others by now: nobody waits for what the checks say of them."""
        if self._checking:
            self._end_checks()
            self._reply()
            self._checking = False

    def _end_checks(self) -> None:
        if hasattr(signal, "SIGUSR1"):  # where there is none, they come to their end
            self._process.send_signal(signal.SIGUSR1)

    def _reply(self) -> dict[str, Any]:
        """The next answer, as soon as it is there; *died* where the build, the checks or the process did."""
        while (line := self._lines.get()) is not None:
            with suppress(ValueError):  # half a line, whose writer died
                reply: dict[str, Any] = json.loads(line)
                return reply
        how = ending(self._process.wait())
        self.restart()
        return {"stage": "died", "seconds": 0, "problems": [f"The process that builds ended {how}."]}

    def restart(self) -> None:
        """Start again with the code as it is now."""
        self.close()
        self._begin()

    def close(self) -> None:
        """End the process, and with it what it has started."""
        if self._checking:
            self._end_checks()
        with suppress(BrokenPipeError):
            self._input.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()

    def _begin(self) -> None:
        command = [sys.executable, "-m", "retorno.commands.serving.builder", str(self.root), str(os.getpid())]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._checking = False
        self._input: IO[str] = self._process.stdin
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._reader = Thread(target=_hand_over, args=(self._process.stdout, self._lines), daemon=True)
        self._reader.start()


def _hand_over(stream: TextIO, lines: SimpleQueue[str | None]) -> None:
    """Put each line of *stream* into *lines*, and None at its end."""
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(None)


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
        _tell(builder.build(), board, say)
        say(f"The book is at http://127.0.0.1:{server.server_port}/ and follows your changes. Stop with Ctrl+C.")
        for changes in watched:
            if names := _sources(project, changes):
                say(f"Changed: {', '.join(names[:5])}")
                if any(name.startswith("scripts/") for name in names):
                    builder.restart()
                _tell(builder.build(), board, say)
            elif reply := builder.checked():
                _tell(reply, board, say)
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


def _tell(reply: dict[str, Any], board: Board, say: Callable[[str], None]) -> None:
    board.post(reply)
    problems, warnings = reply["problems"], reply.get("warnings", [])
    is_last = reply["stage"] != "built" or not problems  # else the checks tell all of it, and better
    if is_last and (problems or warnings):
        say("\n".join([*problems, *warnings]))
    say(f"{reply['stage']} in {reply['seconds']:.2f} s{_counted(problems, warnings)}")


def _counted(problems: list[str], warnings: list[str]) -> str:
    told = [f"{len(problems)} to mend"] * bool(problems) + [f"{len(warnings)} to look at"] * bool(warnings)
    return "".join(f", {part}" for part in told)
