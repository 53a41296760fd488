"""What a cell prints is a text that is meant for readers.

print(table) puts the rows of a table on the page as a program shows them, and was mostly left over from looking
at them. A sentence with numbers in it is made by fill("…") and may be printed; a table stands last in its cell,
and is then shown as one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from retorno.checks.reading import code
from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"
TEXTS = ("fill", "joined", "number", "period")


def check(content: Content) -> Iterator[Problem]:
    """Look at what is printed."""
    for page in content.pages:
        for call in code.calls(page):
            printed = call.arguments.get("") if call.name in ("print", "pprint") else None
            if printed is not None and not _is_text(printed):
                wrong, right = (
                    "the cell prints what is no sentence",
                    'print(fill("…")), a table last in its cell, or no print',
                )
                yield Problem(page.file, call.line, f"{call.name}(…)", wrong, right)


def _is_text(node: ast.expr) -> bool:
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS
    return called or isinstance(node, ast.JoinedStr) or code.text_of(node) is not None
