"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import os
import sys
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""Linux: ``linux/fs.h``."""
RENAME_SWAP = 2
"""macOS: ``sys/stdio.h``."""


def swap(one: Path, other: Path) -> bool:
    """Let two paths that are both there change places; False where system or file system cannot."""
    import ctypes

    paths = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return bool(library.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*paths, RENAME_SWAP) == 0)
    except (AttributeError, OSError, TypeError):  # an older library of the system; Windows has none by that name
        return False
    return False
