"""A lock on a file, which the system takes back when the process that holds it ends, however it ends.

It is a record lock: a child that was forked does not inherit it, so no orphan can hold it. The
file names its holder for those who wait, which filelock (4.3.1) does not.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.05
"""Seconds between two looks at a lock that another process holds."""


@contextmanager
def alone(path: Path, waiting: Callable[[str], None]) -> Iterator[bool]:
    """Hold the lock at *path*; gives whether another process held it.

    Then *waiting* is called once, before the wait for its end, with the number of that process.
    """
    with _opened(path) as handle:
        waited = not locked(handle)
        if waited:
            waiting(_holder(path))
            while not locked(handle):
                time.sleep(PAUSE)
        _name_holder(handle)
        yield waited


@contextmanager
def alone_at_once(path: Path) -> Iterator[bool]:
    """Hold the lock at *path* if nobody else does; gives whether it is held."""
    with _opened(path) as handle:
        held = locked(handle)
        if held:
            _name_holder(handle)
        yield held


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield handle
    finally:
        os.close(handle)  # which gives the lock back


def _name_holder(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, f"{os.getpid()}\n".encode())


def _holder(path: Path) -> str:
    """The number of the process that holds the lock, as it wrote it down; it may not have done so yet."""
    text = path.read_bytes()[:20].strip()
    return text.decode() if text.isdigit() else "unknown"


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 20
    """Which byte is locked: one that nobody reads."""

    def locked(handle: int) -> bool:
        """Try to take the lock; whether that went well."""
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def locked(handle: int) -> bool:
        """Try to take the lock; whether that went well."""
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # POSIX allows either answer
            return False
        return True
