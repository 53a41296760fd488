"""What a machine can be like: a build ends well, or says in words what is in the way, and leaves the site as it was."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retorno.commands import cli
from retorno.project.machine_faults import WORDS, in_words
from retorno.project.paths import Project

RETORNO = f"{shlex.quote(sys.executable)} -m retorno"
SITE = "site --unchecked --no-print"
ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def changed(project: Project) -> Path:
    """A page of the built book, changed so that there is something to build."""
    page = project.root / "chapters" / "understanding" / "counting.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA new sentence.\n", encoding="utf-8")
    return page


def built(project: Project, before: str = "", environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Exit status and words of a build by the shell, after the commands *before*."""
    command = f"{before}\n{RETORNO} --root {shlex.quote(str(project.root))} {SITE}"
    done = subprocess.run(
        ["bash", "-c", command],
        env=dict(os.environ) if environment is None else environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def site_of(project: Project) -> dict[str, bytes]:
    site = project.root / "_site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def stays(project: Project, ended: tuple[int, str, str], before: dict[str, bytes], words: str) -> None:
    """The build said what was in the way, and the site is as it was."""
    status, _, told = ended
    assert status == cli.MACHINE, told
    assert words in told
    assert "The site was not changed." in told
    assert told.splitlines()[-1] == "Exit status 3: the machine is in the way."
    assert site_of(project) == before


@pytest.mark.parametrize(
    ("before", "variables"),
    [("unset HOME", {}), ("umask 077", {}), ("ulimit -n 64", {}), ("", ASCII), ("", {"PYTHONIOENCODING": "latin-1"})],
    ids=["no HOME", "umask 077", "64 files", "LANG=C", "latin-1"],
)
def test_what_is_no_hindrance(built_book: Project, before: str, variables: dict[str, str]) -> None:
    changed(built_book)
    status, _, told = built(built_book, before, {**os.environ, **variables})
    assert status == cli.GOOD, told
    assert "A new sentence." in (built_book.root / "_site/en/chapters/understanding/counting.html").read_text("utf-8")


@pytest.mark.parametrize("files", [12, 22])
def test_few_file_handles(built_book: Project, files: int) -> None:
    changed(built_book)
    shutil.rmtree(built_book.root / ".cache")  # so that there is most to do
    before = site_of(built_book)
    status, _, told = ended = built(built_book, f"ulimit -n {files}")
    if status == cli.MACHINE:
        stays(built_book, ended, before, "")
    else:  # a cell that cannot open its file is told as the cell's failure
        assert status in (cli.GOOD, cli.CONTENT), told


def mounted(project: Project, *mounts: str) -> tuple[int, str, str]:
    """A build after *mounts*, which no other process sees."""
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("only root makes mounts here")
    root = shlex.quote(str(project.root))
    lines = " && ".join([*(mount.format(root=root) for mount in mounts), f"cd {root}", f"{RETORNO} {SITE}"])
    done = subprocess.run(
        ["unshare", "--mount", "bash", "-c", lines],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def test_a_tree_that_may_only_be_read(built_book: Project) -> None:
    changed(built_book)
    before = site_of(built_book)
    ended = mounted(built_book, "mount --bind {root} {root}", "mount -o remount,ro,bind {root}")
    stays(built_book, ended, before, "this place may only be read")


@pytest.mark.parametrize("room", [0, 500])
def test_a_full_disk(built_book: Project, room: int) -> None:
    """The book on a disk of its own, with *room* for so many kilobytes more."""
    changed(built_book)
    shutil.rmtree(built_book.root / ".cache")
    shutil.rmtree(built_book.root / "_build")
    before = site_of(built_book)
    disk = built_book.root.with_name("disk")
    disk.mkdir()
    ended = mounted(
        built_book,
        f"mount -t tmpfs tmpfs {shlex.quote(str(disk))}",
        f"cp -a {{root}}/. {shlex.quote(str(disk))}",
        f"mount -o remount,size=$(($(df -k --output=used {shlex.quote(str(disk))} | tail -1) + {room}))k"
        f" {shlex.quote(str(disk))}",
        f"mount --bind {shlex.quote(str(disk))} {{root}}",
    )
    stays(built_book, ended, before, "")
    assert "disk is full" in ended[2] or "No space left" in ended[2]


@pytest.mark.parametrize("code", WORDS)
def test_what_the_system_says_has_words(code: int) -> None:
    told = in_words(OSError(code, os.strerror(code), "/some/place"))
    assert "/some/place; " in told
    assert "Errno" not in told


def test_what_has_no_words_is_told_as_the_system_tells_it() -> None:
    assert in_words(OSError(errno.ELOOP, "Too many levels of symbolic links", "/x")) == (
        "Too many levels of symbolic links: /x"
    )
    assert in_words(OSError("no number at all.\nmore")) == "no number at all"
    assert in_words(MemoryError()) == "no memory was left"
    assert in_words(shutil.Error([("a", "b", "why"), ("c", "d", "why")])) == (
        "2 files could not be copied, the first of them a (why)"
    )
