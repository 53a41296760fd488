"""Two builds of the same sources give the same site, byte for byte, wherever, whenever and however they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from retorno.project.paths import Project

SERIAL = "import os; os.cpu_count = lambda: 1; "
BUILD = (
    "import sys; from retorno.commands.cli import main; sys.exit(main(['--root', sys.argv[1], 'site', '--unchecked']))"
)


def built(root: Path, serial: bool, **environment: str) -> dict[str, bytes]:
    """Every file of the site that a build in a process of its own publishes at *root*."""
    command = [sys.executable, "-c", (SERIAL if serial else "") + BUILD, str(root)]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "_site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def copied(project: Project, place: Path) -> Path:
    """The sources in another place, with the time stamps of another day."""
    shutil.copytree(project.root, place, ignore=shutil.ignore_patterns("_build", "_site", ".cache"))
    for path in place.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return place


def test_two_builds_are_the_same_byte_for_byte(small_book: Project, tmp_path: Path) -> None:
    """Cold and parallel here; there in another place, time zone, language and order of hashing, one page after another.

    Then there again from nothing but the store of executions, in parallel.
    """
    here = built(small_book.root, serial=False, PYTHONHASHSEED="1", TZ="UTC", LANG="C.UTF-8")
    assert {"en/index.html", "findings.json", "offline.zip"} <= here.keys()
    there = copied(small_book, tmp_path / "quite" / "another, longer place")
    time.sleep(1.1)  # zip archives and the headers of pictures know whole seconds
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LANG": "es_ES.UTF-8"}
    assert differing(here, built(there, serial=True, **elsewhere)) == []
    for folder in ("_build", "_site"):
        shutil.rmtree(there / folder)
    assert differing(here, built(there, serial=False, PYTHONHASHSEED="3")) == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
