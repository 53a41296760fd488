"""What the notebook of a page gave is noted with the page: by which key it ran, and what it read."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from retorno.book.state.build import Build
from retorno.evidence.registry import Contribution
from retorno.execution import hooks
from sphinx_keyed_execution.extension import FINISHED
from sphinx_keyed_execution.keyed import Result

STORE = ".cache/executions"
"""The store of a build that brings none of its own: the one of ``make site``."""


def note(app: Sphinx, docname: str, result: Result, outputs: list[list[dict[str, Any]]]) -> None:
    """``keyed-execution-finished``: note it."""
    record = Build.of(app.env).contributions.setdefault(docname, Contribution())
    record.key, record.inputs = result.key, result.inputs


def setup(app: Sphinx) -> None:
    """Have notebooks run by the engine, as the book wants them."""
    app.setup_extension("sphinx_keyed_execution")
    app.config["keyed_execution_hooks"] = hooks.NAME
    app.config["keyed_execution_store"] = STORE
    app.connect(FINISHED, note)
