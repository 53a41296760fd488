"""A lock on a file, which the system takes back when a process ends, however it ends.

filelock does the same; importing it takes longer than the shortest build.
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
def alone(path: Path, waiting: Callable[[], None]) -> Iterator[bool]:
    """Hold the lock at *path*; gives whether another process held it.

    Then *waiting* is called once, before the wait for its end.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        waited = not _locked(handle)
        if waited:
            waiting()
            while not _locked(handle):
                time.sleep(PAUSE)
        yield waited
    finally:
        os.close(handle)  # which gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        """Try to take the lock; whether that went well."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        """Try to take the lock; whether that went well."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
