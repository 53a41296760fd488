"""The archives that the site offers: the ePub, and the site itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

from retorno.project.files import pack


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
