"""An analysis that stops says why, in words for somebody who has changed a table.

A cell may assert what the text around it takes for granted: that months add up to the year, that
a figure's title still holds. Whoever revises a number then reads the message and nothing else, so
each `assert` has one: assert a == b, "what does not fit, and what to change".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from retorno.checks.reading.code import cells
from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Look for asserts without a message in the code of all analyses."""
    for page in content.pages:
        for cell in cells(page):
            for node in ast.walk(cell.tree):
                if isinstance(node, ast.Assert) and node.msg is None:
                    wrong = "where this does not hold, nobody is told what to change"
                    right = 'assert …, "what does not fit, and what to change"'
                    yield Problem(page.file, cell.line + node.lineno - 1, "assert", wrong, right)
