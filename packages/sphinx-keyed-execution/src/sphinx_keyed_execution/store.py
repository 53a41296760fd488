"""The store of executed notebooks: one file a result, named by its key.

Files are written beside their place and renamed into it, so that a killed build leaves nothing
half-written and two builds at once do not disturb each other. Each file carries a hash of its
content (:mod:`sphinx_keyed_execution.kept_files`); one that does not fit is a miss, not an error. The
least recently used results go when the store grows beyond its bound; use is the file's time stamp,
which decides nothing else.

(jupyter-cache was the first choice. Its writes are not atomic, its bound counts entries rather
than bytes, and opening its database costs more time than all the look-ups of a build.)
"""

from __future__ import annotations

import json
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from sphinx_keyed_execution.inputs import Inputs, digest, result_key
from sphinx_keyed_execution.kept_files import keep, kept, used
from sphinx_keyed_execution.records import Record

REMEMBERED = 24
"""How many states of its inputs are remembered for each notebook."""


class Shared(Protocol):
    """A store that several builds share, CI's and everybody's: names with contents, and nothing else.

    Whoever can write to it decides what pages show, so it is for those who may change the pages.
    """

    def read(self, name: str) -> bytes | None:
        """What was written under *name*, or None where there is nothing, or nothing whole."""

    def write(self, name: str, content: bytes) -> None:
        """Write *content* under *name*, whole or not at all; where that cannot be done, do nothing."""


class SharedFolder:
    """The store that several builds share, in a folder that all can reach."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """What was written under *name*, if it is as it was written."""
        return kept(self._folder / name)

    def write(self, name: str, content: bytes) -> None:
        """Write it, unless the same is there."""
        if self.read(name) != content:
            keep(self._folder / name, content)


class Store:
    """Results and remembered inputs below *folder*, bounded to *megabytes*; what is not there may be in *shared*."""

    def __init__(self, folder: Path, megabytes: int = 500, shared: Shared | None = None) -> None:
        self.folder = folder
        self.bound = megabytes * 1024 * 1024
        self._shared = shared

    def find(self, base: str, inputs: Inputs) -> str | None:
        """The key of a stored result of the notebook *base* whose inputs are as they are now."""
        for names in self._remembered(base):
            key = result_key(base, inputs.states(names))
            if self._result_path(key).is_file():
                used(self._inputs_path(base))
                return key
        return self._find_shared(base, inputs)

    def _find_shared(self, base: str, inputs: Inputs) -> str | None:
        """The same among what others have stored, of which it makes a copy."""
        for names in self._remembered_by_others(base):
            key = result_key(base, inputs.states(names))
            content = self._shared.read(_result_name(key)) if self._shared else None
            if content and keep(self._result_path(key), content):
                self._remember(base, names)
                return key
        return None

    def get(self, key: str) -> dict[str, Any] | None:
        """The result stored under *key*, or None if there is none that is whole."""
        path = self._result_path(key)
        content = kept(path)
        if content is None:
            return None
        used(path)
        result: dict[str, Any] = json.loads(content)
        return result

    def put(self, base: str, states: dict[str, str], result: dict[str, Any]) -> str:
        """Store *result*, which depended on inputs in these *states*; returns its key.

        A store that cannot be written (read-only, full disk) is left as it is: the build goes on.
        """
        key = result_key(base, states)
        names = sorted(states)
        # Half of a pair of characters, which a notebook can print, has no other form.
        content = json.dumps(result, ensure_ascii=False).encode("utf-8", "backslashreplace")
        if keep(self._result_path(key), content):
            self._remember(base, names)
        if self._shared:
            self._shared.write(_result_name(key), content)
            self._shared.write(_inputs_name(base), _latest(names, self._remembered_by_others(base)))
        return key

    def _remember(self, base: str, names: list[str]) -> None:
        keep(self._inputs_path(base), _latest(names, self._remembered(base)))

    def _remembered_by_others(self, base: str) -> list[list[str]]:
        content = self._shared.read(_inputs_name(base)) if self._shared else None
        known: list[list[str]] = json.loads(content or b"[]")
        return known

    def note(self, page: str, record: Record) -> None:
        """Remember what the latest run of *page* went by."""
        keep(self._record_path(page), record.written())

    def noted(self, page: str) -> Record | None:
        """What the latest run of *page* went by."""
        content = kept(self._record_path(page))
        return Record.read(content) if content else None

    def trim(self) -> None:
        """Remove the least recently used files until the store is within its bound."""
        files = []
        for path in self.folder.rglob("*.*"):  # what a killed build left half-written counts too
            with suppress(OSError):
                status = path.stat()
                if stat.S_ISREG(status.st_mode):
                    files.append((status.st_mtime_ns, status.st_size, path))
        size = sum(bytes_ for _, bytes_, _ in files)
        for _, bytes_, path in sorted(files):
            if size <= self.bound:
                return
            with suppress(OSError):
                path.unlink(missing_ok=True)
                size -= bytes_

    def _remembered(self, base: str) -> list[list[str]]:
        """The sets of inputs that runs of the notebook had, the latest first."""
        known: list[list[str]] = json.loads(kept(self._inputs_path(base)) or b"[]")
        return known

    def _result_path(self, key: str) -> Path:
        return self.folder / _result_name(key)

    def _record_path(self, page: str) -> Path:
        return self.folder / "runs" / f"{digest(page)}.json"

    def _inputs_path(self, base: str) -> Path:
        return self.folder / _inputs_name(base)


def _result_name(key: str) -> str:
    return f"results/{key[:2]}/{key}.json"


def _inputs_name(base: str) -> str:
    return f"inputs/{base[:2]}/{base}.json"


def _latest(names: list[str], known: list[list[str]]) -> bytes:
    """The sets of inputs that are remembered, *names* the first of them."""
    return json.dumps([names, *(other for other in known if other != names)][:REMEMBERED]).encode()
