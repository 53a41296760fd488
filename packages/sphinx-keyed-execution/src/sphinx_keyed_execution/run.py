"""Running the cells of one notebook in this process, with IPython but without a kernel."""

from __future__ import annotations

import base64
import io
import json
import os
import sys
import tokenize
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx_keyed_execution.answers import CELL_BYTES
from sphinx_keyed_execution.confinement import confine, words
from sphinx_keyed_execution.failures import cell_name, described
from sphinx_keyed_execution.hooks import Hooks
from sphinx_keyed_execution.reach import ENGINE
from sphinx_keyed_execution.watch import NO_PROGRAMS, NotAllowed, Watch

MAX_TEXT = 1_000_000
"""How much a notebook may print, in characters."""


class PrintsTooMuch(RuntimeError):
    """A notebook printed more than a page can hold."""


class ShowsTooMuch(RuntimeError):
    """A cell shows more than a page can hold, or what cannot be written down."""


class Recorder:
    """Collects the outputs of the current cell in the order in which they come."""

    def __init__(self) -> None:
        self.position, self.source = 0, ""
        self._outputs: list[dict[str, Any]] = []
        self._printed = 0
        self._shown = 0

    def begin(self, position: int, source: str) -> None:
        """Begin the cell at *position*, whose code is *source*."""
        self.position, self.source, self._outputs = position, source, []
        self._shown = 0

    def outputs(self) -> list[dict[str, Any]]:
        """The outputs of the current cell, as in nbformat."""
        return [{**output, "text": "".join(output["text"])} if "text" in output else output for output in self._outputs]

    def text(self, name: str, text: str) -> None:
        """Add printed text to the last stream, or begin a new one."""
        self._printed += len(text)
        if self._printed > MAX_TEXT:
            raise PrintsTooMuch(f"the notebook printed more than {MAX_TEXT:,} characters.")
        last = self._outputs[-1] if self._outputs else {}
        if last.get("name") == name:
            last["text"].append(text)
        else:
            self._outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def display(self, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Add a displayed object; raises :class:`ShowsTooMuch` where it cannot be part of a page."""
        plain = {
            medium: base64.b64encode(shown).decode() if isinstance(shown, bytes) else shown
            for medium, shown in data.items()
        }
        try:
            self._shown += len(json.dumps(plain))
        except (TypeError, ValueError, RecursionError) as error:
            raise ShowsTooMuch(f"what it shows cannot be written down: {error}") from error
        if self._shown > CELL_BYTES:
            raise ShowsTooMuch(f"the cell shows more than {CELL_BYTES:,} bytes: show fewer rows")
        self._outputs.append({"output_type": "display_data", "data": plain, "metadata": metadata})


class Stream(io.TextIOBase):
    """A text stream that writes into a recorder."""

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self._name = recorder, name

    def writable(self) -> bool:
        """Whether text can be written: always."""
        return True

    def write(self, text: str) -> int:
        """Hand *text* to the recorder; returns its length."""
        self._recorder.text(self._name, text)
        return len(text)


@dataclass(frozen=True)
class Cells:
    """The code of a notebook; which of its cells are not run, and which may end with an error that is shown."""

    code: list[str]
    skipped: Collection[int] = ()
    may_fail: Collection[int] = ()


def run(
    cells: Cells, page: Path, root: Path, scratch: Path, hooks: Hooks, begun: Callable[[int], None]
) -> dict[str, Any]:
    """Execute *cells* as the notebook *page* of the project at *root*.

    ``begun`` is called with the position of each cell before it runs. Returns ``outputs`` (a list
    for each cell, as in nbformat), ``inputs`` (names and states, see :mod:`sphinx_keyed_execution.inputs`) and
    ``error`` (None, or what :func:`failures.described` tells).
    """
    os.chdir(page.parent)
    recorder = Recorder()
    shell = _shell(recorder)
    _connect(shell, recorder)
    hooks.prepare(shell)
    foreign = [ENGINE, *hooks.packages.values()]
    watch = Watch(root, scratch, hooks)
    confine(root, scratch, hooks.packages.values())
    sys.path[:0] = [str(page.parent), *(str(root / name) for name in hooks.paths)]
    watch.start()
    outputs: list[list[dict[str, Any]]] = []
    error = None
    for position, source in enumerate(cells.code):
        if position in cells.skipped:
            outputs.append([])
            continue
        begun(position)
        recorder.begin(position, source)
        raised = _raised(shell, source)
        outputs.append(recorder.outputs())
        if raised and position in cells.may_fail:
            outputs[-1].append(_shown(raised))
        elif raised:
            error = described(position, raised, root, foreign, words)
            break
    if error is None:
        try:
            for fault in hooks.faults(cells.code, outputs, shell):
                trail = [(fault.cell, fault.line, "")] if fault.line else []
                error = {"cell": fault.cell, "name": fault.name, "message": fault.message, "trail": trail}
                break
        except BaseException as raised:  # what a cell has made of the libraries may stop this too
            error = described(max(len(cells.code) - 1, 0), raised, root, foreign, words)
    return {"outputs": outputs, "inputs": watch.finish(), "error": error}


def _shown(error: BaseException) -> dict[str, Any]:
    """An error that a cell may end with, as nbformat describes it."""
    name, said = type(error).__name__, words(error)
    return {"output_type": "error", "ename": name, "evalue": said, "traceback": [f"{name}: {said}"]}


def _raised(shell: Any, source: str) -> BaseException | None:
    """Run one cell; what it raised, if anything."""
    try:
        result = shell.run_cell(source, store_history=False, silent=False)
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        return error
    except BaseException as error:  # also what would end a program, and what a cell made of the shell
        return error


def _shell(recorder: Recorder) -> Any:
    """An IPython shell that keeps no history, prints no colours, reads no profile and names code by its cell."""
    from IPython.core.compilerop import CachingCompiler
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0

    class Compiler(CachingCompiler):
        def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
            return cell_name(recorder.position)

    InteractiveShell.clear_instance()
    shell: Any = InteractiveShell.instance(config=config)
    shell.compile = Compiler()
    shell.showtraceback = shell.showsyntaxerror = lambda *arguments, **options: None
    shell.ask_exit = sys.exit  # what exit and quit call
    shell.system = shell.getoutput = _refused(NO_PROGRAMS)
    shell.register_magic_function(_refused("a notebook may not %run another file: import it."), "line", "run")
    return shell


def _refused(words: str) -> Callable[..., None]:
    """A function that says why it does nothing."""

    def refuse(*_: Any, **__: Any) -> None:
        raise NotAllowed(words)

    return refuse


def _connect(shell: Any, recorder: Recorder) -> None:
    """Send what the shell shows and prints to the recorder."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher

    class Publisher(DisplayPublisher):
        def publish(self, data: Any, metadata: Any = None, source: Any = None, **_: Any) -> None:
            recorder.display(data, metadata or {})

    class Hook(DisplayHook):
        shell: Any

        def __call__(self, result: Any = None) -> None:
            if result is None or self.quiet():
                return
            data, metadata = self.shell.display_formatter.format(result)
            recorder.display(data, metadata)

        def quiet(self) -> bool:
            """Whether the cell ends with a semicolon, which asks to show nothing."""
            try:
                return bool(self.semicolon_at_end_of_expression(recorder.source))
            except (SyntaxError, tokenize.TokenError):  # a magic, which is no Python
                return False

    shell.display_pub = Publisher(parent=shell)
    sys.displayhook = shell.displayhook = Hook(shell=shell, parent=shell)
    shell.display_trap.hook = shell.displayhook
    sys.stdout, sys.stderr = Stream(recorder, "stdout"), Stream(recorder, "stderr")
