"""What several parts of the book do with files: pack archives that are the same every day, and bound a cache.

Writing a file whole and hashing one belong to ``sphinx_keyed_execution`` (``kept_files``, ``inputs``).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Entry = tuple[str, bytes]
"""A name in an archive, with forward slashes, and its content."""

NO_DAY = date(1980, 1, 1)
"""The first day that a zip knows: for archives that have no date of their own."""


def pack(entries: Iterable[Entry], target: Path | BinaryIO, day: date = NO_DAY, stored: Iterable[str] = ()) -> None:
    """Write a zip of *entries* in the order given, whose bytes depend on its content and *day* alone.

    Those named in *stored* are not compressed.
    """
    plain = set(stored)
    with ZipFile(target, "w") as archive:
        for name, content in entries:
            entry = ZipInfo(name, (max(day.year, NO_DAY.year), day.month, day.day, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, ZIP_STORED if name in plain else ZIP_DEFLATED)


def keep_newest(paths: Iterable[Path], most: int) -> None:
    """Delete all *paths*, files or folders, but for the *most* that were used last."""
    by_age = sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[most:]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
