"""An axis that measures has a title, and says where its steps are not equal; one chart has one scale for a value.

Without a title nobody knows what the numbers are. On a logarithmic scale a fall to a tenth looks like a small step: the
title of the axis says so in words (*on a scale of ratios*, *each step tenfold*), or the caption does. Two scales side
by side in one chart (resolve_scale(y="independent")) make any two lines go together: draw two charts, one below the
other.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from retorno.checks.reading import code
from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import said
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
AXES = ("X", "Y")
TIME = re.compile(r"period|year|month|date|time|start|end", re.I)
RATIOS = re.compile(r"\b(?:scale of (?:ratios|proportions)|log\w*|tenfold|ratios)\b", re.I)
LOGARITHMIC = ("log", "symlog")


def check(content: Content) -> Iterator[Problem]:
    """Look at the axes in the code of all analyses."""
    for page in content.pages:
        for cell in code.cells(page):
            captions = " ".join(_captions(cell.tree))
            for node in ast.walk(cell.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    for place, wrong, right in _faults(node, node.func.attr, captions):
                        yield Problem(page.file, cell.line + node.lineno - 1, place, wrong, right)


def _captions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "figure":
            yield from (said(keyword.value) for keyword in node.keywords if keyword.arg in ("caption", "title"))


def _faults(node: ast.Call, name: str, captions: str) -> Iterator[tuple[str, str, str]]:
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if name == "resolve_scale":
        for axis in ("x", "y"):
            if code.text_of(given.get(axis)) == "independent":
                right = "two charts, one below the other; or both values on one scale"
                yield f"resolve_scale, {axis}", "two scales in one chart make any two lines go together", right
    if name not in AXES:
        return
    field, title = (code.text_of(node.args[0]) or "") if node.args else "", given.get("title")
    if field.endswith(":Q") and not TIME.search(field) and isinstance(title, ast.Constant) and title.value is None:
        yield f"{name} {field}", "the axis has no title", 'what it counts, title="Persons (millions)"'
    scale = given.get("scale")
    kinds = (
        {keyword.arg: code.text_of(keyword.value) for keyword in scale.keywords} if isinstance(scale, ast.Call) else {}
    )
    if kinds.get("type") in LOGARITHMIC and not RATIOS.search(f"{said(title)} {captions}"):
        wrong = "the scale is one of ratios, and neither the axis nor the caption says so"
        yield f"{name} {field}", wrong, 'title="Persons, thousands, on a scale of ratios"'
