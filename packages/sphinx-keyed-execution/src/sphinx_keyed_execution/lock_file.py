"""``executions.lock``: what each notebook's results were computed from, for git.

It lists the notebooks with a hash of their code, the names of what they read and what they gave
(:meth:`Hooks.results`), and every file that one of them read with its hash. Whoever has the repository
can see from it alone, without running anything, whether what was published still follows from what is
there (:func:`differences`, and ``keyed-execution check``). The versions of libraries are not in it: the
lock file of a package manager has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx_keyed_execution.hooks import Hooks
from sphinx_keyed_execution.inputs import Inputs, digest
from sphinx_keyed_execution.kept_files import write_whole
from sphinx_keyed_execution.notebooks import Notebook

NAME = "executions.lock"
VERSION = 1
REMEDY = "build the project, which writes the file anew, and commit it"


class Unsettled(ValueError):
    """Two notebooks read one file in different states: it was edited while they ran."""


def compose(
    read: Mapping[str, tuple[Notebook, Mapping[str, str]]], gave: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """The text of the file, for notebooks and the states of what they read, by path from the project; what they *gave*.

    Raises :class:`Unsettled`.
    """
    files: dict[str, str] = {}
    notebooks: dict[str, dict[str, Any]] = {}
    for name, (notebook, inputs) in read.items():
        own = {file: state for file, state in inputs.items() if not file.startswith("@")}
        for file, state in own.items():
            if files.setdefault(file, state) != state:
                raise Unsettled(file)
        notebooks[name] = {"code": code_of(notebook), "inputs": sorted(own)}
        if gave and gave.get(name):
            notebooks[name]["results"] = dict(gave[name])
    content = {"version": VERSION, "files": files, "notebooks": notebooks}
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def code_of(notebook: Notebook) -> str:
    """A hash of all the code of a notebook."""
    return digest(json.dumps(notebook.code))


def named(text: str) -> list[str]:
    """The notebooks that the file names; none where it cannot be read."""
    try:
        return [str(name) for name in json.loads(text)["notebooks"]]
    except (ValueError, TypeError, KeyError):
        return []


def results(text: str) -> dict[str, dict[str, str]]:
    """What the notebooks gave, by their paths; nothing where the file does not say, or cannot be read."""
    try:
        entries = {str(name): one.get("results", {}) for name, one in json.loads(text)["notebooks"].items()}
        return {name: {str(id): str(told) for id, told in given.items()} for name, given in entries.items() if given}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def states(text: str) -> dict[str, str]:
    """The hashes of the files that were read, by path; nothing where the file cannot be read."""
    try:
        return {str(name): str(state) for name, state in json.loads(text)["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def write(path: Path, text: str) -> bool:
    """Write the file where it does not hold *text* already; whether that was needed."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    write_whole(path, text.encode())
    path.chmod(0o644)
    return True


def differences(root: Path, text: str, present: Iterable[Notebook], hooks: Hooks) -> Iterator[tuple[str, str]]:
    """Where the project at *root* is no longer what *text* says: a file, and a sentence.

    *present* are its notebooks as they are now.
    """
    try:
        content = json.loads(text)
        if content["version"] != VERSION:
            raise ValueError("another version")
        files, notebooks = dict(content["files"]), dict(content["notebooks"])
        codes = {name: str(entry["code"]) for name, entry in notebooks.items()}
    except (ValueError, TypeError, KeyError) as error:
        yield NAME, f"it cannot be read ({type(error).__name__}: {error})"
        return
    now = {notebook.page.relative_to(root).as_posix(): notebook for notebook in present}
    for name in sorted(codes.keys() | now.keys()):
        if name not in now:
            yield name, f"it is in {NAME}, but no notebook any more"
        elif name not in codes:
            yield name, f"it is not in {NAME}"
        elif codes[name] != code_of(now[name]):
            yield name, "its code has changed since it ran"
    inputs = Inputs(root, hooks)
    for name, state in sorted(files.items()):
        if inputs.state(name) != state:
            readers = sorted(reader for reader, entry in notebooks.items() if name in entry.get("inputs", ()))
            told = ", ".join(readers[:3]) + (f" and {len(readers) - 3} more" if len(readers) > 3 else "")
            yield name or ".", f"it has changed since {told} read it"
