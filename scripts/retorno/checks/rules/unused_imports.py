"""What an analysis imports, it uses.

A reader who takes the analysis away reads its code from the top; a name that nothing uses was left over from an
attempt, and makes her look for what it is for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from retorno.checks.reading.code import Cell, cells
from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Compare the imports of each analysis with the names in its code."""
    for page in content.pages:
        found = cells(page)
        if any(cell.error for cell in found):
            continue  # told by the rule that reads the code
        used = {node.id for cell in found for node in ast.walk(cell.tree) if isinstance(node, ast.Name)}
        for line, name in (one for cell in found for one in _imported(cell)):
            if name not in used:
                yield Problem(page.file, line, f"import {name}", f"nothing uses “{name}”", "the import left out")


def _imported(cell: Cell) -> Iterator[tuple[int, str]]:
    for node in ast.walk(cell.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((cell.line + node.lineno - 1, (one.asname or one.name).split(".")[0]) for one in node.names)
