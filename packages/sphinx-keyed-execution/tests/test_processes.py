"""Locks, temporary folders and children end with the process that they belong to, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from sphinx_keyed_execution import lifeline, scratch_folders
from sphinx_keyed_execution.process_lock import alone, alone_at_once

FORKING = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
PATIENCE = 20.0


@contextmanager
def running(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A program in a process of its own that has said a line, which is left in its ``args``."""
    process = subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.args = process.stdout.readline().strip()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def gone(pid: int) -> bool:
    """Whether a process ends within some seconds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


HOLDS = """
import os, subprocess, sys, time
from pathlib import Path
from sphinx_keyed_execution.process_lock import alone
with alone(Path(sys.argv[1]), lambda holder: None):
    child = os.fork() or time.sleep(60)
    print(child, flush=True)
    time.sleep(60)
"""


@FORKING
def test_a_lock_names_its_holder_and_dies_with_it_though_a_child_lives_on(tmp_path: Path) -> None:
    told: list[str] = []
    with running(HOLDS, str(tmp_path / "lock")) as holder:
        with alone_at_once(tmp_path / "lock") as held:
            assert not held
        child = int(str(holder.args))

        def waiting(number: str) -> None:
            told.append(number)
            holder.kill()

        with alone(tmp_path / "lock", waiting) as waited:
            assert waited
            assert told == [str(holder.pid)]
            assert psutil.pid_exists(child)  # an orphan, which holds nothing
        os.kill(child, signal.SIGKILL)


def test_a_lock_that_nobody_holds_is_had_at_once(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path / "lock", pytest.fail) as waited:
            assert not waited
        with alone_at_once(tmp_path / "lock") as held:
            assert held


OWNS = (
    "import time; from sphinx_keyed_execution.scratch_folders import Scratch;"
    "own = Scratch(); print(own.path, flush=True); time.sleep(60)"
)


def test_a_folder_is_cleared_away_when_its_owner_has_died_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    mine = scratch_folders.Scratch()
    (tmp_path / f"{scratch_folders.PREFIX}other").mkdir()
    (tmp_path / f"{scratch_folders.PREFIX}other" / "a file of somebody else").touch()
    with running(OWNS) as owner:
        theirs = Path(str(owner.args))
        (theirs / "result").write_text("x")
        scratch_folders.clear_dead()
        assert (theirs / "result").exists()
        assert mine.path.exists()
    scratch_folders.clear_dead()
    assert not theirs.exists()
    assert mine.path.exists()
    mine.close()
    assert [path.name for path in tmp_path.iterdir()] == [f"{scratch_folders.PREFIX}other"]


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], str(__import__("os").getpid())], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(60)
"""
CHILD = """
import sys, time
from sphinx_keyed_execution import lifeline
{prepare}
lifeline.end_with(int(sys.argv[1]))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("prepare", ["", "lifeline._told_by_the_system = lambda: False"], ids=["system", "thread"])
def test_a_child_ends_with_its_parent(prepare: str) -> None:
    with running(PARENT, CHILD.format(prepare=prepare)) as parent:
        child = int(str(parent.args))
        assert psutil.pid_exists(child)
        parent.kill()
        parent.wait()
        assert gone(child)


def test_a_child_whose_parent_has_gone_before_ends_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", CHILD.format(prepare=""), "1"], capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stdout == ""


def test_how_a_process_ended_is_said_in_words() -> None:
    assert lifeline.ending(1) == "with status 1"
    assert lifeline.ending(-signal.SIGTERM) == "by the signal SIGTERM"
    assert "memory ran out" in lifeline.ending(-9)
    assert lifeline.ending(-99) == "by the signal 99"
