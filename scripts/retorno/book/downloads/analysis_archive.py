"""An analysis with all that it read, and nothing else: its data, the code that it uses, the versions of the libraries.

What is in it is what the engine saw the notebook read. So the archive gives the numbers of the page, and
goes on giving them when the book has changed.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from retorno.book.state.book_build import Build
from retorno.evidence.book_citation import Citation
from retorno.execution.hooks import HOOKS
from retorno.project import csv_tables
from retorno.project.files import Entry, pack
from sphinx_keyed_execution.reach import ENGINE

LIBRARIES = (*HOOKS.libraries, "babel", "pyyaml")
"""What an analysis and the code that it uses import."""

CODE = "scripts/"
DESCRIPTOR = "data/datapackage.json"


def archive(name: str, files: Iterable[Entry], inputs: Iterable[str], root: Path, told: str) -> bytes:
    """The zip: the *files* of the analysis, its *inputs* below *root*, and what is *told* of it."""
    made = io.BytesIO()
    entries = [
        ("README.txt", told.encode()),
        ("requirements.txt", "".join(f"{library}=={version(library)}\n" for library in sorted(LIBRARIES)).encode()),
        *files,
        *_data(sorted(inputs), root),
        *_code(sorted(inputs), root),
    ]
    pack(((f"{name}/{path}", content) for path, content in entries), made)
    return made.getvalue()


def _data(inputs: Iterable[str], root: Path) -> Iterator[Entry]:
    """The tables that were read, each with those rows of which something was read, and their descriptions."""
    parts: dict[str, list[str]] = {}
    for file, _, part in (one.partition("#") for one in inputs if one.startswith("data/")):
        if not file.endswith("/"):
            parts.setdefault(file, []).append(part)
    parts.setdefault(DESCRIPTOR, [])
    for file, names in parts.items():
        if not (root / file).is_file():  # looked for, and not there
            continue
        whole = (root / file).read_bytes()
        if file == DESCRIPTOR:
            yield file, _described(json.loads(whole), names)
        else:
            yield file, whole if "" in names else _rows(whole.decode(), file, names)


def _described(package: dict[str, Any], names: Iterable[str]) -> bytes:
    """The descriptions of the data sets *names*, as a package of their own."""
    chosen = [one for one in package["resources"] if one["name"] in names]
    return json.dumps({"name": package["name"], "resources": chosen}, ensure_ascii=False, indent=2).encode() + b"\n"


def _rows(text: str, file: str, names: Iterable[str]) -> bytes:
    """The rows of a table whose first cell is among *names*."""
    table = csv_tables.parsed(text, file)
    return csv_tables.written([table.header, *(row.cells for row in table.rows if row.cells[0] in names)]).encode()


def _code(inputs: Iterable[str], root: Path) -> Iterator[Entry]:
    for name in inputs:
        if name.startswith(CODE) and (root / name).is_file():
            yield name.removeprefix(CODE), (root / name).read_bytes()
    for path in sorted(ENGINE.glob("*.py")):
        yield f"{ENGINE.name}/{path.name}", path.read_bytes()


def readme(title: str, name: str, cited: Citation, book: Build) -> str:
    """What it is, how to run it, how to cite it."""
    say = book.words.say
    return "\n\n".join(
        (
            title,
            say("An analysis of the book {title}, with all that it reads.", title=book.work.title),
            say("To run it: Python 3.11 or newer, a terminal in this folder, and"),
            f"    python -m pip install -r requirements.txt\n    python {name}.py",
            say("To change it, open {file} in any program for notebooks, in this folder.", file=f"{name}.ipynb"),
            say("The descriptions of the tables, with their sources and licences, are in {file}.", file=DESCRIPTOR),
            say("The code is under the MIT licence."),
            f"{say('How to cite')}\n{cited.text}\n\n{cited.bibtex}",
        )
    )
