"""How a notebook that does not run is told: its line, its cell, the error, and its author's own code.

:func:`described` runs in the process of the notebook and gathers plain data; :func:`told` runs
in the build and makes words of them. Frames of libraries, of this package and of IPython are
left out: they say nothing to whoever mends the cell.
"""

from __future__ import annotations

import linecache
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx_keyed_execution.notebooks import Notebook

DOES_NOT_RUN = "this notebook does not run: "
NOT_SHOWN = "this notebook cannot be shown: "
RUNS = "code that runs to its end with the data as they are now; the error says where it stopped, and why"

STEPS = 4
"""How many steps of the way to an error are told, the innermost among them."""

BEFORE, AFTER = 2, 1
"""Lines of code shown around the one that fails."""

LINES, LETTERS = 12, 1500
"""How much of what an error says is told."""

CELL = re.compile(r"<cell (\d+)>")
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey rather than show, and what it cannot show at all."""


@dataclass(frozen=True)
class Failure:
    """Why a notebook gives nothing: in words, with the line of its file (0 if none) and the place in it.

    ``right`` says what would be right for a notebook that ran, but showed what no page may show.
    """

    words: str
    line: int = 0
    place: str = ""
    right: str = ""

    @property
    def wrong(self) -> str:
        """What is wrong, as a sentence that says what kind of failure this is."""
        return f"{NOT_SHOWN if self.right else DOES_NOT_RUN}{self.words}"

    @property
    def instead(self) -> str:
        """What would be right."""
        return self.right or RUNS

    def __str__(self) -> str:
        """The failure for whoever reads a terminal, where the file and the line are told besides."""
        inside = f"{self.place}: " if self.place else ""
        return f"{inside}{self.wrong}\n    What would be right: {self.instead}"


@dataclass(frozen=True)
class FailedNotebook:
    """The failure of the notebook *file*, as the argument of a warning: whoever hears it need not read its text."""

    file: str
    failure: Failure

    def __str__(self) -> str:
        """What a terminal shows."""
        return str(self.failure)


def cell_name(position: int) -> str:
    """The name under which the code of a cell is compiled; tracebacks then tell the cell."""
    return f"<cell {position}>"


def described(
    position: int, error: BaseException, root: Path, foreign: Sequence[Path], words: Callable[[BaseException], str]
) -> dict[str, Any]:
    """What is told of *error* in the cell at *position*: plain data that survives JSON.

    ``trail`` are the steps to it through the notebook and the project's own modules, outermost
    first: the position of a cell or a path from *root*, the line, and the code of that line. What
    lies in the *foreign* folders is left out.
    """
    steps = deque(_steps(error, root, foreign), maxlen=STEPS)
    return {"cell": position, "name": type(error).__name__, "message": words(error), "trail": list(steps)}


def plain_words(error: BaseException) -> str:
    """What *error* says; an error whose own words fail says nothing."""
    try:
        return error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        return ""


def _steps(error: BaseException, root: Path, foreign: Sequence[Path]) -> Iterator[tuple[int | str, int, str]]:
    trace = error.__traceback__
    while trace is not None:
        yield from _step(trace.tb_frame.f_code.co_filename, trace.tb_lineno, root, foreign)
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        yield from _step(error.filename, error.lineno or 1, root, foreign)


def _step(file: str, line: int, root: Path, foreign: Sequence[Path]) -> Iterator[tuple[int | str, int, str]]:
    if cell := CELL.fullmatch(file):
        yield int(cell[1]), line, ""
        return
    path = Path(file)
    if not path.is_relative_to(root) or "site-packages" in path.parts:
        return
    if not any(path.is_relative_to(folder) for folder in foreign):
        yield path.relative_to(root).as_posix(), line, linecache.getline(file, line).rstrip("\n")


def told(notebook: Notebook, name: str, described: dict[str, Any]) -> Failure:
    """The failure of *notebook*, whose file is called *name*, in words."""
    position = described["cell"]
    said = _said(str(described["name"]), str(described["message"]))
    trail = [step for step in described["trail"] if not isinstance(step[0], int) or 0 <= step[0] < len(notebook.cells)]
    own = [line for where, line, _ in trail if where == position]
    line = notebook.lines[position] + (own[-1] if own else 1) - 1
    shown = [_shown(notebook, name, *step) for step in trail[-1:]]
    shown += [f"    called from {_where(notebook, name, where, number)}" for where, number, _ in reversed(trail[:-1])]
    return Failure("\n".join([said, *dict.fromkeys(shown)]), line, cell_place(position))


def cell_place(position: int) -> str:
    """How a message calls the cell at *position*."""
    return f"cell {position + 1}"


def printable(text: str, letters: int = LETTERS, lines: int = LINES) -> str:
    """*text* without what a terminal would obey, no longer than a reader wants it; later lines are indented."""
    kept = UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", "    ").strip())[: letters + 1]
    cut = kept[:letters].split("\n")[:lines]
    more = " …" if len(kept) > letters or kept.count("\n") >= lines else ""
    return "\n    ".join(cut) + more


def _said(name: str, message: str) -> str:
    if name == "SystemExit":
        return "SystemExit: it calls exit() or sys.exit(), which ends a program; a notebook ends with its last cell"
    if name == "KeyboardInterrupt":
        return "KeyboardInterrupt: it was interrupted"
    if name == "MemoryError" and not message:
        return "MemoryError: it needs more memory than a notebook may use"
    return printable(f"{name}: {message}" if message else name)


def _where(notebook: Notebook, name: str, where: int | str, line: int) -> str:
    if isinstance(where, int):
        return f"{name}:{notebook.lines[where] + line - 1} ({cell_place(where)})"
    return f"{printable(where, 200, 1)}:{line}"


def _shown(notebook: Notebook, name: str, where: int | str, line: int, code: str) -> str:
    """The line that fails with those around it, numbered as in its file."""
    if isinstance(where, str):
        return f"    in {_where(notebook, name, where, line)}\n{_numbered(line, code, here=True)}"
    code_lines = notebook.cells[where].rstrip().split("\n")
    first = notebook.lines[where]
    around = range(max(1, line - BEFORE), min(len(code_lines), line + AFTER) + 1)
    return "\n".join(_numbered(first + number - 1, code_lines[number - 1], number == line) for number in around)


def _numbered(line: int, code: str, here: bool) -> str:
    return f"    {'>' if here else ' '} {line:>4} | {printable_code(code)}".rstrip()


def printable_code(code: str) -> str:
    """One line of code as it stands, its indentation too."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", code.replace("\t", "    "))[:160]
