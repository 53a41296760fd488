"""The archives that the site offers: the ePub, and the site itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

from retorno.project.kept_zip import pack_again

PACKED = Path(".cache") / "print" / "packed"
"""Where it is kept what was compressed for the archives, below the root of the project."""


def epub(folder: Path, target: Path, day: date, packed: Path) -> None:
    """Pack the pages that Sphinx left in *folder* as an ePub: what its manifest lists, ``mimetype`` first.

    What is compressed for it is kept in the folder *packed*.
    """
    listed = re.findall(r'<item [^>]*href="([^"]+)"', (folder / "content.opf").read_text(encoding="utf-8"))
    names = ["mimetype", "META-INF/container.xml", "content.opf", *sorted(set(listed))]
    entries = ((name, (folder / name).read_bytes()) for name in names)
    pack_again(entries, target, packed / f"{folder.name}.epub", day, stored=["mimetype"])


def site(
    folder: Path, target: Path, day: date, packed: Path, without: Iterable[str], changed: Callable[[str, bytes], bytes]
) -> None:
    """Pack a site below one folder, so that it unpacks tidily.

    Left out is whatever a pattern of *without* matches, files and folders by name. *changed* gets
    each name and content and gives the content for the archive; *packed* is as for :func:`epub`.
    """
    patterns = [target.name, *without]

    def kept(path: Path) -> bool:
        parts = path.relative_to(folder).parts
        return path.is_file() and not any(fnmatch(part, pattern) for part in parts for pattern in patterns)

    named = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if kept(path))
    entries = ((f"retorno/{name}", changed(name, path.read_bytes())) for name, path in named)
    pack_again(entries, target, packed / "site.zip", day)
