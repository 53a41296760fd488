"""A value that an analysis records is computed, and not typed.

record("id", 7_400_000_000, …) gives readers a number that no table stands behind and that nobody can check. Put
the figure into a table of data/ and load() it; one that is only cited goes into data/cited-figures.csv, or names who
reported it in reported_by=.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from retorno.checks.reading import code
from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Look at what is handed to record()."""
    for page in content.pages:
        for call in code.calls(page):
            if call.name == "record" and "reported_by" not in call.arguments:
                value = call.arguments.get("value") or (call.node.args[1] if len(call.node.args) > 1 else None)
                if value is not None and _is_typed(value):
                    place = f"record {call.text('') or call.text('id') or ''}".strip()
                    wrong = f"the value {ast.unparse(value)} is typed, and no table stands behind it"
                    yield Problem(page.file, call.line, place, wrong, "a value computed from what load() gave")


def _is_typed(node: ast.expr) -> bool:
    """Whether it is made of numbers alone."""
    parts = [part for part in ast.walk(node) if not isinstance(part, ast.operator | ast.unaryop)]
    return all(isinstance(part, ast.Constant | ast.BinOp | ast.UnaryOp) for part in parts)
