"""The chart of a data set: the first figure of an analysis that draws its rows, shown on the page of the data too."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from retorno.book.figures.figure_card import FigureCard
from retorno.book.state.book_build import BookPlaceholder
from retorno.book.state.node_builders import page_link, paragraph


class DataChartPlace(BookPlaceholder):
    """Where the chart will stand of the data set ``name``; nothing where no figure draws it."""

    def fill(self) -> Iterable[nodes.Node]:
        """The figure that draws this data set alone, else the first that draws it among others, with the way there."""
        drawn = [
            (len(card["figure"].datasets), page, card)
            for page in self.book.registry.pages_reading(self["name"])
            for card in self.env.get_doctree(page).findall(FigureCard)
            if self["name"] in card["figure"].datasets
        ]
        if drawn:
            _, page, card = min(drawn, key=lambda one: one[0])
            shown = card.deepcopy()
            shown["page"] = page
            yield shown
            yield paragraph(self.words.say("How this figure is made:"), " ", page_link(page), classes=["figure-from"])

    def state(self) -> object:
        """What the figures are of all analyses that read it, and their numbers."""
        registry, numbers = self.book.registry, self.book.figure_numbers
        pages = registry.pages_reading(self["name"])
        given = [(page, registry.pages[page].key, registry.pages[page].figures) for page in pages]
        return given, [numbers.get(id) for _, _, figures in given for id in figures]
