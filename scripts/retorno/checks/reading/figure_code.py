"""What the code of an analysis says of a figure without being run: its marks, the titles of its axes, its data sets."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.reading import code
from retorno.checks.reading.content import Page
from retorno.checks.reading.finding_facts import said

AXES = ("X", "Y")


class Title(NamedTuple):
    """The title of an axis that measures, and its line in the file."""

    line: int
    text: str


class Drawn(NamedTuple):
    """A figure: its call, and what its cell draws; what is computed is empty.

    ``marks`` are named without ``mark_``; where the cell has none, those of the page. ``data_sets`` are those that
    the figure names, or all that the page loads; None where one of them is computed. ``texts`` are those that the
    code of the page has, among them the series that it takes.
    """

    call: code.Call
    id: str
    marks: frozenset[str]
    titles: tuple[Title, ...]
    data_sets: frozenset[str] | None
    texts: frozenset[str]


@lru_cache(maxsize=512)
def figures(page: Page) -> tuple[Drawn, ...]:
    """The figures of *page*, in their order."""
    calls = [call for call in code.calls(page) if call.name == "figure"]
    if not calls:
        return ()
    cells = code.cells(page)
    constants = _constants(cells)
    of_page = frozenset(mark for cell in cells for mark in _marks(cell.tree))
    texts = frozenset(filter(None, (code.text_of(node) for cell in cells for node in ast.walk(cell.tree))))
    loaded = [_text(call.arguments.get(""), constants) for call in code.calls(page) if call.name == "load"]
    found = []
    for call in calls:
        cell = next(one for one in cells if one.tree is call.cell)
        named = _named(call, constants)
        sets = loaded if named is None else named
        known = None if None in sets else frozenset(one for one in sets if one)
        marks = frozenset(_marks(cell.tree)) or of_page
        found.append(Drawn(call, call.text("id") or "", marks, tuple(_titles(cell)), known, texts))
    return tuple(found)


def _constants(cells: tuple[code.Cell, ...]) -> dict[str, str]:
    """The texts that the page gives a name: MONTHS = "darien-monthly"."""
    found: dict[str, str] = {}
    for cell in cells:
        for node in cell.tree.body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    pairs = [(target, node.value)]
                    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                        pairs = list(zip(target.elts, node.value.elts, strict=False))
                    for name, value in pairs:
                        if isinstance(name, ast.Name) and (text := code.text_of(value)):
                            found[name.id] = text
    return found


def _text(node: ast.expr | None, constants: dict[str, str]) -> str | None:
    return constants.get(node.id) if isinstance(node, ast.Name) else code.text_of(node)


def _named(call: code.Call, constants: dict[str, str]) -> list[str | None] | None:
    """The data sets that the figure names; None where it names none."""
    node = call.arguments.get("datasets")
    if node is None:
        return None
    return [_text(one, constants) for one in node.elts] if isinstance(node, ast.List | ast.Tuple) else [None]


def _marks(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("mark_"):
            yield node.attr.removeprefix("mark_")


def _titles(cell: code.Cell) -> Iterator[Title]:
    """The titles of axes whose field is a quantity (“persons:Q”)."""
    for node in ast.walk(cell.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in AXES):
            continue
        field = code.text_of(node.args[0]) if node.args else ""
        for keyword in node.keywords:
            if keyword.arg == "title" and (field or "").endswith(":Q") and (text := said(keyword.value)):
                yield Title(cell.line + keyword.value.lineno - 1, text)
