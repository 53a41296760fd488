"""A figure that a notebook gave, in the words of an edition, with the drawings that this edition needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from retorno.analysis.interactive_chart import interactive
from retorno.book.figures.chart_words import chart
from retorno.book.state.build import Build
from retorno.evidence.book_citation import SOURCE
from retorno.evidence.templates import filled

DATA = "Data: {vintage}"


def in_words(content: dict[str, Any], book: Build, draw: Callable[[dict[str, Any]], str]) -> dict[str, Any]:
    """The content of a figure (:func:`retorno.analysis.figures.content`) with its pictures as ``svg``.

    The English edition shows what the notebook gave; for another, *draw* makes a picture of each of
    the specifications in its words.
    """
    words = book.words
    translated = {name: words.text(content[name]) for name in ("title", "caption", "alt")}
    source, vintage = _source(content["source"], content["datasets"], book), _listed(content["vintage"], book)
    below = [
        source
        if line == content["source"]
        else words.say(DATA, vintage=vintage)
        if line != content["vintage"]
        else vintage
        for line in content["below"]
    ]
    made = {**content, **translated, "source": source, "vintage": vintage, "below": below}
    drawings = {name: chart(drawn, words) for name, drawn in made.pop("drawings").items()}
    made["csv"] = _table(content["csv"], book)
    if not words.original:
        made["svg"] = {name: draw(drawn) for name, drawn in drawings.items()}
        if content["specification"]:
            made["specification"] = interactive(drawings["wide"])
    return made


def _source(source: str, names: list[str], book: Build) -> str:
    """The line that credits the publishers: that of the data sets, or the one that the notebook words itself."""
    stated = [str(one.about("credit") or one.title) for one in map(book.described.__getitem__, names)]
    if source != filled(SOURCE, {"source": "; ".join(dict.fromkeys(stated))}):
        return book.words.text(source)
    told = [str(one.about("credit") or one.title) for one in map(book.catalogue.__getitem__, names)]
    return book.words.say(SOURCE, source="; ".join(dict.fromkeys(told)))


def _listed(texts: str, book: Build) -> str:
    """Vintages, which stand in one line, one by one."""
    return "; ".join(map(book.words.text, texts.split("; "))) if texts else ""


def _table(text: str, book: Build) -> str:
    rows = [[book.words.text(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue() if not book.words.original else text
