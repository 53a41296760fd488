"""A zip that takes from the last one what has not changed."""

from __future__ import annotations

import zlib
from datetime import date
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from retorno.project import kept_zip
from retorno.project.kept_zip import pack_again

ENTRIES = [("mimetype", b"application/x"), ("a/ä.txt", b"words " * 500), ("b.txt", b""), ("a/c.txt", b"words " * 500)]
DAY = date(2026, 11, 22)


def packed(folder: Path, entries: list[tuple[str, bytes]] = ENTRIES) -> bytes:
    pack_again(entries, folder / "made.zip", folder / "kept", DAY, stored=["mimetype"])
    return (folder / "made.zip").read_bytes()


def test_others_can_read_it(tmp_path: Path) -> None:
    packed(tmp_path)
    with ZipFile(tmp_path / "made.zip") as archive:
        assert archive.testzip() is None
        assert [(entry.filename, archive.read(entry)) for entry in archive.infolist()] == ENTRIES
        assert archive.infolist()[0].compress_type == ZIP_STORED
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_only_what_has_changed_is_compressed_and_the_bytes_do_not_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(tmp_path)
    compressed = []

    def noted(content: bytes) -> bytes:
        compressed.append(content)
        made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        return made.compress(content) + made.flush()

    monkeypatch.setattr(kept_zip, "_deflated", noted)
    other = [*ENTRIES[:2], ("b.txt", b"new")]
    again = packed(tmp_path, other)
    assert compressed == [b"new"]
    (tmp_path / "elsewhere").mkdir()
    assert again == packed(tmp_path / "elsewhere", other)


@pytest.mark.parametrize("damage", [b"", b"nonsense\nnothing", None])
def test_what_was_kept_and_is_damaged_counts_as_lost(tmp_path: Path, damage: bytes | None) -> None:
    whole = packed(tmp_path)
    kept = bytearray((tmp_path / "kept").read_bytes())
    kept[-1] ^= 1
    (tmp_path / "kept").write_bytes(kept if damage is None else damage)
    assert packed(tmp_path) == whole
