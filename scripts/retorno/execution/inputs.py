"""What an execution depended on, and the key that this gives.

An input is named by a string: ``data/x.csv`` (a file), ``data/`` (the names in a folder),
``data/claims.csv#some-id`` (a part of a file), ``@retorno/x.py`` (a module of this package),
``@language``. Its state is a hash of content; time stamps never decide.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("altair", "ipython", "numpy", "pandas", "vl-convert-python")
"""The libraries whose versions can change what a notebook computes or draws."""

RULES = 2
"""What notebooks may do, and how what they show is written down: the modules of ``execution``.

Raise it with that: nothing that ran under other rules is then published.
"""

MISSING = "missing"

PACKAGE = Path(__file__).resolve().parents[1]
PACKAGE_PREFIX = "@retorno/"
"""How a module of this package is named where the package lies outside the project."""


class Inputs:
    """The present state of inputs below *root*, each hashed once."""

    def __init__(self, root: Path, language: str = "en") -> None:
        self.root = root
        self._states: dict[str, str] = {"@language": language}

    def state(self, name: str) -> str:
        """The hash of the input called *name*, or ``missing``."""
        if name not in self._states:
            self._states[name] = self._read(name)
        return self._states[name]

    def states(self, names: Iterable[str]) -> dict[str, str]:
        """The states of several inputs, sorted by name."""
        return {name: self.state(name) for name in sorted(names)}

    def _read(self, name: str) -> str:
        path_name, _, part = name.partition("#")
        if part and (self.root / name).is_file():  # a file whose name holds the sign
            path_name, part = name, ""
        package = path_name.startswith(PACKAGE_PREFIX)
        path = PACKAGE / path_name.removeprefix(PACKAGE_PREFIX) if package else self.root / path_name
        try:
            if path_name.endswith("/") or path_name == "":
                return digest("\n".join(sorted(entry.name for entry in path.iterdir())))
            return digest(_part(path, part) if part else path.read_bytes())
        except OSError:
            return MISSING


def _part(path: Path, part: str) -> str:
    """The text of one part of a file: a resource of the data package, a row of a CSV by id."""
    try:
        if path.suffix == ".json":
            package = json.loads(path.read_text(encoding="utf-8"))
            found: object = [entry for entry in package.get("resources", []) if entry.get("name") == part]
        else:
            with path.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.reader(stream))
            found = rows[:1] + [row for row in rows[1:] if row[:1] == [part]]
    except (
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        csv.Error,
    ):  # it cannot be taken apart: the whole counts
        return path.read_bytes().hex()
    return json.dumps(found, sort_keys=True)


def digest(content: str | bytes) -> str:
    """A SHA-256 in hexadecimal."""
    # Names of files may hold bytes that are no text; Python stands for them with halves of characters.
    return hashlib.sha256(content.encode(errors="surrogatepass") if isinstance(content, str) else content).hexdigest()


def environment() -> str:
    """The versions of Python and of the libraries that matter, as one line."""
    versions = [f"rules {RULES}", f"python {sys.version_info.major}.{sys.version_info.minor}"]
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} absent")
    return ", ".join(versions)


def base_key(page: str, cells: Iterable[str], environment: str) -> str:
    """The key of a notebook before it has run: where it is, its code, its libraries."""
    return digest(json.dumps([page, list(cells), environment]))


def result_key(base: str, states: dict[str, str]) -> str:
    """The key of a result: the notebook and the state of every input that it read."""
    return digest(json.dumps([base, states], sort_keys=True))
