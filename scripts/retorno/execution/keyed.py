"""Execute what has changed, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retorno.execution.inputs import Inputs, base_key, environment
from retorno.execution.store import Store

OUTPUTS = "outputs"


@dataclass(frozen=True)
class Notebook:
    """A notebook to be executed: its file, its code cells, and the line where each begins."""

    page: Path
    cells: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """What a notebook gave: outputs cell by cell, the inputs it read, or why it failed."""

    key: str
    outputs: tuple[list[dict[str, Any]], ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    error: str = ""
    error_line: int = 0
    seconds: float = 0.0
    """How long it ran; 0 when the result came from the store."""


@dataclass(frozen=True)
class Limits:
    """What one notebook may use."""

    seconds: int = 120
    megabytes: int = 4096


class Executor:
    """Runs notebooks of the project at *root*, asking the store first.

    The server process is started by :meth:`warm_up` or when the first notebook must run, and
    lives until :meth:`close`; it imports the scientific stack while the caller does other things.
    """

    def __init__(
        self,
        root: Path,
        store: Store,
        language: str = "en",
        workers: int = 0,
        limits: Limits = Limits(),
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.root = root
        self.store = store
        self.language = language
        self.workers = workers or os.cpu_count() or 1
        self.limits = limits
        self.tell = tell
        self._environment = environment()
        self._server: subprocess.Popen[str] | None = None

    def warm_up(self) -> None:
        """Start the server process, if it is not running."""
        if self._server is None or self._server.poll() is not None:
            variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": "0"}
            self._server = subprocess.Popen(
                [sys.executable, "-m", "retorno.execution.server", str(self.workers)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=variables,
                cwd=self.root,
            )

    def close(self) -> None:
        """End the server process and what it runs."""
        if self._server is not None:
            for stream in (self._server.stdin, self._server.stdout):
                if stream:
                    stream.close()
            self._server.wait()
            self._server = None

    def stored(self, notebooks: Iterable[Notebook]) -> dict[Path, str]:
        """The keys of those notebooks for which the store has a result with today's inputs."""
        inputs = Inputs(self.root, self.language)
        keys = {notebook.page: self.store.find(self._base(notebook), inputs) for notebook in notebooks}
        return {page: key for page, key in keys.items() if key}

    def results(self, notebooks: Iterable[Notebook]) -> dict[Path, Result]:
        """The result of each notebook, from the store where its inputs are unchanged."""
        inputs = Inputs(self.root, self.language)
        results: dict[Path, Result] = {}
        missing = []
        for notebook in notebooks:
            key = self.store.find(self._base(notebook), inputs)
            stored = self.store.get(key) if key else None
            if key and stored:
                results[notebook.page] = Result(key, tuple(stored[OUTPUTS]), stored["inputs"])
            else:
                missing.append(notebook)
        if missing:
            results.update(self._execute(missing))
            self.store.trim()
        return results

    def _base(self, notebook: Notebook) -> str:
        return base_key(self._name(notebook), notebook.cells, self._environment)

    def _name(self, notebook: Notebook) -> str:
        return notebook.page.relative_to(self.root).as_posix()

    def _execute(self, notebooks: list[Notebook]) -> dict[Path, Result]:
        """Run notebooks on the server, a few at a time, and store what succeeded."""
        self.warm_up()
        assert self._server is not None
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        results: dict[Path, Result] = {}
        with tempfile.TemporaryDirectory(prefix="retorno-results-") as folder:
            begun = time.monotonic()
            for position, notebook in enumerate(notebooks):
                job = {
                    "id": position,
                    "cells": notebook.cells,
                    "page": str(notebook.page),
                    "root": str(self.root),
                    "result": str(Path(folder) / f"{position}.json"),
                    "language": self.language,
                    "seconds": self.limits.seconds,
                    "megabytes": self.limits.megabytes,
                }
                self._server.stdin.write(json.dumps(job) + "\n")
            self._server.stdin.flush()
            for done in range(1, len(notebooks) + 1):
                line = self._server.stdout.readline()
                if not line:
                    raise RuntimeError("the process that runs the notebooks ended; the lines above say why")
                reply = json.loads(line)
                notebook = notebooks[reply["id"]]
                results[notebook.page] = result = self._finished(
                    notebook, reply, Path(folder), time.monotonic() - begun
                )
                outcome = f"failed: {result.error}" if result.error else "done"
                self.tell(f"notebook {done} of {len(notebooks)}: {self._name(notebook)} {outcome}")
        return results

    def _finished(self, notebook: Notebook, reply: dict[str, Any], folder: Path, seconds: float) -> Result:
        base = self._base(notebook)
        if reply["event"] != "done":
            line = notebook.lines[max(reply["cell"], 0)] if notebook.lines else 0
            return Result(f"failed-{base}", error=reply["why"], error_line=line)
        run = json.loads((folder / f"{reply['id']}.json").read_text(encoding="utf-8"))
        # Hashed only now: what the notebook reads is known once it has run. A file that changed
        # while it ran gives a key that the next build does not find, so it runs again.
        inputs = Inputs(self.root, self.language)
        if error := run["error"]:
            lines = error["traceback"].strip()
            return Result(
                f"failed-{base}",
                tuple(run[OUTPUTS]),
                inputs.states(run["inputs"]),
                error=f"{error['name']}: {error['message']}\n{lines}",
                error_line=notebook.lines[error["cell"]],
            )
        states = inputs.states(run["inputs"])
        key = self.store.put(base, run["inputs"], inputs, {OUTPUTS: run[OUTPUTS], "inputs": states})
        return Result(key, tuple(run[OUTPUTS]), states, seconds=seconds)
