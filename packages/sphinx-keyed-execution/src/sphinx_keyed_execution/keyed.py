"""Execute what has changed, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sphinx_keyed_execution import reach
from sphinx_keyed_execution.answers import answer
from sphinx_keyed_execution.failures import Failure, cell_place, printable
from sphinx_keyed_execution.hooks import NotFinished, load
from sphinx_keyed_execution.inputs import Inputs, base_key, environment
from sphinx_keyed_execution.lifeline import ending
from sphinx_keyed_execution.notebooks import Notebook
from sphinx_keyed_execution.records import LOST, NEVER, Record
from sphinx_keyed_execution.scratch_folders import Scratch
from sphinx_keyed_execution.store import Store

OUTPUTS = "outputs"

SERVER = ("-P", "-m", "sphinx_keyed_execution.server")
"""What runs the server: without the folder of the project among those from which it imports."""

INLINE = "module://matplotlib_inline.backend_inline"
"""What shows the figures of Matplotlib as outputs; it comes with IPython."""

Tell = Callable[[str], None]
"""Takes one line of text, on what happens."""

Step = Callable[[str, int, int], None]
"""Takes a stage, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Result:
    """What a notebook gave: outputs cell by cell, the inputs it read, or why it failed."""

    key: str
    outputs: tuple[list[dict[str, Any]], ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    failure: Failure | None = None
    seconds: float = 0.0
    """How long it ran; 0 when the result came from the store."""

    @property
    def error(self) -> str:
        """Why it failed, in words; empty if it did not."""
        return self.failure.words if self.failure else ""

    @property
    def error_line(self) -> int:
        """The line of the file where it failed; 0 if it did not, or as a whole."""
        return self.failure.line if self.failure else 0


@dataclass(frozen=True)
class Limits:
    """What one notebook may use."""

    seconds: int = 120
    megabytes: int = 4096


class Executor:
    """Runs notebooks of the project at *root*, asking the store first.

    The server process, which imports the scientific stack once, starts with the first notebook
    that must run and lives until :meth:`close`. :meth:`begin` lets notebooks run while the caller
    does other things; :meth:`results` waits for those that it is asked for. *hooks* names what the
    project adds (see :func:`hooks.load`), *path* the folders from which the server imports besides
    those of this process.
    """

    def __init__(
        self,
        root: Path,
        store: Store,
        hooks: str = "",
        workers: int = 0,
        limits: Limits = Limits(),
        tell: Tell = lambda line: None,
        step: Step = lambda stage, done, total: None,
        path: Iterable[Path] = (),
    ) -> None:
        self.root = root
        self.path = tuple(path)
        self.store = store
        self.hooks = load(hooks)
        self.workers = workers or os.cpu_count() or 1
        self.limits = limits
        self.tell = tell
        self.step = step
        self.finishing = self.hooks.finishing(store.folder)
        self._hooks_name = hooks
        self.seconds: dict[str, float] = {}
        """How long each notebook took that has run, by name."""
        self._environment = environment(self.hooks)
        self._server: subprocess.Popen[str] | None = None
        self._starter = 0
        self._folder = Scratch()
        self._jobs = 0
        self._round = 0
        self._running: dict[str, Notebook] = {}
        self._over: dict[str, Result] = {}

    def warm_up(self) -> None:
        """Start the server process, if it is not running.

        A build that was forked from the process that started it uses it too, but cannot see
        whether it still runs: only its parent is told.
        """
        if self._server is None or (self._starter == os.getpid() and self._server.poll() is not None):
            self._running.clear()
            self._hang_up()
            self._starter = os.getpid()
            self._server = subprocess.Popen(
                [sys.executable, *SERVER, str(self.workers), str(os.getpid()), self._hooks_name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=self._variables(),
                cwd=self.root,
            )

    def _variables(self) -> dict[str, str]:
        """The environment of the server."""
        folders = [*map(str, self.path), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        path = {"PYTHONPATH": os.pathsep.join(folders)} if folders else {}
        return {**reach.variables(os.environ), "MPLBACKEND": INLINE, "PYTHONHASHSEED": "0", **path}

    def close(self) -> None:
        """End the server process and what it runs."""
        if self._server is not None:
            self._hang_up()
            self._server.terminate()  # it may still be importing, and would not see that its input has ended
            self._server.wait()
            self._server = None
        self._running.clear()
        if self.finishing:
            self.finishing.close()
        self._folder.close()

    def _hang_up(self) -> None:
        """Close what leads to the server, whether it still listens or not."""
        for stream in (self._server.stdin, self._server.stdout) if self._server else ():
            if stream:
                with suppress(BrokenPipeError):  # it has ended by itself
                    stream.close()

    def stored(self, notebooks: Iterable[Notebook]) -> dict[Path, str]:
        """The keys of those notebooks for which the store has a result with today's inputs."""
        inputs = Inputs(self.root, self.hooks)
        possible = [notebook for notebook in notebooks if not notebook.refusal]
        keys = {notebook.page: self.store.find(self._base(notebook), inputs) for notebook in possible}
        return {page: key for page, key in keys.items() if key}

    def reasons(self, notebooks: Iterable[Notebook]) -> dict[Path, list[str]]:
        """Why each notebook would run now, in sentences; none where the store has its result."""
        notebooks = list(notebooks)
        stored, inputs = self.stored(notebooks), Inputs(self.root, self.hooks)
        return {one.page: [] if one.page in stored else self._reasons(one, inputs) for one in notebooks}

    def _reasons(self, notebook: Notebook, inputs: Inputs) -> list[str]:
        if notebook.refusal:
            return [notebook.refusal]
        record = self.store.noted(self._name(notebook))
        return record.changes(notebook, self._environment, inputs) or [LOST] if record else [NEVER]

    def begin(self, notebooks: Iterable[Notebook]) -> None:
        """Let those notebooks run that the store has no result for, without waiting for them."""
        notebooks = list(notebooks)
        stored = self.stored(notebooks)
        bases = {self._base(notebook) for notebook in self._running.values()} | self._over.keys()
        for notebook in notebooks:
            if notebook.page not in stored and not notebook.refusal and self._base(notebook) not in bases:
                self._submit(notebook)
        if self.finishing and self._running:
            self.finishing.expect(cell for notebook in self._running.values() for cell in notebook.cells)

    @property
    def idle(self) -> bool:
        """Whether nothing is running, because the store had a result for all that was begun."""
        return not self._running

    def results(self, notebooks: Iterable[Notebook]) -> dict[Path, Result]:
        """The result of each notebook, from the store where its inputs are unchanged."""
        notebooks = list(notebooks)
        self.begin(notebooks)
        inputs = Inputs(self.root, self.hooks)
        return {notebook.page: self._result(notebook, inputs) for notebook in notebooks}

    def result(self, notebook: Notebook) -> Result:
        """The result of one notebook, which has begun unless the store has it."""
        return self._result(notebook, Inputs(self.root, self.hooks))

    def _result(self, notebook: Notebook, inputs: Inputs) -> Result:
        base = self._base(notebook)
        if notebook.refusal:
            return Result(f"failed-{base}", failure=Failure(notebook.refusal, 1))
        while base in {self._base(other) for other in self._running.values()}:
            self._receive()
        over = self._over.pop(base, None)
        if over and inputs.states(over.inputs) == over.inputs:  # nothing has changed since it ran
            return self._complete(notebook, over)
        key = self.store.find(base, inputs)
        stored = self.store.get(key) if key else None
        if key and stored:
            return Result(key, tuple(stored[OUTPUTS]), stored["inputs"])
        # Its entry was damaged, or has gone in the meantime: a miss like any other.
        self._submit(notebook)
        return self._result(notebook, inputs)

    def _base(self, notebook: Notebook) -> str:
        return base_key(self._name(notebook), notebook.code, self._environment)

    def _name(self, notebook: Notebook) -> str:
        return notebook.page.relative_to(self.root).as_posix()

    def _submit(self, notebook: Notebook) -> None:
        """Hand a notebook to the server."""
        self.warm_up()
        assert self._server is not None
        assert self._server.stdin is not None
        self._jobs += 1
        # A build that is forked from the starter counts from where that stood, and so does the next one.
        id = f"{os.getpid()}-{self._jobs}"
        job = {
            "id": id,
            "cells": notebook.cells,
            "skipped": notebook.skipped,
            "may_fail": notebook.may_fail,
            "page": str(notebook.page),
            "root": str(self.root),
            "result": str(self._answer(id)),
            "hooks": self._hooks_name,
            "seconds": self.limits.seconds,
            "megabytes": self.limits.megabytes,
        }
        # By way of a file: a pipe holds little, and while the server starts nobody empties it.
        path = self._folder.path / f"{id}.job"
        path.write_text(json.dumps(job), encoding="utf-8")
        try:
            self._server.stdin.write(f"{path}\n")
            self._server.stdin.flush()
        except BrokenPipeError as error:
            raise self._ended() from error
        if not self._running:
            self._round = 0
        self._round += 1
        self._running[id] = notebook

    def _answer(self, job: str) -> Path:
        return self._folder.path / f"{job}.json"

    def _ended(self) -> ChildProcessError:
        """What to say of a server that has ended although nobody asked it to."""
        assert self._server is not None
        how = ""
        if self._starter == os.getpid():  # a build that was forked from the starter cannot know
            how = f" {ending(self._server.wait())}"
        self._running.clear()
        return ChildProcessError(f"the process that runs the notebooks ended{how} before they had run; build again")

    def _receive(self) -> None:
        """Wait for the next notebook that is over, store its result and tell of it."""
        assert self._server is not None
        assert self._server.stdout is not None
        line = self._server.stdout.readline()
        if not line.endswith("\n"):  # nothing, or half an answer
            raise self._ended()
        reply = json.loads(line)
        notebook = self._running.pop(reply["id"], None)
        if notebook is None:  # for a build that died before its answer came
            self._answer(reply["id"]).unlink(missing_ok=True)
            return
        result = self._finished(notebook, reply)
        self._over[self._base(notebook)] = result
        left = f", {len(self._running)} to go" if self._running else ""
        outcome = f"failed: {result.error.partition(chr(10))[0]}" if result.error else f"done in {result.seconds:.1f} s"
        self.tell(f"notebook {self._name(notebook)} {outcome}{left}")
        self.step("notebooks run", self._round - len(self._running), self._round)
        self.seconds[self._name(notebook)] = result.seconds
        if not self._running:
            self.store.trim()

    def _finished(self, notebook: Notebook, reply: dict[str, Any]) -> Result:
        failed = f"failed-{self._base(notebook)}"
        path = self._answer(reply["id"])
        if reply["event"] != "done":
            path.unlink(missing_ok=True)
            begun = 0 <= reply["cell"] < len(notebook.cells)
            line, place = (notebook.lines[reply["cell"]], cell_place(reply["cell"])) if begun else (1, "")
            return Result(failed, failure=Failure(printable(reply["why"]), line, place))
        given = answer(path.read_bytes(), notebook, self.root, self.hooks)
        path.unlink()
        if given.failure:
            return Result(failed, inputs=given.inputs, failure=given.failure)
        if self.finishing:
            self.finishing.begin(given.outputs)
        return Result("", tuple(given.outputs), given.inputs, seconds=reply["seconds"])

    def _complete(self, notebook: Notebook, result: Result) -> Result:
        """Finish what a notebook that ran well gave, and store it."""
        if result.key:
            return result
        base = self._base(notebook)
        try:
            if self.finishing:
                self.finishing.finish(list(result.outputs))
        except NotFinished as error:
            place = cell_place(error.cell)
            failure = Failure(printable(str(error)), notebook.lines[error.cell], place, error.right)
            return Result(f"failed-{base}", inputs=result.inputs, failure=failure)
        self.store.note(self._name(notebook), Record.of(notebook, self._environment, result.inputs))
        key = self.store.put(base, result.inputs, {OUTPUTS: result.outputs, "inputs": result.inputs})
        return replace(result, key=key)
