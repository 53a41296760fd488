"""Formulas that cannot be set: found when a page is read, since what reads LaTeX here passes over much of it."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from retorno.project.problems import Problem

LONGEST = 5_000
"""How many characters a formula may have."""

PARTS = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\(?:left|right)(?![A-Za-z])|\\.|[{}]", re.S)
RIGHT = "a formula in LaTeX with braces in pairs, each \\begin with its \\end, each \\left with its \\right"

logger = logging.getLogger(__name__)


def fault(latex: str) -> str:
    """What is wrong with a formula, or an empty string."""
    if len(latex) > LONGEST:
        return f"it has more than {LONGEST:,} characters"
    return _unpaired(latex) or _unreadable(latex)


def _unpaired(latex: str) -> str:
    """What opens and does not close, or closes what was not opened."""
    opened: list[str] = []
    for part in PARTS.findall(latex):
        if part == "{" or part.startswith(("\\begin", "\\left")):
            opened.append(part)
        elif part == "}" or part.startswith(("\\end", "\\right")):
            begun = opened.pop() if opened else ""
            if begun != _opening(part):
                return f"“{part}” closes nothing"
    return f"“{opened[-1]}” is not closed" if opened else ""


def _opening(part: str) -> str:
    return {"}": "{", "\\right": "\\left"}.get(part, part.replace("\\end", "\\begin", 1))


def _unreadable(latex: str) -> str:
    if not latex.strip():
        return "it is empty"
    try:
        tex2mathml(latex, as_block=True)
    except MathError as error:
        return str(error)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError):
        return "it cannot be read"
    return ""


class Formulas(SphinxTransform):
    """Look at each formula of a page once, when the page is read."""

    default_priority = 800

    def apply(self, **_: object) -> None:
        """Tell of each that cannot be set."""
        for node in self.document.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
            if wrong := fault(node.astext()):
                file, line = str(self.env.doc2path(self.env.docname, base=False)), node.line or 0
                problem = Problem(file, line, "formula", f"this formula cannot be set: {wrong}", RIGHT)
                place = (self.env.docname, line or None)
                logger.warning("%s", problem, location=place, type="retorno", subtype="formula")


def setup(app: Sphinx) -> None:
    """Look at formulas whenever a page is read."""
    app.add_transform(Formulas)
