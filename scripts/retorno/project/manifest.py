"""What a folder held when a build left it, so that the next can tell whether it still does.

A build that was killed has changed some of its files and not noted it; so has a person who
deleted one, or a disk that lost one. In each case nothing in the folder is believed any more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sphinx_keyed_execution.kept_files import keep, kept


def note(path: Path, folder: Path, others: Iterable[Path] = ()) -> None:
    """Note at *path* what *folder* holds now, and files at other places that belong to it."""
    keep(path, json.dumps([_inside(folder, path), _hashes(folder, others)], sort_keys=True).encode())


def holds(path: Path, folder: Path) -> bool:
    """Whether *folder* holds what was noted at *path*, and nothing else, and the other files are as they were."""
    noted = kept(path)
    if noted is None:
        return False
    inside, others = json.loads(noted)
    return bool(inside == _inside(folder, path) and others == _hashes(folder, (folder / name for name in others)))


def _inside(folder: Path, note: Path) -> dict[str, str]:
    """The files in *folder*; the *note* itself may lie there too."""
    return _hashes(folder, (path for path in folder.rglob("*") if path.is_file() and path != note))


def _hashes(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    """The hash of each file by its path from *folder*; empty where there is no such file."""
    return {
        os.path.relpath(path, folder): sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in files
    }
