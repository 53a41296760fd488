"""What the PDF needs is installed where that may be done, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
import debian_packages
import setup_print
from retorno.site import typesetting

SUBSET, FACES = typesetting.NEEDS[2:4]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an apt-get that lacks a library and typefaces; gives the file in which commands are noted."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}")
    monkeypatch.setattr(typesetting, "missing", lambda: [SUBSET, FACES])
    notes = tmp_path / "notes"
    notes.touch()
    command(tmp_path, "env", 'shift\nexec "$@"')
    command(tmp_path, "apt-get", f'echo "apt-get $*" >> {notes}')
    return notes


def command(folder: Path, name: str, does: str) -> None:
    """Put a command of this *name* on the search path."""
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)


def test_root_installs_what_is_missing_and_nothing_else(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_packages.os, "geteuid", lambda: 0)
    setup_print.main()
    update, install = told.read_text().splitlines()
    assert update.endswith("update -qq")
    assert install.endswith("--no-install-recommends libharfbuzz-subset0 fonts-liberation")


def test_others_install_with_a_sudo_that_asks_nothing(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_packages.os, "geteuid", lambda: 1000)
    command(told.parent, "true", "exit 0")
    command(told.parent, "sudo", f'echo "sudo $1" >> {told}\nshift\nexec "$@"')
    setup_print.main()
    lines = [" ".join(line.split()[:2]) for line in told.read_text().splitlines()]
    assert lines == ["sudo -n", "sudo -n", "apt-get -o", "sudo -n", "apt-get -o"]


@pytest.mark.parametrize("sudo", ["exit 1", ""])
def test_nothing_is_tried_where_a_password_is_asked(told: Path, monkeypatch: pytest.MonkeyPatch, sudo: str) -> None:
    monkeypatch.setattr(debian_packages.os, "geteuid", lambda: 1000)
    if sudo:
        command(told.parent, "sudo", sudo)
    setup_print.main()
    assert told.read_text() == ""


def test_nothing_is_installed_where_everything_is(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(typesetting, "missing", list)
    setup_print.main()
    assert told.read_text() == ""


@pytest.mark.parametrize("does", ['echo "E: Unable to fetch some archives" >&2\nexit 100', "exit 3"])
def test_a_failure_is_told_in_one_line_and_stops_nothing(
    told: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], does: str
) -> None:
    monkeypatch.setattr(debian_packages.os, "geteuid", lambda: 0)
    command(told.parent, "apt-get", does)
    setup_print.main()
    said = capfd.readouterr()
    assert said.err == ""
    _, line = said.out.splitlines()
    assert line.startswith("apt-get could not install them (")


@pytest.mark.skipif(sys.platform != "linux", reason="the words are those of Linux, and the remedy is Debian’s")
def test_a_library_that_is_there_and_broken_is_told_from_one_that_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“Not installed … install it” would help nobody who has it."""
    file = tmp_path / "libpango.so.0"
    file.write_bytes(b"half of a download, or a library of another machine" * 9)
    needs = [typesetting.Need("Pango", "libpango", (str(file),)), typesetting.Need("Other", "other", ("no-such.so.9",))]
    broken, absent = needs
    assert not broken.there()
    assert absent.broken() == ""
    monkeypatch.setattr(typesetting, "missing", lambda: needs)
    assert typesetting.why_not() == f"Pango cannot be loaded ({file}: invalid ELF header), and Other is not installed"
    assert "apt-get install --reinstall libpango other" in typesetting.how_to_get(needs)
    assert "apt-get install other" in typesetting.how_to_get([absent])
