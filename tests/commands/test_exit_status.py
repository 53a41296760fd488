"""How a command ended is told in its last line, and as exit status: ``make`` ends with 2 in any case."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retorno.commands import cli
from retorno.project.paths import Project

RETORNO = [sys.executable, "-m", "retorno"]


def ended(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What ``retorno`` says and how it ends, in a process of its own."""
    return subprocess.run(
        [*RETORNO, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def last(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.splitlines()[-1]


def test_good_ends_without_a_word_about_it(small_book: Project) -> None:
    done = ended("--root", str(small_book.root), "clean")
    assert (done.returncode, done.stderr) == (cli.GOOD, "")


def test_wrong_content(small_book: Project) -> None:
    (small_book.root / "references.bib").unlink()
    done = ended("--root", str(small_book.root), "check")
    assert done.returncode == cli.CONTENT
    assert last(done) == "Exit status 1: the content is wrong."


@pytest.mark.parametrize("arguments", [("nonsense",), ("site", "--nonsense"), (), ("--root", "/", "check")])
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    done = ended(*arguments)
    assert done.returncode == cli.USAGE
    assert last(done) == "Exit status 2: the command was used wrongly."


def test_the_machine_in_the_way(small_book: Project) -> None:
    (small_book.root / "_build").write_text("a file in the place of the folder", encoding="utf-8")
    done = ended("--root", str(small_book.root), "site", "--unchecked", "--no-print")
    assert done.returncode == cli.MACHINE
    assert last(done) == "Exit status 3: the machine is in the way."
    assert "Traceback" not in done.stdout + done.stderr


def test_make_tells_it_too(tmp_path: Path) -> None:
    """The status of make is 2, whatever it ran ended with; the line above make's own tells which it was."""
    command = " ".join([*RETORNO, "--root", "/", "check"])
    (tmp_path / "Makefile").write_text(f"check:\n\t@{command}\n", encoding="utf-8")
    done = subprocess.run(["make"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2] == "Exit status 2: the command was used wrongly."


@pytest.mark.parametrize(
    ("error", "status"),
    [(KeyboardInterrupt, 130), (MemoryError, cli.MACHINE), (SystemExit(2), cli.USAGE)],
)
def test_no_traceback_of_what_ends_any_program(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException] | BaseException, status: int
) -> None:
    def main() -> int:
        raise error

    monkeypatch.setattr(cli, "main", main)
    assert cli._ended() == status


def test_a_terminal_that_knows_ascii_alone_shows_what_it_can(small_book: Project) -> None:
    done = ended("--root", str(small_book.root), "check", PYTHONIOENCODING="ascii")
    assert "Traceback" not in done.stderr
    assert done.returncode in (cli.GOOD, cli.CONTENT)
