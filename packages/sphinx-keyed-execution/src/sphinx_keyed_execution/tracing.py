"""How code tells whoever watches an execution what a result depends on.

Reading a file needs no telling: an audit hook sees it. Two things it cannot see: that only a
part of a file mattered (one row of a table, one entry of a register), and that a native
reader opened a file. Both are said here, as audit events, so that nothing is kept in globals
and saying it costs nothing where nobody listens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVENTS = "sphinx_keyed_execution."
READ, PARTLY, WHOLE, PART = (f"{EVENTS}{name}" for name in ("read", "partly", "whole", "part"))


def reads(path: Path) -> None:
    """Say that the result depends on *path*, for readers that open files in native code."""
    sys.audit(READ, str(path))


@contextmanager
def by_part(path: Path) -> Iterator[None]:
    """Within this block *path* is read as a whole, but only the parts named later matter."""
    sys.audit(PARTLY, str(path))
    try:
        yield
    finally:
        sys.audit(WHOLE, str(path))


def uses_part(path: Path, name: str) -> None:
    """Say that the part *name* of *path* matters (a row, an entry)."""
    sys.audit(PART, str(path), name)
