"""Files that are kept between builds: written whole or not at all, and believed only if they are as they were written.

The first line of each is a hash of the rest. One that does not fit, because a disk or a person
changed it, counts as one that is not there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

PARTIAL = ".partial"
"""How a file ends that is being written."""


def keep(path: Path, content: bytes) -> bool:
    """Keep *content* at *path*; False where that cannot be written, which costs time only."""
    try:
        write_whole(path, sha256(content).hexdigest().encode() + b"\n" + content)
    except OSError:
        return False
    return True


def kept(path: Path) -> bytes | None:
    """What was kept at *path*, or None if it is not there or not as it was written."""
    try:
        stamp, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if stamp == sha256(content).hexdigest().encode() else None


def used(path: Path) -> None:
    """Note that a file was used now: those that were not for longest go first."""
    with suppress(OSError):  # a cache that may only be read is still a cache
        os.utime(path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, suffix=PARTIAL)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def clear_partial(folder: Path) -> None:
    """Remove what writers that were killed have left below *folder*, while nobody else writes there."""
    for left_over in list(folder.rglob(f"*{PARTIAL}")):
        if left_over.is_dir() and not left_over.is_symlink():
            shutil.rmtree(left_over, ignore_errors=True)
        else:
            left_over.unlink(missing_ok=True)
