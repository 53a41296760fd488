"""The colours of a chart are those of the palette.

They stay apart for readers with each kind of colour blindness, in grey print, and on dark paper, where each is
replaced by its fellow; a colour of one's own does none of this. They stand in
`scripts/retorno/analysis/palette.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from retorno.analysis.palette import CATEGORIES, NAMES
from retorno.checks.reading import code
from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"
HEX = re.compile(r"#[0-9a-fA-F]{3,8}")
OPTIONS = ("color", "fill", "stroke")
ALSO = ("none", "transparent", *NAMES)


def check(content: Content) -> Iterator[Problem]:
    """Look at the colours that the code of notebooks writes out."""
    for page in content.pages:
        for cell in code.cells(page):
            for line, colour in sorted(set(_colours(cell.tree))):
                if colour.lower() not in ALSO:
                    wrong, right = "this is no colour of the palette", f"one of {', '.join(CATEGORIES)}"
                    yield Problem(page.file, cell.line + line - 1, f"“{colour}”", wrong, right)


def _colours(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and words of each colour: what has the form of one, and what marks are given as one."""
    for node in ast.walk(tree):
        if (text := code.text_of(node)) and HEX.fullmatch(text):
            yield getattr(node, "lineno", 1), text
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("mark_"):
            for keyword in node.keywords:
                if keyword.arg in OPTIONS and (text := code.text_of(keyword.value)):
                    yield keyword.value.lineno, text
