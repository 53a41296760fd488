"""The temporary folder of a notebook, looked at from outside: how much it holds, and clearing it away.

Whatever lies in it was put there by a stranger: nothing in it is opened or followed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

ENTRY = 4096
"""What a file counts at least, in bytes: many empty ones fill a disk too."""


def size_of(folder: Path, enough: int) -> int:
    """How much *folder* holds, in bytes; looking ends where that is more than *enough*."""
    found, folders = 0, [str(folder)]
    while folders and found <= enough:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    found += ENTRY + getattr(status, "st_blocks", status.st_size // 512) * 512
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                if found > enough:
                    break
    return found


def clear(folder: Path) -> None:
    """Remove *folder*, however deep it is; what cannot be removed stays."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:
        subprocess.run(["rm", "-rf", "--", str(folder)], stderr=subprocess.DEVNULL, check=False)
