"""Temporary folders that somebody clears away even if their owner was killed.

Each holds a file that its owner keeps locked while it lives; the system takes the lock back when
it ends. A build removes those that nobody holds any more.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

PREFIX = "keyed-execution-"
OWNER = "owner"


class Scratch:
    """A folder that lasts as long as this object, at :attr:`path`."""

    def __init__(self) -> None:
        self.path, handle = _made()
        self._end = weakref.finalize(self, _removed, self.path, handle, os.getpid())

    def close(self) -> None:
        """Remove the folder."""
        self._end()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.close()


def clear_dead() -> None:
    """Remove the folders whose owners have ended without doing so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            handle = os.open(folder / OWNER, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        except FileNotFoundError:
            with suppress(OSError):  # it is not empty, and no folder of ours
                folder.rmdir()
            continue
        except OSError:
            continue  # another user's
        if _held(handle):
            shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _made() -> tuple[Path, int]:
    """A new folder, and the handle that holds it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        with suppress(FileNotFoundError):  # somebody who cleared up took it before it was held: another one then
            handle = os.open(folder / OWNER, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            if _held(handle) and (folder / OWNER).exists():
                return folder, handle
            os.close(handle)


def _removed(folder: Path, handle: int, owner: int) -> None:
    if os.getpid() != owner:  # a copy of the owner, which it has forked
        return
    shutil.rmtree(folder, ignore_errors=True)
    os.close(handle)


if sys.platform == "win32":
    from sphinx_keyed_execution.process_lock import locked as _held
else:
    import fcntl

    def _held(handle: int) -> bool:
        """Take the lock, or say that another has it: one that excludes this process itself as well."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
