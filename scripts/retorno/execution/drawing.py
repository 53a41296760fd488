"""Drawing charts in processes kept for it, each picture once.

The engine that draws (Vega in V8) takes a second to start and cannot be inherited by a fork, so
notebooks hand over the specification of a chart, and a process of its own draws it. A picture is
kept under the hash of its specification; a chart that has not changed is not drawn again.

The process is this module: ``python -m retorno.execution.drawing PARENT`` reads one specification
a line and answers each with one line of JSON: ``svg``, or ``error``. It ends with its input or its parent.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from retorno.analysis.dimensions import TYPEFACES
from retorno.evidence.book_figures import Figure
from retorno.evidence.media_types import FIGURE
from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.hooks import NotFinished, Outputs
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used

FIRST = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": []}, "mark": "point"}
"""The smallest chart that there is."""


DRAWS = "figure("
"""What stands in the code of a notebook that draws a chart for a page."""

DRAWS_WELL = "a chart that Vega-Lite can draw; Altair's documentation shows each kind with its code"

BACKLOG = 8
"""How many pictures may wait for one process before another is started."""


class DrawingError(Exception):
    """A chart that cannot be drawn; the message is the engine's."""


class Pictures:
    """Draws specifications, keeping the pictures in *folder*."""

    def __init__(self, folder: Path, processes: int = 0) -> None:
        self.folder = folder
        self._processes = processes or min(2, os.cpu_count() or 1)
        self._threads: list[ThreadPoolExecutor] = []
        self._started: list[subprocess.Popen[str]] = []
        self._mine = threading.local()
        self._wanted: dict[str, Future[str]] = {}
        self._owner = os.getpid()
        self._spare: list[subprocess.Popen[str]] = []

    def warm_up(self) -> None:
        """Start a process, if there is none, whose engine is ready by the time that the first chart is."""
        self._look_after_fork()
        if not self._started:
            self._hand_over(self._process)

    def _look_after_fork(self) -> None:
        """In a build that was forked from here: the processes are there and wait, but no thread came along."""
        if self._owner != os.getpid():
            self._owner, self._spare = os.getpid(), list(self._started)
            self._threads, self._wanted, self._mine = [], {}, threading.local()

    def begin(self, specification: dict[str, Any]) -> None:
        """Have a picture drawn while the caller does other things."""
        self._look_after_fork()
        key = self._key(specification)
        if key not in self._wanted and self._kept(key) is None:
            self._draw_later(key, specification)

    def svg(self, specification: dict[str, Any]) -> str:
        """The picture of a chart, as the text of an SVG; raises :class:`DrawingError`."""
        self._look_after_fork()
        key = self._key(specification)
        if key not in self._wanted:
            if (picture := self._kept(key)) is not None:
                return picture
            self._draw_later(key, specification)
        return self._wanted.pop(key).result()

    def close(self) -> None:
        """End the processes."""
        for thread in self._threads:
            thread.shutdown(cancel_futures=True)
        self._threads.clear()
        for process in self._started:
            for stream in (process.stdin, process.stdout):
                if stream:
                    with suppress(BrokenPipeError):  # it has ended by itself
                        stream.close()
            process.wait()
        self._started.clear()
        self._mine = threading.local()
        self._wanted.clear()
        self._spare.clear()

    def _draw_later(self, key: str, specification: dict[str, Any]) -> None:
        self._wanted[key] = self._hand_over(self._draw, key, json.dumps(specification))

    def _hand_over(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Have *work* done by one of the threads, each of which has a process of its own.

        A further process is worth its start only when many pictures wait.
        """
        waiting = sum(not picture.done() for picture in self._wanted.values())
        if not self._threads or (waiting >= BACKLOG * len(self._threads) and len(self._threads) < self._processes):
            self._threads.append(ThreadPoolExecutor(1, thread_name_prefix="drawing"))
        return self._threads[len(self._wanted) % len(self._threads)].submit(work, *arguments)

    def _key(self, specification: dict[str, Any]) -> str:
        drawn_with = f"{version('vl-convert-python')} {_faces()}"
        return digest(f"{drawn_with} {json.dumps(specification, sort_keys=True)}")

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.svg"

    def _kept(self, key: str) -> str | None:
        """The picture from the store, if it is there and whole."""
        content = kept(path := self._path(key))
        if content is None:
            return None
        used(path)
        return content.decode()

    def _draw(self, key: str, line: str) -> str:
        """In a thread of the pool: have its process draw, and keep the picture."""
        answer = self._answer(line) or self._answer(line)  # the process may have been killed: another one then
        if not answer:
            raise DrawingError("the process that draws ended twice without an answer")
        reply = json.loads(answer)
        if "error" in reply:
            raise DrawingError(reply["error"])
        keep(self._path(key), reply["svg"].encode())
        return str(reply["svg"])

    def _answer(self, line: str) -> str:
        """What the process of this thread answers; nothing where it has ended, and the next has a new one."""
        process = self._process()
        assert process.stdin is not None
        assert process.stdout is not None
        answer = ""
        with suppress(BrokenPipeError):
            process.stdin.write(line + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if not answer.endswith("\n"):  # nothing, or half an answer
            self._mine.process = None
            return ""
        return answer

    def _process(self) -> subprocess.Popen[str]:
        process: subprocess.Popen[str] | None = getattr(self._mine, "process", None)
        if process is None:
            process = self._mine.process = self._spare.pop() if self._spare else self._start()
        return process

    def _start(self) -> subprocess.Popen[str]:
        variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        command = [sys.executable, "-m", "retorno.execution.drawing", str(os.getpid())]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables)
        self._started.append(process)
        return process


class Drawings:
    """Draws the figures among the outputs of notebooks: ``svg`` comes beside their ``drawings``.

    Another edition draws its own pictures from these.
    """

    def __init__(self, folder: Path) -> None:
        self.pictures = Pictures(folder)

    def expect(self, cells: Iterable[str]) -> None:
        """Start to draw soon where code draws a figure."""
        if any(DRAWS in cell for cell in cells):
            self.pictures.warm_up()

    def begin(self, outputs: Outputs) -> None:
        """Have the figures of one notebook drawn meanwhile."""
        for cell in outputs:
            for data in _undrawn(cell):
                for specification in data[FIGURE]["drawings"].values():
                    self.pictures.begin(specification)

    def finish(self, outputs: Outputs) -> None:
        """Wait for the pictures; raises :class:`NotFinished` that names the figure."""
        for position, cell in enumerate(outputs):
            for data in _undrawn(cell):
                figure = Figure.from_dict(data[FIGURE])
                try:
                    svg = {name: self.pictures.svg(drawn) for name, drawn in figure.drawings.items()}
                except DrawingError as error:
                    said = f"the chart of figure {figure.id} cannot be drawn: {error}"
                    raise NotFinished(said, position, DRAWS_WELL) from error
                data[FIGURE] = replace(figure, svg=svg).as_dict()

    def close(self) -> None:
        """End the processes that draw."""
        self.pictures.close()


@cache
def _faces() -> str:
    """The hash of the faces with which charts are drawn: with others they look another way."""
    return digest("".join(digest(path.read_bytes()) for path in sorted(TYPEFACES.glob("*.ttf"))))


def _undrawn(cell: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The data of those outputs of a cell that hold a figure which has not been drawn yet."""
    found = [output.get("data", {}) for output in cell]
    return [data for data in found if FIGURE in data and "svg" not in data[FIGURE]]


def main() -> None:
    """Draw what comes on standard input, until it ends. Nothing is loaded from anywhere."""
    lifeline.end_with(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build that started it decides
    try:
        import vl_convert

        vl_convert.register_font_directory(str(TYPEFACES))
        vl_convert.vegalite_to_svg(FIRST, allowed_base_urls=[])  # starts the engine, before there is anything to draw
    except BaseException as error:  # for want of memory or of file handles; a panic of the engine is no Exception
        sys.exit(f"The engine that draws charts does not start: {' '.join(str(error).split())}.")
    for line in sys.stdin:
        try:
            answer = {"svg": str(vl_convert.vegalite_to_svg(json.loads(line), allowed_base_urls=[]))}
        except ValueError as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
