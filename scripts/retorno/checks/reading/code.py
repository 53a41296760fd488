"""The code of the notebooks, read without running it: the cells, and the calls of plain names in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import yaml

from retorno.checks.reading.content import Page

CELL = re.compile(r"^(`{3,})\{code-cell\}[^\n]*\n(.*?)^\1[ ]*$", re.M | re.S)
NO_PYTHON = re.compile(r"\A---\n.*?\n---\n|\A(?::[\w-]+:[^\n]*\n)+|^[ ]*[%!][^\n]*$", re.M | re.S)
"""Parts of a cell that are no Python: its options, magics and commands."""


class Cell(NamedTuple):
    """A code cell: where it begins, its syntax tree or why there is none, and what is wrong with its options."""

    line: int
    tree: ast.Module
    error: SyntaxError | None = None
    options: str = ""


class Call(NamedTuple):
    """A call in a notebook: its line, the function's name, and its arguments by name (the first is ``""``).

    ``gathered`` says that arguments come from a mapping, ``**given``; ``cell`` is the code around it.
    """

    line: int
    name: str
    arguments: dict[str, ast.expr]
    gathered: bool
    cell: ast.Module

    def text(self, argument: str) -> str | None:
        """The argument, where it is written out as one string."""
        return text_of(self.arguments.get(argument))


def text_of(node: ast.AST | None) -> str | None:
    """The text of a constant."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


OPTIONS = re.compile(r"\A(?:---\n(?P<block>.*?)\n---\n|(?P<lines>(?::[\w-]+:[^\n]*\n)+))", re.S)


def unreadable_options(source: str) -> str:
    """Why the options of the cell *source* cannot be read; empty if they can, or if there are none."""
    found = OPTIONS.match(source)
    if not found:
        return ""
    try:
        yaml.safe_load(found["block"] or re.sub(r"^:", "", found["lines"], flags=re.M))
    except yaml.YAMLError as error:
        return str(getattr(error, "problem", None) or error)
    return ""


@lru_cache(maxsize=512)
def cells(page: Page) -> tuple[Cell, ...]:
    """The code cells of *page*; the tree of one that Python cannot read is empty."""
    found = []
    for match in CELL.finditer(page.text) if page.is_notebook else ():
        line, options = page.line_of(match.start(2)), unreadable_options(match[2])
        try:
            found.append(Cell(line, ast.parse(NO_PYTHON.sub(_blank, match[2])), options=options))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            told = error if isinstance(error, SyntaxError) else SyntaxError(str(error) or "it is too deep")
            found.append(Cell(line, ast.Module([], []), told, options))
    return tuple(found)


def calls(page: Page) -> Iterator[Call]:
    """The calls of plain names (``figure(…)``, ``record(…)``) in the code of *page*."""
    for cell in cells(page):
        for node in ast.walk(cell.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                arguments = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                if node.args:
                    arguments[""] = node.args[0]
                gathered = any(keyword.arg is None for keyword in node.keywords)
                yield Call(cell.line + node.lineno - 1, node.func.id, arguments, gathered, cell.tree)


def _blank(match: re.Match[str]) -> str:
    """Spaces in place of the match, line ends kept."""
    return re.sub(r"[^\n]", " ", match[0])
