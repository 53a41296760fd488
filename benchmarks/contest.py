"""Running the tools in turn on the same book, and looking at each one's page for the new number."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from benchmarks import serving
from benchmarks.products import contains
from benchmarks.tools import TOOLS, Tool

Say = Callable[[str], None]

SCENES = ("cold", "unchanged", "one cell", "one sentence")
"""What is timed: from nothing; with nothing changed; with one cell of one table, or one sentence, changed."""

EVERYTHING = "everything"
"""How the same scenes are called of a tool that makes its products as well."""

LIBRARIES = "import of the libraries"
"""What is timed to have something beside it that every reader knows: Python importing pandas and Altair."""

SERVED = "served"
"""What is timed besides, for this project alone: a cell and a sentence changed under ``make serve``."""


class Book(Protocol):
    """A book that can be set up for a tool, and changed in one place."""

    analysis: str
    prose: str

    @property
    def name(self) -> str:
        """How results name the book."""

    def write(self, folder: Path, tool: Tool) -> None:
        """Write it into *folder*; raises :class:`ValueError` where *tool* cannot build it."""

    def change_cell(self, folder: Path, by: int) -> None:
        """Change one cell of a table."""

    def change_sentence(self, folder: Path, sentence: str) -> None:
        """Add a sentence to the page of prose."""

    def expected(self, folder: Path) -> str:
        """The words that the page of the analysis must show now."""


@dataclass
class Score:
    """What one tool took in one scene: seconds and megabytes, run by run, and whether its page was right."""

    tool: str
    scene: str
    book: str
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    right: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Plain data: the median and the spread."""
        return {
            "tool": self.tool,
            "scene": self.scene,
            "book": self.book,
            "median_seconds": round(statistics.median(self.seconds), 2),
            "least_seconds": round(min(self.seconds), 2),
            "most_seconds": round(max(self.seconds), 2),
            "runs": len(self.seconds),
            "most_megabytes": round(max(self.megabytes, default=0)),
            "page_shows_the_number": self.right,
        }


class Failed(Exception):
    """A tool did not build the book; the message is what it printed last."""


def contest(folder: Path, book: Book, runs: int, say: Say, names: Iterable[str], scenes: Iterable[str]) -> list[Score]:
    """Let the tools (all that are installed, or those among them in *names*) build *book* in turn.

    Each is timed *runs* times in each of the *scenes* (all, or those named). A tool that fails is
    told of with *say* and takes no further part; the others go on.
    """
    names, scenes = set(names), set(scenes) or {*SCENES, SERVED, EVERYTHING}
    tools = [tool for tool in TOOLS if tool.is_there() and (not names or tool.name in names)]
    tools = [tool for tool in tools if bool(tool.products) <= (EVERYTHING in scenes)]
    scores: dict[tuple[str, str], Score] = {}
    for run in range(runs):
        for tool in list(tools):
            place = folder / tool.name.replace(", ", "-").replace(" ", "-").lower()
            try:
                for scene, seconds, megabytes, right in _play(tool, place, book, run, scenes):
                    score = scores.setdefault((tool.name, scene), Score(tool.name, scene, book.name))
                    score.seconds.append(seconds)
                    score.megabytes += [megabytes] if megabytes else []
                    score.right &= right
                    say(f"{book.name}, run {run + 1} of {runs}: {tool.name}, {scene}: {seconds:.2f} s")
            except (Failed, ValueError) as failure:
                tools.remove(tool)
                say(f"{tool.name} takes no part: {failure}")
            finally:
                shutil.rmtree(place, ignore_errors=True)
    return list(scores.values())


def _play(tool: Tool, place: Path, book: Book, run: int, scenes: set[str]) -> Iterator[tuple[str, float, float, bool]]:
    """One tool, one run: scene, seconds, megabytes and whether all that it made is right, scene after scene."""
    book.write(place, tool)
    sentence = f"This sentence was new in run {run + 1}."
    for scene in SCENES:
        page, words = book.analysis, None
        if scene == "one cell":
            book.change_cell(place, run + 1)
        elif scene == "one sentence":
            book.change_sentence(place, sentence)
            page, words = book.prose, sentence
        if scene in scenes or scene == "cold" or tool.products:  # the others need a book that has been built
            seconds, megabytes = timed(tool, place)
            right = shows(tool, place, page, words or book.expected(place))
            if tool.products:
                yield f"{EVERYTHING}, {scene}", seconds, megabytes, right
            elif scene in scenes:
                yield scene, seconds, megabytes, right
    if SERVED in scenes and tool.kind == "retorno" and not tool.products:
        yield LIBRARIES, *_import_of_libraries(), True
        with serving.served(place) as pages:
            book.change_cell(place, 7)
            yield "served, one cell", *serving.wait(pages / f"{book.analysis}.html", book.expected(place))
            pages.settle()
            book.change_sentence(place, sentence := f"This sentence was added in run {run + 1} under serve.")
            yield "served, one sentence", *serving.wait(pages / f"{book.prose}.html", sentence)


def timed(tool: Tool, place: Path) -> tuple[float, float]:
    """Seconds, and the megabytes of the largest process, that one build took; raises :class:`Failed`."""
    with tempfile.TemporaryFile() as printed:
        begun = time.monotonic()
        process = subprocess.Popen(tool.command, cwd=place, stdout=printed, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            raise Failed(printed.read().decode(errors="replace")[-2000:].strip())
    return seconds, usage.ru_maxrss / 1024


def _import_of_libraries() -> tuple[float, float]:
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", "import pandas, altair"], check=True)
    return time.monotonic() - begun, 0.0


def shows(tool: Tool, place: Path, page: str, words: str) -> bool:
    """Whether *page*, wherever the tool puts it, and each product show *words*."""
    name = Path(page).name
    pages = [path for path in (place / tool.pages).rglob("*.html") if name in (path.stem, path.parent.name)]
    found = any(words in path.read_text(encoding="utf-8", errors="replace") for path in pages)
    return found and all(contains(place / product, words) for product in tool.products)
