"""An analysis as a notebook with its outputs, and as a script: both run wherever ``retorno`` can be imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from retorno.analysis.dimensions import WIDE
from retorno.book.figures import figure_frame
from retorno.book.figures.figure_card import around
from retorno.book.state.book_build import Build
from retorno.evidence.book_figures import Figure
from retorno.evidence.media_types import FIGURE, OURS

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def notebook(
    cells: Iterable[NotebookNode], outputs: list[list[dict[str, Any]]], plain: Callable[[str], str], book: Build
) -> NotebookNode:
    """The notebook of *cells* as MyST-NB reads them, with the *outputs* of those with code and *plain* prose."""
    given = iter(outputs)
    made: NotebookNode = v4.new_notebook(metadata=KERNEL)
    for number, cell in enumerate(cells):
        if cell.cell_type == "code":
            new = v4.new_code_cell(cell.source, outputs=[_output(one, book) for one in next(given, [])])
        else:
            new = v4.new_markdown_cell(plain(cell.source))
        new["id"] = f"cell-{number}"  # by itself it would be another at every build
        if new.source:
            made.cells.append(new)
    return made


def _output(output: dict[str, Any], book: Build) -> NotebookNode:
    """An output as any notebook program shows it: a figure as its picture, a finding as its sentence."""
    known = output.get("data", {})
    data = {kind: content for kind, content in known.items() if kind not in OURS}
    if drawn := known.get(FIGURE):
        figure = Figure.from_dict(drawn)
        inside = around(figure, book.figure_numbers[figure.id], book.words, whole=True)
        data["image/svg+xml"] = figure_frame.framed(figure.svg["wide"], inside, WIDE)
    shown: NotebookNode = nbformat.from_dict({**output, "data": data} if known else dict(output))
    return shown


def as_json(made: NotebookNode) -> bytes:
    """The file of a notebook."""
    return str(nbformat.writes(made, version=4)).encode() + b"\n"


def as_script(made: NotebookNode) -> bytes:
    """The same as a Python script, its prose as comments, in the form that editors know as cells."""
    return "\n".join(_lines(made)).encode() + b"\n"


def _lines(made: NotebookNode) -> Iterator[str]:
    for number, cell in enumerate(made.cells):
        if number:
            yield ""
        if cell.cell_type == "code":
            yield from ("# %%", cell.source)
        else:
            yield "# %% [markdown]"
            yield from (f"# {line}".rstrip() for line in cell.source.splitlines())
