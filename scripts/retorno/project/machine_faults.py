"""What the operating system says is in the way, in words: the fault, its place, and what would help."""

from __future__ import annotations

import errno
import shutil

WORDS = {
    errno.ENOSPC: ("the disk is full", "make room on it"),
    errno.EDQUOT: ("your share of the disk is full", "make room in it"),
    errno.EROFS: ("this place may only be read", "copy the project to a place where you may write"),
    errno.EACCES: ("you may not read or write this", "copy the project to a place where you may"),
    errno.EPERM: ("you may not do this", "copy the project to a place where you may"),
    errno.EMFILE: ("too many files are open", "allow more with “ulimit -n 1024”"),
    errno.ENFILE: ("too many files are open on this machine", "end other programs"),
    errno.ENOMEM: ("no memory was left", "end other programs"),
    errno.EAGAIN: ("no further process can be started", "end other programs"),
    errno.ENOTDIR: ("there is a file where a folder should be", "move it away"),
    errno.EEXIST: ("there is something where a new file or folder should be", "move it away"),
}
"""What often happens, and what helps."""


def in_words(error: OSError | MemoryError) -> str:
    """One sentence without its full stop: what is in the way, where, and what would help if that is known."""
    if isinstance(error, MemoryError):
        return "no memory was left"
    if isinstance(error, shutil.Error):  # of a whole tree: a list of sources, targets and texts
        failed = error.args[0] if error.args and isinstance(error.args[0], list) else []
        source = f", the first of them {failed[0][0]} ({failed[0][2]})" if failed else ""
        return f"{len(failed)} files could not be copied{source}"
    if error.errno is None:
        return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
    fault, remedy = WORDS.get(error.errno, (error.strerror or f"error {error.errno}", ""))
    place = f": {error.filename}" if error.filename else ""
    return f"{fault}{place}{f'; {remedy}' if remedy else ''}"
