"""The process from which notebooks are forked.

It imports large libraries once and then waits for jobs, one a line on standard input: the
path of a file with a JSON object, which it removes. Each job runs in a fresh child, a few at a
time; each result is one JSON line on standard output. Started as
``python -m sphinx_keyed_execution.server WORKERS PARENT HOOKS``. It ends when its input or its parent ends.

What is in a child may be hostile: nothing of it is believed here, and nothing that it can name is opened.

A job: ``id``, ``cells``, ``page``, ``root``, ``result`` (the file for the result), ``hooks`` (see
:func:`hooks.load`), ``seconds``, ``megabytes``. A reply: ``id``, and ``event`` ``done`` (the result file is there) or
``died`` with ``why`` and ``cell``.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sphinx_keyed_execution import lifeline
from sphinx_keyed_execution.child import execute, keep_only
from sphinx_keyed_execution.hooks import Hooks, load
from sphinx_keyed_execution.reach import readable
from sphinx_keyed_execution.room import clear, size_of
from sphinx_keyed_execution.watch import bare, distributions

CAN_FORK = hasattr(os, "fork")
SCRATCH_MEGABYTES = 256
"""How much a notebook may keep in its temporary folder."""

LOOKS, ENDS = 0.5, 0.002
"""Seconds between two looks at these folders, and at a process that is about to end."""


def warm(hooks: Hooks) -> None:
    """Import what nearly every notebook imports, and leave it out of sight of the garbage collector.

    While importing, the collector would look through everything again and again, a third of the
    time; in a child it would touch every page of memory that it shares with this process.
    """
    gc.disable()
    import IPython.core.interactiveshell  # noqa: F401

    bare()
    for name in hooks.warm:
        with suppress(ImportError):  # it is not installed, and nobody will ask for it
            import_module(name)
    if hooks.libraries is None:
        distributions()
    readable()
    gc.freeze()
    gc.enable()


@dataclass
class Child:
    """A running notebook."""

    job: dict[str, Any]
    pid: int
    ends: float
    progress: int
    printed: int
    scratch: Path
    begun: float
    cell: int = -1
    over: bool = False


def _job(line: str) -> dict[str, Any]:
    """The job in the file that *line* names."""
    path = Path(line.strip())
    job: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return job


class Server:
    """Runs jobs as children, at most *workers* at a time."""

    def __init__(self, workers: int, hooks: Hooks) -> None:
        self.workers = workers
        self.hooks = hooks
        self.waiting: list[dict[str, Any]] = []
        self.running: dict[int, Child] = {}
        self.selector = selectors.DefaultSelector()

    def serve(self) -> None:
        """Take jobs until the input ends: then nobody waits for a result any more."""
        signal.signal(signal.SIGTERM, self._stop)
        os.set_blocking(0, False)
        self.selector.register(0, selectors.EVENT_READ, None)
        rest, practised = b"", False
        patience: float | None = 0.0
        while True:
            for key, _ in self.selector.select(patience):
                if key.data is None:
                    data = os.read(0, 1 << 20)
                    if not data:
                        return self._abandon()
                    *lines, rest = (rest + data).split(b"\n")
                    self.waiting += [_job(line.decode()) for line in lines if line.strip()]
                else:
                    self._progress(key.data)
            self._ended()
            self._beyond()
            if not practised and not self.running and len(self.waiting) != 1:  # a single job would only wait for it
                self.hooks.practise()
                practised = True
            while self.waiting and len(self.running) < self.workers:
                self._start(self.waiting.pop(0))
            patience = self._patience()

    def _stop(self, *_: object) -> None:
        self._abandon()
        os._exit(0)

    def _abandon(self) -> None:
        for child in self.running.values():
            _kill(child.pid)
            clear(child.scratch)

    def _patience(self) -> float | None:
        """How long to wait for news: until the next look at what runs; with none running, as long as it takes."""
        if not self.running:
            return None
        if any(child.over for child in self.running.values()):  # the end of a process comes just after its pipe's
            return ENDS
        return max(0.0, min(LOOKS, min(child.ends for child in self.running.values()) - time.monotonic()) + 0.01)

    def _start(self, job: dict[str, Any]) -> None:
        read, write = os.pipe()
        # Beside its result: whoever clears away what a killed build left clears this with it.
        scratch, server = Path(tempfile.mkdtemp(dir=Path(job["result"]).parent)), os.getpid()
        result = os.open(job["result"], os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with tempfile.TemporaryFile() as file:
            printed = os.dup(file.fileno())
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                os.setsid()
                lifeline.end_with(server)
                keep_only({write, result}, printed)
                execute(job, scratch, write, result)
                status = 0
            except MemoryError:
                status = 77
            except BaseException as error:
                os.write(2, f"{type(error).__name__}: {error}".encode(errors="replace")[:1000])
            finally:
                os._exit(status)
        os.close(write)
        os.close(result)
        now = time.monotonic()
        child = Child(job, pid, now + job["seconds"], read, printed, scratch, now)
        self.running[pid] = child
        self.selector.register(read, selectors.EVENT_READ, child)

    def _progress(self, child: Child) -> None:
        """A child began a cell, or closed its end of the pipe, as a rule because it is over."""
        data = os.read(child.progress, 4096)
        if data:
            with suppress(ValueError, IndexError):
                child.cell = int(data.split()[-1])
            return
        self.selector.unregister(child.progress)
        child.over = True

    def _ended(self) -> None:
        """See to the children that closed their pipe: those that live on have their time."""
        for child in [child for child in self.running.values() if child.over]:
            ended, status = os.waitpid(child.pid, os.WNOHANG)
            if not ended:
                continue
            code = os.waitstatus_to_exitcode(status)
            if code == 0 and os.path.getsize(child.job["result"]):
                self._over(child, {"event": "done"})
            elif code == 77:
                said = f"it needs more than the {child.job['megabytes']} MB of memory it may use"
                self._over(child, {"event": "died", "why": said})
            else:
                printed = os.pread(child.printed, 2000, max(0, os.fstat(child.printed).st_size - 2000))
                said = f"its process ended {lifeline.ending(code)}. {printed.decode(errors='replace')}"
                self._over(child, {"event": "died", "why": said.strip()})

    def _beyond(self) -> None:
        """End the children that are beyond their time or their room."""
        for child in list(self.running.values()):
            if child.ends <= time.monotonic():
                self._end(child, f"it ran longer than the {child.job['seconds']} seconds it may take")
            elif size_of(child.scratch, SCRATCH_MEGABYTES * 1_000_000) > SCRATCH_MEGABYTES * 1_000_000:
                self._end(child, f"it wrote more than {SCRATCH_MEGABYTES} MB into its temporary folder")

    def _end(self, child: Child, why: str) -> None:
        _kill(child.pid)
        os.waitpid(child.pid, 0)
        self._over(child, {"event": "died", "why": why})

    def _over(self, child: Child, reply: dict[str, Any]) -> None:
        _kill(child.pid)
        if not child.over:
            self.selector.unregister(child.progress)
        os.close(child.progress)
        os.close(child.printed)
        clear(child.scratch)
        del self.running[child.pid]
        _reply({"id": child.job["id"], "cell": child.cell, "seconds": time.monotonic() - child.begun, **reply})


def _kill(pid: int) -> None:
    """End a child and whatever it started (it leads a session of its own)."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _reply(reply: dict[str, Any]) -> None:
    os.write(1, (json.dumps(reply) + "\n").encode())


def serve_without_fork() -> None:
    """Where there is no fork (Windows): one new process a job, one after another, same results."""
    for line in sys.stdin:
        job, begun = _job(line), time.monotonic()
        place = Path(job["result"]).parent
        with tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as scratch:
            reply = _run_alone(job, Path(scratch))
            _reply({"id": job["id"], "seconds": time.monotonic() - begun, **reply})


def _run_alone(job: dict[str, Any], scratch: Path) -> dict[str, Any]:
    """Run one job in a new process; the reply to it."""
    command = [sys.executable, "-P", "-m", "sphinx_keyed_execution.server", "--one", str(scratch)]
    try:
        done = subprocess.run(command, input=json.dumps(job), text=True, capture_output=True, timeout=job["seconds"])
    except subprocess.TimeoutExpired:
        return {"cell": -1, "event": "died", "why": f"it ran longer than the {job['seconds']} seconds it may take"}
    cell = int((done.stdout.split() or ["-1"])[-1])
    if done.returncode == 0 and os.path.getsize(job["result"]):
        return {"cell": cell, "event": "done"}
    return {
        "cell": cell,
        "event": "died",
        "why": f"its process ended {lifeline.ending(done.returncode)}. {done.stderr[-2000:]}",
    }


def main() -> None:
    """Serve jobs, or run the single job on standard input (``--one``)."""
    if sys.argv[1] == "--one":
        job = json.loads(sys.stdin.readline())
        warm(load(job["hooks"]))  # what every notebook has imported is an input of every notebook
        execute(job, Path(sys.argv[2]), os.dup(1), os.open(job["result"], os.O_CREAT | os.O_WRONLY, 0o600))
        return
    lifeline.end_with(int(sys.argv[2]))
    if CAN_FORK:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build that started it decides
        hooks = load(sys.argv[3])
        warm(hooks)
        Server(int(sys.argv[1]), hooks).serve()
    else:
        serve_without_fork()


if __name__ == "__main__":
    main()
