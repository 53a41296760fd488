"""The media types by which a notebook hands findings, verdicts, figures to the book."""

from __future__ import annotations

FINDING = "application/vnd.retorno.finding+json"
VERDICT = "application/vnd.retorno.verdict+json"
FIGURE = "application/vnd.retorno.figure+json"
SAYINGS = "application/vnd.retorno.sayings+json"
"""How texts with numbers in them were made (:mod:`retorno.analysis.sayings`); no page shows it."""

OURS = (FINDING, VERDICT, FIGURE, SAYINGS)
