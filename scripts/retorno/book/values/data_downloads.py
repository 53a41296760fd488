"""What the site offers of the data beside the tables themselves: other forms of each, and the package as a whole.

Written into ``data/`` when the pages are written. Each file is made again when its table or its description
has changed, and is kept in between.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from retorno.book.state.book_build import Build
from retorno.evidence import book_citation, data_files, data_metadata
from retorno.evidence.catalogue import DataSet
from retorno.project.files import keep_newest, pack
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used

PACKAGE = "retorno-data.zip"
WORKBOOK = "retorno-data.xlsx"
CROISSANT = "croissant.json"
DCAT = "catalogue.jsonld"
KEPT = 200
"""How many files the cache holds at most."""


def files(book: Build) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    cache = book.project.root / ".cache" / "data-files"
    data_sets = [one for one in book.described if one.path.is_file()]
    states = [digest(digest(one.path.read_bytes()) + repr(one.described)) for one in data_sets]
    for data_set, state in zip(data_sets, states, strict=True):
        stem = data_set.path.stem
        yield f"{stem}.json", _made(cache, f"json {state}", partial(data_files.as_json, data_set))
        yield f"{stem}.xlsx", _made(cache, f"xlsx {state}", partial(data_files.as_workbook, [data_set]))
    whole = digest("\n".join(states))
    yield WORKBOOK, _made(cache, f"xlsx {whole}", partial(data_files.as_workbook, data_sets))
    described = digest(book.project.descriptor.read_bytes())
    yield PACKAGE, _made(cache, f"zip {described} {whole}", partial(_package, book, data_sets))
    cited = book_citation.book(book.work).text
    for name, content in (
        (CROISSANT, data_metadata.croissant(book.described, book.work, cited)),
        (DCAT, data_metadata.dcat(book.described, book.work)),
    ):
        yield name, json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
    keep_newest(cache.glob("*"), KEPT)


def _made(cache: Path, state: str, make: Callable[[], bytes]) -> bytes:
    path = cache / digest(f"{version('xlsxwriter')} {state}")
    content = kept(path)
    if content is None:
        content = make()
        keep(path, content)
    used(path)
    return content


def _package(book: Build, data_sets: list[DataSet]) -> bytes:
    """The tables and their descriptions as one archive, in a folder ``data``, as analyses look for them."""
    made = io.BytesIO()
    paths = [book.project.descriptor, *(one.path for one in data_sets)]
    pack(((f"retorno-data/data/{path.name}", path.read_bytes()) for path in paths), made)
    return made.getvalue()
