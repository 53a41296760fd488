"""Watching one execution: an audit hook notes what is read and refuses what may not be done.

The hook lives in the process of one notebook and dies with it. It is a record of inputs, and says
in words what may not be done; what keeps code that means harm is the system (:mod:`confinement`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

from sphinx_keyed_execution import reach, tracing
from sphinx_keyed_execution.hooks import Hooks
from sphinx_keyed_execution.inputs import LIBRARY, Inputs

NETWORK = {
    f"socket.{name}"
    for name in ("bind", "connect", "getaddrinfo", "gethostbyaddr", "gethostbyname", "sendmsg", "sendto")
}
PROGRAMS = {"subprocess.Popen", "pty.spawn"} | {
    f"os.{name}" for name in ("exec", "fork", "forkpty", "posix_spawn", "spawn", "startfile", "system")
}
C_CODE = ("ctypes.dlopen", "ctypes.dlsym", "ctypes.call_function")
"""What libraries that are installed may do, and a notebook may not."""

IN_MEMORY = ("", ":memory:")
UNIX = 1
NO_FOLDER = 99
CHANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "os.chflags": ((0, NO_FOLDER),),
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.link": ((0, 2), (1, 3)),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.removexattr": ((0, NO_FOLDER),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.setxattr": ((0, NO_FOLDER),),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, NO_FOLDER),),
    "os.utime": ((0, 3),),
    "shutil.rmtree": ((0, 1),),
}
"""Audit events of what changes files without opening them: which arguments are the paths that change,
and which is the open folder that each is relative to."""


NO_PROGRAMS = "a notebook may not start other programs or processes: calculate in Python."


class NotAllowed(PermissionError):
    """A notebook did what no notebook may do; the message says what would be right."""


class Watch:
    """Notes the inputs of this process from :meth:`start` on."""

    def __init__(self, root: Path, scratch: Path, hooks: Hooks) -> None:
        self.root = os.path.realpath(root)
        self.scratch = os.path.realpath(scratch)
        self.states: dict[str, str] = {}
        self._inputs = Inputs(Path(self.root), hooks)
        self._libraries = hooks.libraries is None
        packages = {f"@{name}/": os.path.realpath(folder) for name, folder in hooks.packages.items()}
        self._places = {"": self.root, **packages}
        self._noting = False
        bare()
        self._partly: set[str] = set()
        self._free = reach.readable()

    def start(self) -> None:
        """Begin to watch; there is no way to stop, the process ends instead."""
        sys.addaudithook(self._hook)

    def finish(self) -> dict[str, str]:
        """The inputs and their states; modules that were imported among them, and the libraries of others."""
        for module in list(sys.modules.values()):
            file = getattr(module, "__file__", None)
            if isinstance(file, str) and (name := self._inside(os.path.realpath(file))):
                self._note(name)
        for library in imported_libraries(list(sys.modules)) if self._libraries else ():
            self._note(f"{LIBRARY}{library}")
        return self.states

    def _note(self, name: str) -> None:
        """Remember an input and its state: now, when it is read, not when the notebook is over."""
        if name not in self.states:
            self._noting = True
            try:
                self.states[name] = self._inputs.state(name)
            finally:
                self._noting = False

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._noting:
            return
        if event == "open":
            self._opened(*arguments)
        elif event in ("os.listdir", "os.scandir"):
            self._listed(arguments[0])
        elif event.startswith(tracing.EVENTS):
            self._told(event, arguments)
        elif event in CHANGES:
            self._changed(event, arguments)
        elif event in NETWORK or (event == "socket.__new__" and arguments[1] != UNIX):
            raise NotAllowed("a notebook may not use the network: put the data into a file of the project.")
        elif event in PROGRAMS:
            raise NotAllowed(NO_PROGRAMS)
        elif event in C_CODE:
            if not self._asked_by_library():
                raise NotAllowed("a notebook may not call C code by itself: calculate in Python.")
        elif event == "sqlite3.connect":
            self._connected(arguments[0])
        elif (event == "os.kill" and arguments[0] != os.getpid()) or event == "os.killpg":
            raise NotAllowed("a notebook may not end or signal other processes.")
        elif event in ("resource.setrlimit", "resource.prlimit"):
            raise NotAllowed("a notebook may not change its limits.")

    def _opened(self, path: Any, mode: Any, flags: Any) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a file descriptor: it was opened, and seen, before
        full = os.path.realpath(os.fsdecode(path))
        writes = (isinstance(mode, str) and any(letter in mode for letter in "wax+")) or (
            isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_CREAT)
        )
        if self._is_scratch(full) or full in reach.WRITABLE:
            return
        if writes:
            self._refuse_writing(full)
        if self._is_free(full):
            return
        inside = self._readable(full)
        if full not in self._partly:
            self._note(_source(inside))

    def _readable(self, full: str) -> str:
        """The name of an input that may be read; raises :class:`NotAllowed` for what may not."""
        inside = self._inside(full)
        if inside is None:
            raise NotAllowed(f"a notebook may not read {full}, which is outside the project: put the data into it.")
        if inside.split("/")[0] in reach.RESULTS:
            raise NotAllowed(f"a notebook may not read {inside}: it is a result of the build, not an input.")
        if reach.is_private(inside):
            raise NotAllowed(f"a notebook may not read {inside}: what is hidden is no input.")
        return inside

    def _changed(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Files removed, renamed, made or linked, which no open shows."""
        for place, folder in CHANGES[event]:
            path, handle = arguments[place], arguments[folder] if folder < len(arguments) else None
            if isinstance(path, int):
                full = _opened_at(path)
            else:
                above = _opened_at(handle) if isinstance(handle, int) and handle >= 0 else ""
                parent, name = os.path.split(os.path.abspath(os.path.join(above, os.fsdecode(path))))
                full = os.path.join(os.path.realpath(parent), name)  # the link itself, not what it leads to
            if not self._is_scratch(full):
                self._refuse_writing(full)

    def _connected(self, database: Any) -> None:
        """A database, which SQLite opens by itself: in memory or in the temporary folder."""
        name = os.fsdecode(database) if isinstance(database, str | bytes | os.PathLike) else "?"
        full = os.path.realpath(name)
        if name not in IN_MEMORY and (name.startswith("file:") or not self._is_scratch(full)):
            raise NotAllowed(
                f"a notebook may not open the database {self._inside(full) or full}: put the data into other files."
            )

    def _refuse_writing(self, full: str) -> None:
        shown = self._inside(full) or full
        raise NotAllowed(f"a notebook may not write {shown}: its results are what its cells show.")

    def _is_scratch(self, full: str) -> bool:
        return full == self.scratch or full.startswith(self.scratch + os.sep)

    def _listed(self, path: Any) -> None:
        if _importing():
            return
        full = _opened_at(path) if isinstance(path, int) else os.path.realpath(os.fsdecode(path or "."))
        if self._is_scratch(full) or self._is_free(full):
            return
        inside = self._readable(full)
        self._note(f"{inside}/" if inside else "")

    def _told(self, event: str, arguments: tuple[Any, ...]) -> None:
        full = os.path.realpath(str(arguments[0]))
        inside = self._inside(full)
        if event == tracing.PARTLY:
            self._partly.add(full)
        elif event == tracing.WHOLE:
            self._partly.discard(full)
        elif inside is not None:
            self._note(f"{inside}#{arguments[1]}" if event == tracing.PART else inside)

    def _inside(self, full: str) -> str | None:
        """*full* as an input is named, or None outside the project and the packages that count."""
        if self._is_free(full):
            return None
        for prefix, folder in self._places.items():
            if full == folder:
                return prefix
            if full.startswith(folder + os.sep):
                return prefix + os.path.relpath(full, folder).replace(os.sep, "/")
        return None

    def _asked_by_library(self) -> bool:
        """Whether C code is called by an installed library, ctypes itself and this package left out."""
        frame = sys._getframe(2)
        while frame is not None and _between(frame.f_code.co_filename):
            frame = frame.f_back  # type: ignore[assignment]
        if frame is None:
            return True
        full = os.path.realpath(frame.f_code.co_filename)
        return self._is_free(full) and not full.startswith(f"{reach.ENGINE}{os.sep}")

    def _is_free(self, full: str) -> bool:
        return any((full + os.sep).startswith(folder + os.sep) for folder in self._free)


@cache
def distributions() -> Mapping[str, Sequence[str]]:
    """The distributions that bring each top module; looking them up takes a while, so once in the server."""
    return packages_distributions()


@cache
def bare() -> frozenset[str]:
    """The modules that are there when this is asked first: what runs notebooks, before any of theirs."""
    return frozenset(sys.modules)


def imported_libraries(modules: Iterable[str]) -> list[str]:
    """The distributions of which one of *modules* is a part, but for those that :func:`bare` has, save IPython."""
    tops = {"IPython", *(module.partition(".")[0] for module in modules if module not in bare())} - {reach.ENGINE.name}
    return sorted({name for top in tops for name in distributions().get(top, ())})


def _source(name: str) -> str:
    """A compiled module counts as its source."""
    folder, _, file = name.rpartition("/")
    if file.endswith(".pyc") and folder.endswith("__pycache__"):
        return f"{folder.removesuffix('__pycache__')}{file.split('.')[0]}.py"
    return name


def _between(file: str) -> bool:
    """Whether code of this file only hands a call to C on."""
    return file.startswith("<frozen ") or os.path.basename(os.path.dirname(file)) == "ctypes"


def _opened_at(handle: int) -> str:
    """The path of what is open as *handle*, as the system knows it; a path that is nowhere if it does not."""
    try:
        return os.readlink(f"/proc/self/fd/{handle}")
    except OSError:
        try:
            import fcntl

            return os.fsdecode(fcntl.fcntl(handle, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0"))  # type: ignore[attr-defined]
        except (ImportError, AttributeError, OSError):
            return f"/open file {handle}"


def _importing() -> bool:
    """Whether the import system is what lists a folder now."""
    frame = sys._getframe(2)
    while frame is not None:
        if "importlib" in frame.f_code.co_filename:
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
