"""What an execution depended on, and the key that this gives.

An input is named by a string: ``data/x.csv`` (a file), ``data/`` (the names in a folder),
``data/table.csv#some-id`` (a part of a file, see :mod:`hooks`), ``@package/x.py`` (a module of a package
that lies outside the project), ``@library/pandas`` (an installed distribution). Its state is a hash of
content, or the version of a library; time stamps never decide.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sphinx_keyed_execution.hooks import Hooks

RULES = 3
"""What notebooks may do, and how what they show is written down: the modules of this package.

Raise it with that: nothing that ran under other rules is then published.
"""

MISSING = "missing"

LIBRARY = "@library/"
"""How the name of an installed distribution begins as an input."""


class Inputs:
    """The present state of inputs below *root*, each hashed once."""

    def __init__(self, root: Path, hooks: Hooks | None = None) -> None:
        self.root = root
        self._hooks = hooks or Hooks()
        self._states: dict[str, str] = {}

    def state(self, name: str) -> str:
        """The hash of the input called *name*, or ``missing``."""
        if name not in self._states:
            self._states[name] = self._read(name)
        return self._states[name]

    def states(self, names: Iterable[str]) -> dict[str, str]:
        """The states of several inputs, sorted by name."""
        return {name: self.state(name) for name in sorted(names)}

    def _read(self, name: str) -> str:
        if name.startswith(LIBRARY):
            return _version(name.removeprefix(LIBRARY)) or MISSING
        path_name, _, part = name.partition("#")
        if part and (self.root / name).is_file():  # a file whose name holds the sign
            path_name, part = name, ""
        path = self._path(path_name)
        try:
            if path_name.endswith("/") or path_name == "":
                return digest("\n".join(sorted(entry.name for entry in path.iterdir())))
            return digest(self._part(path, part) if part else path.read_bytes())
        except OSError:
            return MISSING

    def _path(self, name: str) -> Path:
        """Where the file or folder called *name* lies."""
        for package, folder in self._hooks.packages.items():
            if name.startswith(prefix := f"@{package}/"):
                return folder / name.removeprefix(prefix)
        return self.root / name

    def _part(self, path: Path, part: str) -> str:
        try:
            return self._hooks.part(path, part)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, csv.Error):
            return path.read_bytes().hex()  # it cannot be taken apart: the whole counts


def digest(content: str | bytes) -> str:
    """A SHA-256 in hexadecimal."""
    # Names of files may hold bytes that are no text; Python stands for them with halves of characters.
    return hashlib.sha256(content.encode(errors="surrogatepass") if isinstance(content, str) else content).hexdigest()


def environment(hooks: Hooks) -> str:
    """The versions of Python and of the libraries that matter to all notebooks, as one line."""
    versions = [f"rules {RULES}", f"python {sys.version_info.major}.{sys.version_info.minor}"]
    versions += [f"{name} {_version(name) or 'absent'}" for name in hooks.libraries or ()]
    return ", ".join(versions)


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def base_key(page: str, code: Iterable[Any], environment: str) -> str:
    """The key of a notebook before it has run: where it is, its code, its libraries."""
    return digest(json.dumps([page, list(code), environment]))


def result_key(base: str, states: dict[str, str]) -> str:
    """The key of a result: the notebook and the state of every input that it read."""
    return digest(json.dumps([base, states], sort_keys=True))
