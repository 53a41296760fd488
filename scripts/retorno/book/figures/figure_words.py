"""A figure that a notebook gave, in the words of an edition, with the drawings that this edition needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from retorno.analysis.interactive_chart import interactive
from retorno.book.figures.chart_words import chart
from retorno.book.state.book_build import Build
from retorno.evidence.book_citation import SOURCE
from retorno.evidence.book_figures import Figure
from retorno.evidence.templates import filled
from retorno.project import csv_tables

DATA = "Data: {vintage}"


def in_words(figure: Figure, book: Build, draw: Callable[[dict[str, Any]], str]) -> Figure:
    """The figure as readers of this edition see it.

    The English edition shows what the notebook gave; for another, *draw* makes a picture of each of
    the specifications in its words.
    """
    words = book.words
    source, vintage = _source(figure, book), _listed(figure.vintage, book)
    others = {figure.source: source, figure.vintage: vintage}
    data = words.say(DATA, vintage=vintage)
    told = replace(
        figure,
        title=words.text(figure.title),
        caption=words.text(figure.caption),
        alt=words.text(figure.alt),
        source=source,
        vintage=vintage,
        below=tuple(others.get(line, data) for line in figure.below),
        csv=_table(figure.csv, book),
        drawings={},  # a page shows the pictures
    )
    drawings = {name: chart(drawn, words) for name, drawn in figure.drawings.items()}
    if words.original:
        return told
    return replace(
        told,
        svg={name: draw(drawn) for name, drawn in drawings.items()},
        specification=interactive(drawings["wide"]) if figure.specification else None,
    )


def _source(figure: Figure, book: Build) -> str:
    """The line that credits the publishers: that of the data sets, or the one that the notebook words itself."""
    stated = [str(one.about("credit") or one.title) for one in map(book.described.__getitem__, figure.datasets)]
    if figure.source != filled(SOURCE, {"source": "; ".join(dict.fromkeys(stated))}):
        return book.words.text(figure.source)
    told = [str(one.about("credit") or one.title) for one in map(book.catalogue.__getitem__, figure.datasets)]
    return book.words.say(SOURCE, source="; ".join(dict.fromkeys(told)))


def _listed(texts: str, book: Build) -> str:
    """Vintages, which stand in one line, one by one."""
    return "; ".join(map(book.words.text, texts.split("; "))) if texts else ""


def _table(text: str, book: Build) -> str:
    rows = [[book.words.text(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
    return csv_tables.written(rows) if not book.words.original else text
