"""Watching one execution: an audit hook notes what is read and refuses what may not be done.

The hook lives in the process of one notebook and dies with it. It is a seat belt against
mistakes and a record of inputs, not a prison: code that means harm can get round it.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from pathlib import Path
from typing import Any

from retorno import tracing
from retorno.execution.inputs import PACKAGE, PACKAGE_PREFIX, Inputs

PRIVATE = ("_build", "_site", ".git", ".cache")
"""Folders of the project that a notebook may not read: results, never inputs."""

NETWORK = {
    f"socket.{name}"
    for name in ("bind", "connect", "getaddrinfo", "gethostbyaddr", "gethostbyname", "sendmsg", "sendto")
}
PROGRAMS = {"subprocess.Popen", "pty.spawn"} | {
    f"os.{name}" for name in ("exec", "fork", "forkpty", "posix_spawn", "spawn", "startfile", "system")
}
CHANGES: dict[str, tuple[tuple[int, ...], int]] = {
    "os.link": ((1,), 3),
    "os.mkdir": ((0,), 2),
    "os.remove": ((0,), 1),
    "os.rename": ((0, 1), 2),
    "os.rmdir": ((0,), 1),
    "os.symlink": ((1,), 2),
    "os.truncate": ((0,), 2),
    "shutil.rmtree": ((0,), 1),
}
"""Audit events of what changes files without opening them: which arguments are the paths that change,
and which is the open folder that they are relative to, if there is one."""


class NotAllowed(PermissionError):
    """A notebook did what no notebook may do; the message says what would be right."""


class Watch:
    """Notes the inputs of this process from :meth:`start` on."""

    def __init__(self, root: Path, scratch: Path, language: str) -> None:
        self.root = os.path.realpath(root)
        self.scratch = os.path.realpath(scratch)
        self.states: dict[str, str] = {}
        self._inputs = Inputs(Path(self.root), language)
        self._noting = False
        self._partly: set[str] = set()
        self._free = tuple(
            os.path.realpath(path)
            for path in {
                sys.prefix,
                sys.base_prefix,
                sysconfig.get_paths()["stdlib"],
                *site.getsitepackages(),
                "/usr",
                "/lib",
                "/lib64",
                "/etc",
                "/proc",
                "/sys",
                "/dev",
                "/opt/homebrew",
            }
        )

    def start(self) -> None:
        """Begin to watch; there is no way to stop, the process ends instead."""
        sys.addaudithook(self._hook)

    def finish(self) -> dict[str, str]:
        """The inputs and their states, the project's own modules that were imported among them."""
        for module in list(sys.modules.values()):
            file = getattr(module, "__file__", None)
            if file and (name := self._inside(os.path.realpath(file))):
                self._note(name)
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
        elif event.startswith("retorno."):
            self._told(event, arguments)
        elif event in CHANGES:
            self._changed(event, arguments)
        elif event in NETWORK:
            raise NotAllowed("a notebook may not use the network: put the data into data/ and describe it there.")
        elif event in PROGRAMS:
            raise NotAllowed("a notebook may not start other programs or processes: calculate in Python.")

    def _opened(self, path: Any, mode: Any, flags: Any) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a file descriptor: it was opened, and seen, before
        full = os.path.realpath(os.fsdecode(path))
        writes = (isinstance(mode, str) and any(letter in mode for letter in "wax+")) or (
            isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        )
        if self._is_scratch(full) or self._is_free(full):
            return
        inside = self._inside(full)
        if writes:
            self._refuse_writing(full)
        if inside is None:
            raise NotAllowed(f"a notebook may not read {full}, which is outside the project: put the data into data/.")
        if inside.split("/")[0] in PRIVATE:
            raise NotAllowed(f"a notebook may not read {inside}: it is a result of the build, not an input.")
        if full not in self._partly:
            self._note(_source(inside))

    def _changed(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Files removed, renamed, made or linked, which no open shows."""
        paths, folder = CHANGES[event]
        if folder < len(arguments) and arguments[folder] not in (None, -1):
            return  # removing a whole tree: what stands at its top comes by its own name
        for path in (arguments[position] for position in paths):
            if isinstance(path, str | bytes | os.PathLike):
                parent, name = os.path.split(os.path.abspath(os.fsdecode(path)))
                full = os.path.join(os.path.realpath(parent), name)  # the link itself, not what it leads to
                if not (self._is_scratch(full) or self._is_free(full)):
                    self._refuse_writing(full)

    def _refuse_writing(self, full: str) -> None:
        shown = self._inside(full) or full
        raise NotAllowed(f"a notebook may not write {shown}: results go through record() and figure().")

    def _is_scratch(self, full: str) -> bool:
        return full == self.scratch or full.startswith(self.scratch + os.sep)

    def _listed(self, path: Any) -> None:
        if not isinstance(path, str | bytes | os.PathLike) or _importing():
            return
        full = os.path.realpath(os.fsdecode(path))
        inside = self._inside(full)
        if inside is not None and not self._is_free(full):
            self._note(f"{inside}/" if inside else "")

    def _told(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == tracing.LANGUAGE:
            self._note("@language")
            return
        full = os.path.realpath(str(arguments[0]))
        inside = self._inside(full)
        if event == tracing.PARTLY:
            self._partly.add(full)
        elif event == tracing.WHOLE:
            self._partly.discard(full)
        elif inside is not None:
            self._note(f"{inside}#{arguments[1]}" if event == tracing.PART else inside)

    def _inside(self, full: str) -> str | None:
        """*full* as an input is named, or None outside the project and this package."""
        if self._is_free(full):
            return None
        for folder, prefix in ((self.root, ""), (str(PACKAGE), PACKAGE_PREFIX)):
            if full == folder:
                return prefix
            if full.startswith(folder + os.sep):
                return prefix + os.path.relpath(full, folder).replace(os.sep, "/")
        return None

    def _is_free(self, full: str) -> bool:
        return any((full + os.sep).startswith(folder + os.sep) for folder in self._free)


def _source(name: str) -> str:
    """A compiled module counts as its source."""
    folder, _, file = name.rpartition("/")
    if file.endswith(".pyc") and folder.endswith("__pycache__"):
        return f"{folder.removesuffix('__pycache__')}{file.split('.')[0]}.py"
    return name


def _importing() -> bool:
    """Whether the import system is what lists a folder now."""
    frame = sys._getframe(2)
    while frame is not None:
        if "importlib" in frame.f_code.co_filename:
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
