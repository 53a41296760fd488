"""The code of the notebooks, read without running it: the cells, and the calls of plain names in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import yaml

from retorno.checks.reading.content import Page
from retorno.project import front_matter
from retorno.project.page_source import without

NO_PYTHON = re.compile(r"^[ ]*[%!][^\n]*$", re.M)
"""What is no Python in a cell: magics and commands."""


class Cell(NamedTuple):
    """A code cell: its first line of code, its syntax tree or why there is none, and what is wrong with its options.

    ``head`` is the line above the options.
    """

    head: int
    line: int
    tree: ast.Module
    error: SyntaxError | None = None
    options: str = ""


class Call(NamedTuple):
    """A call in a notebook: its line, the function's name, and its arguments by name (the first is ``""``).

    ``gathered`` says that arguments come from a mapping, ``**given``; ``cell`` is the code around it,
    ``node`` the call itself.
    """

    line: int
    name: str
    arguments: dict[str, ast.expr]
    gathered: bool
    cell: ast.Module
    node: ast.Call

    def text(self, argument: str) -> str | None:
        """The argument, where it is written out as one string."""
        return text_of(self.arguments.get(argument))


def text_of(node: ast.AST | None) -> str | None:
    """The text of a constant."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _unreadable(options: str) -> str:
    """Why the *options* of a cell cannot be read; empty if they can, or if there are none."""
    try:
        yaml.safe_load(front_matter.bare(options))
    except yaml.YAMLError as error:
        return str(getattr(error, "problem", None) or error)
    return ""


@lru_cache(maxsize=512)
def cells(page: Page) -> tuple[Cell, ...]:
    """The code cells of *page*; the tree of one that Python cannot read is empty."""
    found = []
    for cell in page.cells:
        line, options = cell.body_line, _unreadable(cell.written_options)
        try:
            found.append(Cell(cell.line, line, ast.parse(without(cell.text, NO_PYTHON)), options=options))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            told = error if isinstance(error, SyntaxError) else SyntaxError(str(error) or "it is too deep")
            found.append(Cell(cell.line, line, ast.Module([], []), told, options))
    return tuple(found)


@lru_cache(maxsize=512)
def calls(page: Page) -> tuple[Call, ...]:
    """The calls of plain names (``figure(…)``, ``record(…)``) in the code of *page*."""
    return tuple(_calls(page))


def _calls(page: Page) -> Iterator[Call]:
    for cell in cells(page):
        for node in ast.walk(cell.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                arguments = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                if node.args:
                    arguments[""] = node.args[0]
                gathered = any(keyword.arg is None for keyword in node.keywords)
                yield Call(cell.line + node.lineno - 1, node.func.id, arguments, gathered, cell.tree, node)
