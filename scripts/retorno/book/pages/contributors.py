"""The page that names who contributed to which page."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state import contributions
from retorno.book.state.node_builders import paragraph, table
from retorno.book.state.placeholders import Placeholder, page_link
from retorno.project import credits as history

NONE_YET = "No release has been published yet. With the first one, the names of all who have contributed stand here."


class CreditsPlace(Placeholder):
    """Where the names will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """The pages in the order of the book, each with its people; names are text, never markup."""
        known = history.read(self.book.project)
        if not known:
            yield paragraph(self.words.say(NONE_YET))
            return
        pages = [page for page in in_order(self.env.toctree_includes, self.env.config.root_doc) if page in known]
        heads = [self.words.say("Page"), self.words.say("Contributors")]
        yield table(heads, [[page_link(page), ", ".join(known[page])] for page in pages])


def in_order(below: dict[str, list[str]], page: str) -> list[str]:
    """*page* and all that is below it in the table of contents, in the order of the book."""
    return [page, *(deeper for child in below.get(page, []) for deeper in in_order(below, child))]


class Credits(SphinxDirective):
    """``credits``: who contributed to which page, as of the last release."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; titles and order, which all pages show, are known when it is filled."""
        self.env.note_dependency(str(contributions.book(self.env.app).project.root / history.FILE))
        return [CreditsPlace()]
