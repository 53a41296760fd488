"""What the PDF needs is installed where that may be done, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
import setup_print


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an apt-get and without the libraries; gives the file in which its commands are noted."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(setup_print, "works", lambda: False)
    notes = tmp_path / "notes"
    notes.touch()
    command(tmp_path, "apt-get", f'echo "apt-get $1" >> {notes}')
    return notes


def command(folder: Path, name: str, does: str) -> None:
    """Put a command of this *name* on the search path."""
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)


def test_root_installs(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_print.os, "geteuid", lambda: 0)
    setup_print.main()
    assert told.read_text().splitlines() == ["apt-get update", "apt-get install"]


def test_others_install_with_a_sudo_that_asks_nothing(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_print.os, "geteuid", lambda: 1000)
    command(told.parent, "true", "exit 0")
    command(told.parent, "sudo", f'echo "sudo $1" >> {told}\nshift\nexec "$@"')
    setup_print.main()
    assert told.read_text().splitlines() == ["sudo -n", "sudo -n", "apt-get update", "sudo -n", "apt-get install"]


@pytest.mark.parametrize("sudo", ["exit 1", ""])
def test_nothing_is_tried_where_a_password_is_asked(told: Path, monkeypatch: pytest.MonkeyPatch, sudo: str) -> None:
    monkeypatch.setattr(setup_print.os, "geteuid", lambda: 1000)
    if sudo:
        command(told.parent, "sudo", sudo)
    setup_print.main()
    assert told.read_text() == ""


def test_nothing_is_installed_where_the_libraries_are(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_print, "works", lambda: True)
    setup_print.main()
    assert told.read_text() == ""
