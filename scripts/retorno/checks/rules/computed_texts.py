"""Texts with a computed part are made from templates, so that every edition can say them in its language.

A notebook runs once, for all editions. A sentence that Python puts together with a number in it,
`f"{share} of adults"`, is English for ever: nobody can translate it, and the number stays written
the English way. Give the sentence as a template with named places, and what fills them:

    title=fill("{share} of adults worried", share=number(worried, 1, "percent"))

`number` writes a number, `period` a month or a day, `joined` puts texts one after another. The names
come from `retorno.analysis.notebook`. Texts of assertions and errors, which only contributors see,
may be put together as you like.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from retorno.checks.reading import code
from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"
WORDS = re.compile(r"[^\W\d_]{2,}\s|\s[^\W\d_]{2,}|%[BbAa]\s|\s%[BbAa]")
"""Words in a piece of text, or a month or a day that Python would write in English."""

UNSEEN = (ast.Assert, ast.Raise)
RIGHT = 'fill("… {place} …", place=number(…)), or joined([…], ", ")'


def check(content: Content) -> Iterator[Problem]:
    """Look into the code of every notebook."""
    for page in content.pages:
        for cell in code.cells(page):
            for node in _seen(cell.tree):
                if text := _put_together(node):
                    wrong = f"“{text}” is put together with a computed part, so it cannot be translated"
                    yield Problem(page.file, cell.line + getattr(node, "lineno", 1) - 1, "code cell", wrong, RIGHT)


def _seen(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of the code that may make a text for readers, from the outside; none of what is found twice."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, UNSEEN):
            yield child
            if not _put_together(child):
                yield from _seen(child)


def _put_together(node: ast.AST) -> str:
    """The words of a text that Python puts together; empty where it is none."""
    pieces: list[ast.expr] = []
    if isinstance(node, ast.JoinedStr):
        pieces = list(node.values)
        pieces += [one.format_spec for one in node.values if isinstance(one, ast.FormattedValue) and one.format_spec]
        if not any(isinstance(one, ast.FormattedValue) for one in node.values):
            return ""
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        pieces = [node.left, node.right]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        pieces = [node.func.value]
    for piece in pieces:
        text = code.text_of(piece) or ""
        if isinstance(piece, ast.JoinedStr):
            text = "".join(code.text_of(part) or "" for part in piece.values)
        if WORDS.search(text):
            return " ".join(text.split())[:60]
    return ""
