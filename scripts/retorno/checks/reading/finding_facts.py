"""What is known of a finding before anything is computed: what its analysis or the table of cited figures says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.reading import code
from retorno.checks.reading.content import Content, Page
from retorno.project.csv_tables import records

TOLD = ("unit", "period", "base", "quantity", "statement", "place")
"""What is told of a finding, in the order of :class:`Facts`."""


class Facts(NamedTuple):
    """A finding by its id: where it is recorded, and what is written out of it; what is computed is empty."""

    id: str
    file: str
    line: int
    unit: str
    period: str
    base: str
    quantity: str
    statement: str
    place: str


@lru_cache(maxsize=2)
def facts(content: Content) -> dict[str, Facts]:
    """The findings whose id is written out, those that are cited among them."""
    found = {one.id: one for page in content.pages for one in recorded(page)}
    data = content.project.data
    about = {row.get("id", ""): row for _, row in records(data / "cited-quantities.csv")}
    for line, row in records(data / "cited-figures.csv"):
        more = about.get(row.get("id", ""), {})
        id, told = row.get("id", ""), {**row, **more}
        found[id] = Facts(id, "data/cited-figures.csv", line, *(told.get(name, "") for name in TOLD))
    return found


def recorded(page: Page) -> Iterator[Facts]:
    """The findings that the code of *page* records under an id that is written out."""
    for call in code.calls(page):
        if call.name == "record":
            id = code.text_of(call.arguments.get("id", call.arguments.get("")))
            if id:
                told = [said(call.arguments.get(name)) for name in TOLD]
                yield Facts(id, page.file, call.line, *told)


def said(node: ast.expr | None) -> str:
    """The text of an argument: a constant, or the template of ``fill``; empty where it is computed."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fill" and node.args:
        node = node.args[0]
    return code.text_of(node) or ""
