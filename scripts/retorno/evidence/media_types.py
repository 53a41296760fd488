"""The media types by which a notebook hands findings, verdicts and figures to the book."""

from __future__ import annotations

FINDING = "application/vnd.retorno.finding+json"
VERDICT = "application/vnd.retorno.verdict+json"
FIGURE = "application/vnd.retorno.figure+json"
