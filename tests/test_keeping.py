"""What is kept is believed only if it is as it was left: single files, and whole folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retorno.project import manifest
from retorno.project.kept_files import clear_partial, keep, kept


@pytest.mark.parametrize("content", [b"", b"\n", b"a\nb", bytes(range(256)) * 5])
def test_what_was_kept_comes_back(tmp_path: Path, content: bytes) -> None:
    assert keep(tmp_path / "a" / "b.svg", content)
    assert kept(tmp_path / "a" / "b.svg") == content
    assert kept(tmp_path / "nothing") is None


def test_one_changed_byte_makes_it_a_miss(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    keep(path, b"some content")
    whole = path.read_bytes()
    for position in range(len(whole)):
        for changed in (whole[:position], whole[:position] + b"~" + whole[position + 1 :]):
            path.write_bytes(changed)
            assert kept(path) is None


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not keep(tmp_path / "file" / "below", b"x")


def test_what_killed_writers_left_is_cleared(tmp_path: Path) -> None:
    keep(tmp_path / "kept.svg", b"x")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "tmp1.partial").touch()
    (tmp_path / "print.partial").mkdir()
    (tmp_path / "print.partial" / "inner.partial").touch()
    clear_partial(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["kept.svg"]


def changed(root: Path) -> None:
    (root / "folder" / "a").write_text("other")


def added(root: Path) -> None:
    (root / "folder" / "c").touch()


def gone(root: Path) -> None:
    (root / "folder" / "b" / "b").unlink()


def other_changed(root: Path) -> None:
    (root / "picture").write_text("other")


def other_gone(root: Path) -> None:
    (root / "picture").unlink()


def note_gone(root: Path) -> None:
    (root / "notes" / "note").unlink()


def note_damaged(root: Path) -> None:
    (root / "notes" / "note").write_text("{}")


@pytest.mark.parametrize("edit", [changed, added, gone, other_changed, other_gone, note_gone, note_damaged])
def test_a_folder_that_is_not_as_it_was_left_is_not_believed(tmp_path: Path, edit: Callable[[Path], None]) -> None:
    folder, picture, note = tmp_path / "folder", tmp_path / "picture", tmp_path / "notes" / "note"
    (folder / "b").mkdir(parents=True)
    for path in (folder / "a", folder / "b" / "b", picture):
        path.write_text("x")
    assert not manifest.holds(note, folder)
    manifest.note(note, folder, [picture])
    assert manifest.holds(note, folder)
    edit(tmp_path)
    assert not manifest.holds(note, folder)


def test_a_note_may_lie_in_its_folder_and_both_may_move(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("x")
    manifest.note(folder / "whole.json", folder)
    moved = folder.rename(tmp_path / "moved")
    assert manifest.holds(moved / "whole.json", moved)
    (moved / "a").write_text("y")
    assert not manifest.holds(moved / "whole.json", moved)
