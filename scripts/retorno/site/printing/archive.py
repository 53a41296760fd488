"""Archives whose bytes depend on their content alone: sorted names, one date, no owner."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Entry = tuple[str, bytes]
"""A name in the archive, with forward slashes, and its content."""


def pack(entries: Iterable[Entry], target: Path, day: date, stored: Iterable[str] = ()) -> None:
    """Write *entries* in the order given; those named in *stored* are not compressed."""
    plain = set(stored)
    with ZipFile(target, "w") as archive:
        for name, content in entries:
            # Zip knows no date before 1980.
            entry = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, ZIP_STORED if name in plain else ZIP_DEFLATED)


def epub(folder: Path, target: Path, day: date) -> None:
    """Pack the pages that Sphinx left in *folder* as an ePub: what its manifest lists, ``mimetype`` first."""
    listed = re.findall(r'<item [^>]*href="([^"]+)"', (folder / "content.opf").read_text(encoding="utf-8"))
    names = ["mimetype", "META-INF/container.xml", "content.opf", *sorted(set(listed))]
    pack(((name, (folder / name).read_bytes()) for name in names), target, day, stored=["mimetype"])


def site(folder: Path, target: Path, day: date, without: Iterable[str], changed: Callable[[str, bytes], bytes]) -> None:
    """Pack a site below one folder, so that it unpacks tidily.

    Left out is whatever a pattern of *without* matches, files and folders by name. *changed* gets
    each name and content and gives the content for the archive.
    """
    patterns = [target.name, *without]

    def kept(path: Path) -> bool:
        parts = path.relative_to(folder).parts
        return path.is_file() and not any(fnmatch(part, pattern) for part in parts for pattern in patterns)

    named = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if kept(path))
    pack(((f"retorno/{name}", changed(name, path.read_bytes())) for name, path in named), target, day)
