"""What is kept is believed only if it is as it was left."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_keyed_execution.kept_files import clear_partial, keep, kept


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
