"""A folder is believed only if it is as it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retorno.project import manifest


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
