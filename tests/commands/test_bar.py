"""What a build shows while it runs: a bar on a terminal, plain lines elsewhere, and where the time went."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from retorno.project.paths import Project

ROOT = Path(__file__).parents[2]
SITE = ("site", "--unchecked", "--no-print")


def command(project: Project, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "retorno", "--root", str(project.root), *SITE, *arguments]


def on_a_terminal(arguments: list[str]) -> str:
    """What a program writes on a terminal, control sequences left out."""
    here, there = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(arguments, stdout=there, stderr=there, env=environment)
    os.close(there)
    written = b""
    while True:
        try:
            read = os.read(here, 4096)
        except OSError:  # on Linux the end of a terminal is an error
            break
        if not read:
            break
        written += read
    os.close(here)
    assert process.wait() == 0, written.decode()
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", written.decode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no such terminals")
def test_a_terminal_sees_bars_and_how_much_is_left(small_book: Project) -> None:
    shown = on_a_terminal(command(small_book))
    assert re.search(r"notebooks run +━+ 1/1", shown)
    assert re.search(r"pages read +━+ (\d+)/\1", shown)
    assert re.search(r"pages written +━+ (\d+)/\1", shown)
    assert "notebook chapters/analyses/arrivals.md done in" in shown


def test_a_log_gets_plain_lines_and_the_table_of_time(small_book: Project) -> None:
    done = subprocess.run(command(small_book), capture_output=True, text=True, check=True)
    assert "━" not in done.stdout
    assert "\x1b" not in done.stdout
    assert "notebook chapters/analyses/arrivals.md done in" in done.stdout
    assert re.search(r"^  edition en +\d+\.\d s$", done.stdout, re.M)
    assert re.search(r"^  together +\d+\.\d s$", done.stdout, re.M)


def recipe(*variables: str) -> str:
    """What ``make site`` would run."""
    asked = ["make", "--no-print-directory", "--dry-run", "--old-file=.venv/.ready", "site", "PRINT=no", *variables]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_a_profile_names_the_functions(small_book: Project, tmp_path: Path) -> None:
    """As ``PROFILE=1`` asks for it: a build under Python's own profiler."""
    *_, build, show = recipe("PROFILE=1").splitlines()
    assert " ".join(build.split()) == ".venv/bin/python -m cProfile -o _build/profile.pstats -m retorno site --no-print"
    assert show.endswith(".venv/bin/python -m pstats _build/profile.pstats")
    assert "cProfile" not in recipe()
    kept = tmp_path / "profile.pstats"
    _, *arguments = command(small_book)
    done = subprocess.run([sys.executable, "-m", "cProfile", "-o", kept, *arguments], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    asked = {"input": "sort cumulative\nstats write_edition\n", "capture_output": True, "text": True}
    assert "edition.py" in subprocess.run([sys.executable, "-m", "pstats", kept], check=True, **asked).stdout
