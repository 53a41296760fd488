"""The state of the book as a build leaves it: what is compared with another to say what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from retorno.book.state.book_build import Build
from retorno.changes.states import FigureState, PageState, State, TableState
from retorno.changes.table_changes import rows_of
from retorno.evidence.catalogue import DataSet
from retorno.evidence.claims import COLUMNS
from retorno.project import documents
from sphinx_content_freshness.freshness import Freshness
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.notebooks import code_of, without_code

FILE = "state.json"


class StateBuilder(Builder):
    """Reads all pages that have changed, and writes nothing but the state."""

    name, format = "state", ""

    def get_outdated_docs(self) -> list[str]:
        """No page is written."""
        return []

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Nothing leads anywhere."""
        return ""

    def write_documents(self, docnames: Set[str]) -> None:
        """Nothing is written."""


def state(book: Build) -> State:
    """The book as it has been read."""
    pages, catalogue = book.registry.pages, book.catalogue
    return State(
        entries={f"{entry['kind']}:{entry['id']}": entry for entry in book.published.as_list()},
        claims=_claims(book),
        figures={
            id: FigureState(docname, figure.drawn, figure.words)
            for docname, page in pages.items()
            for id, figure in page.figures.items()
        },
        pages={docname: _page(book, docname) for docname in pages},
        tables={data_set.name: _table(book, data_set) for data_set in catalogue},
    )


def _page(book: Build, docname: str) -> PageState:
    path = Path(book.env.doc2path(docname))
    text, given = documents.text(path, book.project.relative(path)).replace("\r\n", "\n"), book.registry.pages[docname]
    return PageState(
        text=digest(without_code(text) if given.key else text),
        code=digest(code_of(text)) if given.key else "",
        uses=frozenset({*given.uses, *_cited(book, docname)}),
        inputs=given.inputs,
    )


def _cited(book: Build, docname: str) -> Iterator[str]:
    for domain, _, target in Freshness.of(book.env).links(docname):
        if domain == "cite":
            yield from (f"cite:{key.strip()}" for key in target.split(","))


def _table(book: Build, data_set: DataSet) -> TableState:
    described = {name: part for name, part in data_set.described.items() if name not in ("name", "path", "schema")}
    schema = data_set.described.get("schema", {})
    key = schema.get("primaryKey", [])
    return TableState(
        file=book.project.relative(data_set.path),
        schema=digest(json.dumps(schema, sort_keys=True)),
        description=digest(json.dumps(described, sort_keys=True)),
        key=(key,) if isinstance(key, str) else tuple(key),
        content=data_set.path.read_text(encoding="utf-8"),
    )


def _claims(book: Build) -> dict[str, dict[str, str]]:
    text = (book.project.data / "claims.csv").read_text(encoding="utf-8")
    return {row["id"]: {name: row.get(name, "") for name in COLUMNS} for row in rows_of(text)}


def _leave(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the state down."""
    if exception is None and app.builder.name == StateBuilder.name:
        told = json.dumps(state(Build.of(app.env)).as_dict(), ensure_ascii=False)
        Path(app.outdir, FILE).write_text(told, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Build states."""
    app.add_builder(StateBuilder)
    app.connect("build-finished", _leave)
