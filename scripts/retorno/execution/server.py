"""The process from which notebooks are forked.

It imports the scientific stack once and then waits for jobs, one a line on standard input: the
path of a file with a JSON object, which it removes. Each job runs in a fresh child, a few at a
time; each result is one JSON line on standard output. Started as
``python -m retorno.execution.server WORKERS PARENT``. It ends when its input or its parent ends.

A job: ``id``, ``cells``, ``page``, ``root``, ``result`` (the file for the result), ``language``,
``seconds``, ``megabytes``. A reply: ``id``, and ``event`` ``done`` (the result file is there) or
``died`` with ``why`` and ``cell``.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retorno import lifeline

CAN_FORK = hasattr(os, "fork")
RESULT = "result.json"


def warm() -> None:
    """Import what nearly every notebook imports, and leave it out of sight of the garbage collector.

    While importing, the collector would look through everything again and again, a third of the
    time; in a child it would touch every page of memory that it shares with this process.
    """
    gc.disable()
    import altair  # noqa: F401
    import IPython.core.interactiveshell  # noqa: F401
    import pandas  # noqa: F401

    gc.freeze()
    gc.enable()


def practise() -> None:
    """Make one chart: the first use builds tables that every child would build again."""
    import altair as alt
    import pandas

    frame = pandas.DataFrame({"x": [1.0], "t": pandas.to_datetime(["2025-01-01"])})
    alt.Chart(frame).mark_line().encode(x="t:T", y="x:Q").to_dict()


@dataclass
class Child:
    """A running notebook."""

    job: dict[str, Any]
    pid: int
    ends: float
    progress: int
    scratch: Path
    begun: float
    cell: int = -1


def _job(line: str) -> dict[str, Any]:
    """The job in the file that *line* names."""
    path = Path(line.strip())
    job: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return job


def child_main(job: dict[str, Any], scratch: Path, progress: int) -> None:
    """Run one job in this process and leave its result in *scratch*; the process ends here."""
    from retorno.execution.run import run

    _limit_memory(job["megabytes"])
    os.environ.update(TMPDIR=str(scratch), IPYTHONDIR=str(scratch), RETORNO_LANGUAGE=job["language"])
    tempfile.tempdir = str(scratch)
    page, root = Path(job["page"]), Path(job["root"])
    result = run(job["cells"], page, root, scratch, job["language"], lambda cell: _tell(progress, cell))
    (scratch / RESULT).write_text(json.dumps(result), encoding="utf-8")


def _deliver(job: dict[str, Any], scratch: Path) -> bool:
    """Put the result of a process that has ended where the job asks for it; whether there was one."""
    try:
        os.replace(scratch / RESULT, job["result"])
    except FileNotFoundError:
        return False
    return True


def _tell(progress: int, cell: int) -> None:
    os.write(progress, f"{cell}\n".encode())


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


class Server:
    """Runs jobs as children, at most *workers* at a time."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
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
            self._late()
            if not practised and not self.running and len(self.waiting) != 1:  # a single job would only wait for it
                practise()
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
            shutil.rmtree(child.scratch, ignore_errors=True)

    def _patience(self) -> float | None:
        """How long to wait for news: until the next child is late; with none running, as long as it takes."""
        if not self.running:
            return None
        return max(0.0, min(child.ends for child in self.running.values()) - time.monotonic()) + 0.01

    def _start(self, job: dict[str, Any]) -> None:
        read, write = os.pipe()
        # Beside its result: whoever clears away what a killed build left clears this with it.
        scratch, server = Path(tempfile.mkdtemp(dir=Path(job["result"]).parent)), os.getpid()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                os.setsid()
                lifeline.end_with(server)
                os.close(read)
                _quiet(scratch)
                child_main(job, scratch, write)
                status = 0
            except MemoryError:
                status = 77
            finally:
                os._exit(status)
        os.close(write)
        now = time.monotonic()
        child = Child(job, pid, now + job["seconds"], read, scratch, now)
        self.running[pid] = child
        self.selector.register(read, selectors.EVENT_READ, child)

    def _progress(self, child: Child) -> None:
        """A child began a cell, or closed its end of the pipe because it is over."""
        data = os.read(child.progress, 4096)
        if data:
            child.cell = int(data.split()[-1])
            return
        _, status = os.waitpid(child.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == 0 and _deliver(child.job, child.scratch):
            self._over(child, {"event": "done"})
        elif code == 77:
            self._over(
                child,
                {"event": "died", "why": f"it needs more than the {child.job['megabytes']} MB of memory it may use"},
            )
        else:
            printed = (child.scratch / "printed").read_text(errors="replace")[-2000:]
            self._over(child, {"event": "died", "why": f"its process ended with status {code}. {printed}".strip()})

    def _late(self) -> None:
        for child in [child for child in self.running.values() if child.ends <= time.monotonic()]:
            _kill(child.pid)
            os.waitpid(child.pid, 0)
            self._over(
                child, {"event": "died", "why": f"it ran longer than the {child.job['seconds']} seconds it may take"}
            )

    def _over(self, child: Child, reply: dict[str, Any]) -> None:
        _kill(child.pid)
        self.selector.unregister(child.progress)
        os.close(child.progress)
        shutil.rmtree(child.scratch, ignore_errors=True)
        del self.running[child.pid]
        _reply({"id": child.job["id"], "cell": child.cell, "seconds": time.monotonic() - child.begun, **reply})


def _kill(pid: int) -> None:
    """End a child and whatever it started (it leads a session of its own)."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _quiet(scratch: Path) -> None:
    """What native code prints goes into a file that is shown only if the child dies."""
    printed = os.open(scratch / "printed", os.O_CREAT | os.O_WRONLY)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


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
    command = [sys.executable, "-m", "retorno.execution.server", "--one", str(scratch)]
    try:
        done = subprocess.run(command, input=json.dumps(job), text=True, capture_output=True, timeout=job["seconds"])
    except subprocess.TimeoutExpired:
        return {"cell": -1, "event": "died", "why": f"it ran longer than the {job['seconds']} seconds it may take"}
    cell = int((done.stdout.split() or ["-1"])[-1])
    if done.returncode == 0 and _deliver(job, scratch):
        return {"cell": cell, "event": "done"}
    return {
        "cell": cell,
        "event": "died",
        "why": f"its process ended with status {done.returncode}. {done.stderr[-2000:]}",
    }


def main() -> None:
    """Serve jobs, or run the single job on standard input (``--one``)."""
    if sys.argv[1] == "--one":
        job = json.loads(sys.stdin.readline())
        child_main(job, Path(sys.argv[2]), os.dup(1))
        return
    lifeline.end_with(int(sys.argv[2]))
    if CAN_FORK:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build that started it decides
        warm()
        Server(int(sys.argv[1])).serve()
    else:
        serve_without_fork()


if __name__ == "__main__":
    main()
