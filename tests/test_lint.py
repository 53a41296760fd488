"""The code is in good form: what ``make lint`` looks at is looked at with the tests too."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def commands() -> list[str]:
    """The programs of the verb, without what only FIX=1 adds."""
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert recipe
    asked = re.sub(r"\$\(if \$\(FIX\),[^,)]*,?([^)]*)\)", r"\1", recipe[1])
    return re.findall(r"\$\(BIN\)/(.*)", asked)


def lint(command: str, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run one of the programs, the one of the environment that runs the tests."""
    program = [sys.executable, "-m", *command.split(), *arguments]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", commands())
def test_nothing_is_to_be_mended(command: str) -> None:
    done = lint(command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_form_layout_and_types_are_looked_at() -> None:
    assert [command.split() for command in commands()] == [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]]


@pytest.mark.parametrize(
    ("command", "code", "named"),
    [
        ("ruff check", "import os\n", "F401"),
        ("ruff format --check", "x = [ 1 ]\n", "would be reformatted"),
        ("mypy", "import yaml\nx: int = yaml.safe_dump([])[0]\ny: str = 1\n", "incompatible type"),
        ("mypy", "def f(x):\n    return x\n", "no-untyped-def"),
    ],
)
def test_a_fault_is_found(command: str, code: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "faulty.py").write_text(f'"""A fault."""\n\n{code}', encoding="utf-8")
    settings = {"ruff": "--config", "mypy": "--config-file"}[command.split()[0]]
    done = lint(command, settings, str(ROOT / "pyproject.toml"), "faulty.py", folder=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert named.lower() in (done.stdout + done.stderr).lower()
