"""Ending with the process that started this one, even if that was killed and could tell nobody.

Linux sends a signal when a parent ends. Elsewhere a thread looks now and then whether the parent
is still the same.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

PAUSE = 0.2
"""Seconds between two looks at the parent."""

PR_SET_PDEATHSIG = 1

CRASHED = "a library crashed"
LIKELY = {
    "SIGKILL": "another program sent it, or the system, because memory ran out",
    "SIGSEGV": f"{CRASHED}, or a recursion has no end",
    "SIGABRT": CRASHED,
    "SIGBUS": f"{CRASHED}, or the disk is full",
}
"""What most often sends a signal."""


def end_with(parent: int) -> None:
    """From now on this process is killed as soon as its parent, which is process *parent*, has ended.

    Linux means the thread that started this process: it has to be one that lives on.
    """
    if not (sys.platform == "linux" and _told_by_the_system()):
        threading.Thread(target=_look, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before the line above
        _end()


def ending(code: int) -> str:
    """How a process ended, by what :attr:`subprocess.Popen.returncode` says, for a sentence."""
    if code >= 0:
        return f"with status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return f"by the signal {name}" + (f" ({LIKELY[name]})" if name in LIKELY else "")


def _told_by_the_system() -> bool:
    import ctypes

    return bool(ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)


def _look(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PAUSE)
    _end()


def _end() -> None:
    os._exit(128 + signal.SIGTERM)
