"""Watch the sources, build when they change, tell the open pages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from watchfiles import DefaultFilter, watch

from retorno.project import Project
from retorno.serving.web import Board, serve

IGNORED = ("_build", "_site", "_site.new", "_site.old", ".cache", ".venv", ".git", "tests", "__pycache__")


class Builder:
    """The warm process that builds, started anew when the code of the book changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._process = self._start()

    def build(self) -> Iterator[dict[str, Any]]:
        """Ask for a build and pass on its answers: built, then checked."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("build\n")
        self._process.stdin.flush()
        while line := self._process.stdout.readline():
            reply = json.loads(line)
            yield reply
            if reply["stage"] == "checked" or reply["problems"]:
                return
        self._process = self._start()
        yield {
            "stage": "built",
            "seconds": 0,
            "problems": ["The process that builds ended; it has been started again."],
        }

    def restart(self) -> None:
        """Start again with the code as it is now."""
        self.close()
        self._process = self._start()

    def close(self) -> None:
        """End the process."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._process.wait()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "retorno.serving.builder", str(self.root)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(project: Project, port: int, say: Callable[[str], None]) -> None:
    """Serve the book and rebuild it on every change, until interrupted."""
    board, builder = Board(), Builder(project.root)
    say("Building the book …")
    _build(builder, board, say)
    server = serve(project.root / "_site", board, port)
    say(f"The book is at http://127.0.0.1:{server.server_port}/ and follows your changes. Stop with Ctrl+C.")
    try:
        for changes in watch(project.root, watch_filter=DefaultFilter(ignore_dirs=IGNORED), debounce=120, step=40):
            names = sorted({project.relative(Path(path)) for _, path in changes})
            say(f"Changed: {', '.join(names[:5])}")
            if any(name.startswith("scripts/") for name in names):
                builder.restart()
            _build(builder, board, say)
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        server.shutdown()
        builder.close()


def _build(builder: Builder, board: Board, say: Callable[[str], None]) -> None:
    for reply in builder.build():
        board.post(reply)
        if reply["problems"]:
            say("\n".join(reply["problems"]))
        say(
            f"{reply['stage']} in {reply['seconds']:.2f} s"
            + (f", {len(reply['problems'])} to mend" if reply["problems"] else "")
        )
