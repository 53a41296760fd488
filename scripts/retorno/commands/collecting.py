"""The state of the book without building it: notebooks are executed, pages are only scanned.

Everything that has run before comes from the store, so this takes seconds where a build takes
minutes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from retorno.changes.states import FigureState, PageState, State, TableState
from retorno.changes.table_changes import rows_of
from retorno.checks.reading.content import Content, Page
from retorno.evidence import media_types
from retorno.evidence.catalogue import DataSet
from retorno.evidence.claims import COLUMNS
from retorno.evidence.findings import Finding
from retorno.evidence.registry import Contribution, Registry
from retorno.evidence.verdicts import Verdict
from retorno.execution.hooks import problem
from retorno.project.problems import ContentError
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.keyed import Executor, Result
from sphinx_keyed_execution.notebooks import code_of, notebook_of, without_code

ROLES = {"finding": "finding", "claim": "claim", "verdict": "verdict", "dataset": "dataset"}
"""Roles that show something of the registry, and what they show."""


def collect(content: Content, executor: Executor) -> State:
    """The book as its files are now.

    Raises :class:`ContentError` naming file and line for each notebook that does not run.
    """
    listed = set(content.listed)
    pages = [page for page in content.pages if page.name in listed]
    results = _results(content, pages, executor)
    given = {page.name: contribution(page, results.get(page.name)) for page in pages}
    registry = Registry(content.claims, given)
    return State(
        entries={f"{entry['kind']}:{entry['id']}": entry for entry in registry.as_list()},
        claims=_claims(content),
        figures={id: _figure_state(page, figure) for page, one in given.items() for id, figure in one.figures.items()},
        pages={page.name: _page_state(page, given[page.name]) for page in pages},
        tables={data_set.name: _table_state(content, data_set) for data_set in content.catalogue},
    )


def _results(content: Content, pages: Iterable[Page], executor: Executor) -> dict[str, Result]:
    notebooks = {page.name: notebook_of(content.project.root / page.file) for page in pages}
    found = executor.results(notebook for notebook in notebooks.values() if notebook)
    results = {name: found[notebook.page] for name, notebook in notebooks.items() if notebook}
    failed = [problem(result.failure, f"{name}.md") for name, result in results.items() if result.failure]
    if failed:
        raise ContentError(failed)
    return results


def contribution(page: Page, result: Result | None) -> Contribution:
    """What *page* gives to the registry and takes from it, from its roles and its outputs."""
    given = Contribution()
    for _, role, target in page.roles:
        if role in ROLES:
            given.uses.add(f"{ROLES[role]}:{target}")
        elif role.startswith("cite"):
            given.uses |= {f"cite:{key.strip()}" for key in target.split(",")}
    if result:
        given.key, given.inputs = result.key, result.inputs
        for output in (output for cell in result.outputs for output in cell):
            _take(given, output.get("data", {}))
    return given


def _take(given: Contribution, data: dict[str, Any]) -> None:
    """Take over what one output hands over."""
    if media_types.FINDING in data:
        found = Finding.from_dict(data[media_types.FINDING])
        given.findings[found.id] = found
        given.uses.add(f"finding:{found.id}")
    if media_types.VERDICT in data:
        verdict = Verdict.from_dict(data[media_types.VERDICT])
        given.verdicts[verdict.claim] = verdict
        given.uses |= {f"claim:{verdict.claim}", f"verdict:{verdict.claim}"}
    if media_types.FIGURE in data:
        given.figures[data[media_types.FIGURE]["id"]] = data[media_types.FIGURE]


def _page_state(page: Page, given: Contribution) -> PageState:
    notebook = page.is_notebook
    return PageState(
        text=digest(without_code(page.text) if notebook else page.text),
        code=digest(code_of(page.text)) if notebook else "",
        uses=frozenset(given.uses),
        inputs=given.inputs,
    )


def _figure_state(page: str, figure: dict[str, Any]) -> FigureState:
    """What is drawn goes by the pictures and the table; the words stand around them."""
    words = [figure.get(name) for name in ("title", "caption", "alt", "source", "vintage")]
    return FigureState(page, digest(json.dumps([figure["svg"], figure["csv"]])), digest(json.dumps(words)))


def _table_state(content: Content, data_set: DataSet) -> TableState:
    described = {name: part for name, part in data_set.described.items() if name not in ("name", "path", "schema")}
    schema = data_set.described.get("schema", {})
    key = schema.get("primaryKey", [])
    return TableState(
        file=content.project.relative(data_set.path),
        schema=digest(json.dumps(schema, sort_keys=True)),
        description=digest(json.dumps(described, sort_keys=True)),
        key=(key,) if isinstance(key, str) else tuple(key),
        content=data_set.path.read_text(encoding="utf-8"),
    )


def _claims(content: Content) -> dict[str, dict[str, str]]:
    text = (content.project.data / "claims.csv").read_text(encoding="utf-8")
    return {row["id"]: {name: row.get(name, "") for name in COLUMNS} for row in rows_of(text)}
