"""How old the figures of the book are: one paragraph that the build makes of the descriptions of all data sets."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.dataset import DatasetReference
from retorno.book.state.book_build import BookPlaceholder, Build
from retorno.book.state.node_builders import page_link, paragraph
from retorno.evidence import expected_figures

CATALOGUE = "chapters/reference/data"


class DataAgePlace(BookPlaceholder):
    """Where it will stand how old the oldest figures are."""

    def fill(self) -> Iterable[nodes.Node]:
        """When somebody looked; which figures end first; how many tables newer figures are expected for."""
        told, words, say = self.book.once(_age), self.words, self.words.say
        if told is None:
            return
        parts: list[str | nodes.Node] = [
            say(
                "Tables of other publishers in this book: {number}; last compared with their source: {days}.",
                number=words.number(told.tables, 1),
                days=words.period(f"{told.first_look}/{told.last_look}")
                if told.first_look != told.last_look
                else words.period(told.first_look),
            )
        ]
        if told.oldest:
            end = str(self.book.catalogue[told.oldest].about("coverage")["to"])
            parts += [
                " ",
                say("Of the series that go on, the oldest ends with {period}:", period=words.period(end)),
                " ",
                DatasetReference(told.oldest),
                ".",
            ]
        if told.behind:
            behind = words.number(len(told.behind), 1)
            parts += [" ", say("Tables for which newer figures should be out by now: {number}.", number=behind)]
        if CATALOGUE in self.env.all_docs:
            parts += [" ", page_link(CATALOGUE, say("When the next figures of each are expected")), "."]
        yield paragraph(*parts, classes=["data-age"])

    def state(self) -> object:
        """What is told, and what the data set that it names is called."""
        told = self.book.once(_age)
        return told, told and told.oldest and self.book.catalogue[told.oldest].described


def _age(book: Build) -> expected_figures.Age | None:
    return expected_figures.age(book.catalogue)


class DataAge(SphinxDirective):
    """``data-age``: how old the figures of the book are."""

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        return [DataAgePlace()]


DIRECTIVES = {"data-age": DataAge}
