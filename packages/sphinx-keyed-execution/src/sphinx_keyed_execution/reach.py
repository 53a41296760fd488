"""What a notebook can reach outside the project: the few places that Python and its libraries need.

The audit hook (:mod:`watch`) and the system (:mod:`confinement`) go by the same list. It names
no home, no ``/etc`` and no ``/proc``: what stands there of a machine is nobody's to publish.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ENGINE = Path(__file__).resolve().parent
"""This package, wherever it lies: it runs notebooks, and is no input of any."""

RESULTS = ("_build", "_site", ".git", ".cache")
"""Folders of the project that hold results, never inputs."""

OF_PYTHON = ("lib", "lib64", "Lib", "DLLs", "pyvenv.cfg")
"""What lies below the prefix of a Python and of a virtual environment."""

OF_THE_SYSTEM = (
    # libraries, and what the loader of libraries reads
    *("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/etc/ld.so.cache"),
    *("/System/Library", "/opt/homebrew/lib", "/opt/homebrew/Cellar", "/opt/homebrew/opt", "/nix/store"),
    # time zones, languages, kinds of files
    *("/usr/share/zoneinfo", "/private/var/db/timezone", "/etc/localtime", "/usr/share/locale", "/etc/mime.types"),
    *("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"),
)

WRITABLE = ("/dev/null",)
"""What may be written besides the temporary folder of a notebook."""

VARIABLES = frozenset(
    {"LANG", "LANGUAGE", "TZ", "TERM", "PATH", "PYTHONPATH", "PYTHONHASHSEED", "MPLBACKEND", "TMPDIR", "TEMP", "TMP"}
    | {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}
    | {"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATHEXT", "COMSPEC"}
)
"""The variables of the environment that a notebook sees, with those that begin with ``LC_``."""


def variables(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of *environment* that a notebook may see: no name, no token, no folder of the user."""
    return {name: value for name, value in environment.items() if name in VARIABLES or name.startswith("LC_")}


@cache
def readable() -> tuple[str, ...]:
    """The real paths of the files and folders outside the project that a notebook may read; those that there are.

    They stay the same while a process lives, and finding them takes longer than to use them.
    """
    found = {os.path.realpath(path) for path in _needed() if path and os.path.exists(path)}
    return tuple(path for path in sorted(found) if not any(path.startswith(other + os.sep) for other in found))


def _needed() -> Iterator[str]:
    paths = sysconfig.get_paths()
    yield from (paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from site.getsitepackages()
    if site.ENABLE_USER_SITE:
        yield site.getusersitepackages()
    yield from (os.path.join(prefix, name) for prefix in {sys.prefix, sys.base_prefix} for name in OF_PYTHON)
    yield sys.executable
    yield str(ENGINE)
    yield from OF_THE_SYSTEM


def is_private(inside: str) -> bool:
    """Whether a path from the root of the project is no input of a book: a result, or hidden at the top."""
    top = inside.split("/")[0]
    return top in RESULTS or top.startswith(".")


def inputs_of(root: Path) -> Iterator[Path]:
    """What lies at the top of the project and may be read; links that lead elsewhere are passed over."""
    for path in sorted(root.iterdir()):
        if not is_private(path.name) and not path.is_symlink():
            yield path
