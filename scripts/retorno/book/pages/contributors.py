"""The page that names who contributed to which page."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import BookPlaceholder
from retorno.book.state.node_builders import page_link, paragraph, table
from retorno.project import credits as history

NONE_YET = "No release has been published yet. With the first one, the names of all who have contributed stand here."


class CreditsPlace(BookPlaceholder):
    """Where the names will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """The pages in the order of the book, each with its people; names are text, never markup."""
        known = history.read(self.book.project)
        if not known:
            yield paragraph(self.words.say(NONE_YET))
            return
        pages = [page for page in self.book.order if page in known]
        heads = [self.words.say("Page"), self.words.say("Contributors")]
        yield table(heads, [[page_link(page), ", ".join(known[page])] for page in pages])

    def state(self) -> object:
        """Who contributed; titles and order are in what all pages share."""
        return history.read(self.book.project)


class Credits(SphinxDirective):
    """``credits``: who contributed to which page, as of the last release."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; titles and order, which all pages show, are known when it is filled."""
        return [CreditsPlace()]


DIRECTIVES = {"credits": Credits}
