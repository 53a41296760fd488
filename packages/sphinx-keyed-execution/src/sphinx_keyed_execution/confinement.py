"""Confining the process of one notebook: what the system itself keeps a stranger's code from.

Three layers, each for those that the others do not reach:

* Landlock (:mod:`landlock`): files outside the list of :mod:`reach` can be neither read nor changed,
  and the project only read, whatever language or trick asks for it;
* seccomp (:mod:`seccomp`): no changes of permissions, no processes, no sockets, no limits;
* the audit hook (:mod:`watch`): Python tells what it is about to do, so that most is refused in words
  before the system is asked.

Linux from 5.13 on has all three, without rights of root. macOS, Windows and older systems have the
hook alone, which keeps mistakes from doing harm and not people who mean it: C code that a notebook
loads, ``mkfifo`` and files opened relative to an open folder pass it. What the first two do not
hide: that a file is there, its size and its dates. Whoever builds what strangers wrote closes the
whole build in as well, and does not rest on this alone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx_keyed_execution import landlock, reach, seccomp
from sphinx_keyed_execution.failures import plain_words
from sphinx_keyed_execution.watch import NotAllowed

FILE_MEGABYTES = 64
"""How large a file may be that a notebook writes."""

REFUSED = frozenset({errno.EPERM, errno.EACCES, errno.EROFS, errno.EXDEV})
SAYS = (
    "the system refuses this to a notebook, which may read the project and Python's own files, write to its "
    "temporary folder and calculate: its results are what its cells show"
)
TOO_LARGE = f"a notebook may write at most {FILE_MEGABYTES} MB to a file"

CAPABILITIES = 0x20080522
READ_ALL = 1 << 2
"""Of root's powers the one that is kept: to read files of others, within what Landlock leaves."""


def confine(root: Path, scratch: Path, packages: Iterable[Path] = ()) -> frozenset[str]:
    """Confine this process to reading the project at *root* and *packages*, and writing *scratch*.

    Returns the layers that the system has.
    """
    _limit(FILE_MEGABYTES)
    readable = [*reach.readable(), *map(str, packages), *map(str, reach.inputs_of(root))]
    kept = landlock.restrict(readable, [str(scratch), *reach.WRITABLE])
    _give_up_powers()
    layers = {"landlock": kept, "seccomp": seccomp.refuse_calls()}
    return frozenset(name for name, there in layers.items() if there)


def words(error: BaseException) -> str:
    """What *error* says, and where the hook or the system refused something on the way to it, that and why."""
    said = plain_words(error)
    for cause in _causes(error):
        if isinstance(cause, NotAllowed):
            return said if cause is error else f"{said}: {plain_words(cause)}"
    if isinstance(error, OSError) and error.errno in REFUSED:
        return f"{said}: {SAYS}"
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return f"{said}: {TOO_LARGE}"
    return said


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and those during whose handling it was raised, ten at most."""
    found: BaseException | None = error
    for _ in range(10):
        if found is None:
            return
        yield found
        found = found.__cause__ or found.__context__


def _limit(megabytes: int) -> None:
    """No file beyond *megabytes*, and no image of the memory of a crash."""
    if sys.platform == "win32":
        return
    import resource

    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _give_up_powers() -> None:
    """Give up what root may do beyond others, on Linux."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return
    head = struct.pack("=Ii", CAPABILITIES, 0)
    sets = struct.pack("=6I", READ_ALL, READ_ALL, 0, 0, 0, 0)
    ctypes.CDLL(None).capset(head, sets)
