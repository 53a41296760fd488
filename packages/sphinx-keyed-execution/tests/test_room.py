"""The temporary folder of a notebook is measured and cleared away without believing anything in it."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx_keyed_execution.room import ENTRY, clear, size_of


def test_what_is_there_is_counted_and_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(3_000_000))
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    assert size_of(folder, 10**9) < 3 * ENTRY
    (folder / "deep" / "file").write_bytes(b"x" * 500_000)
    assert 500_000 <= size_of(folder, 10**9) < 600_000
    (folder / "link").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    assert size_of(folder, 10**9) < 600_000


def test_many_empty_files_count_and_looking_ends_at_the_bound(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / str(number)).touch()
    assert size_of(tmp_path, 10**9) == 100 * ENTRY
    assert size_of(tmp_path, 10 * ENTRY) == 11 * ENTRY


def test_a_folder_is_cleared_however_deep_it_is(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    clear(top)
    assert not top.exists()
    clear(top)
