"""What the notebook of a page gave is noted with the page: by which key it ran, and what it read."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from retorno.book.figures.figure_words import in_words
from retorno.book.state.book_build import Build
from retorno.book.state.page_intake import paused
from retorno.book.state.translated_outputs import translate
from retorno.evidence.book_figures import Figure
from retorno.evidence.media_types import FIGURE, SAYINGS
from retorno.evidence.registry import Contribution
from retorno.execution import hooks
from retorno.execution.drawing import Pictures
from sphinx_keyed_execution.extension import FINISHED
from sphinx_keyed_execution.keyed import Result

STORE = ".cache/executions"
"""The store of a build that brings none of its own: the one of ``make site``."""


def note(app: Sphinx, docname: str, result: Result, outputs: list[list[dict[str, Any]]]) -> None:
    """``keyed-execution-finished``: note it."""
    book = Build.of(app.env)
    record = book.contributions.setdefault(docname, Contribution())
    record.key, record.inputs = result.key, result.inputs
    with paused():
        _in_words(book, record, outputs)


def _in_words(book: Build, record: Contribution, outputs: list[list[dict[str, Any]]]) -> None:
    """Put the outputs into the words of the edition; how texts were made is noted, and shown nowhere."""
    record.said = {}
    for cell in outputs:
        for output in cell:
            record.said.update(output.get("data", {}).get(SAYINGS, {}))
        cell[:] = [output for output in cell if SAYINGS not in output.get("data", {})]
    book.words.said.update(record.said)
    draw = book.once(_pictures).svg
    for cell in outputs:
        translate(cell, book.words)
        for output in cell:
            if figure := output.get("data", {}).get(FIGURE):
                output["data"][FIGURE] = in_words(Figure.from_dict(figure), book, draw).as_dict()


def _pictures(book: Build) -> Pictures:
    """Who draws the charts of an edition that needs its own; none does before the first of them."""
    return Pictures(book.project.root / STORE / "pictures")


def _rest(app: Sphinx, _: Exception | None) -> None:
    """``build-finished``: nobody draws any longer."""
    Build.of(app.env).once(_pictures).close()


def setup(app: Sphinx) -> None:
    """Have notebooks run by the engine, as the book wants them."""
    app.setup_extension("sphinx_keyed_execution")
    app.config["keyed_execution_hooks"] = hooks.NAME
    app.config["keyed_execution_store"] = STORE
    app.connect(FINISHED, note)
    app.connect("build-finished", _rest)
