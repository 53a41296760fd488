"""How hard each page is to read: a table of all pages, the hardest first."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import BookPlaceholder, Build
from retorno.book.state.node_builders import page_link, table
from retorno.checks.reading.content import Page
from retorno.checks.reading.reading_level import Level, level

HEADS = ("Page", "Words", "Words a sentence", "Grade", "Ease")
LEVEL = "reading-level"
"""Where the level of a page stands among what Sphinx keeps of it from build to build."""


def setup(app: Sphinx) -> None:
    """Measure each page when it is read."""
    app.connect("source-read", _measure)


def _measure(app: Sphinx, docname: str, source: list[str]) -> None:
    """``source-read``: a page is measured again only when it is read again."""
    app.env.metadata[docname][LEVEL] = level(Page(source[0], docname))


def measured(book: Build) -> list[tuple[str, Level]]:
    """The pages of the table of contents with their levels, the hardest first."""
    known = [(name, book.env.metadata[name].get(LEVEL)) for name in book.order]
    return sorted([(name, one) for name, one in known if one], key=lambda each: (-each[1].grade, each[0]))


class LevelsPlace(BookPlaceholder):
    """Where the table will stand; it is filled when the page is written, since no page takes in another."""

    def fill(self) -> Iterable[nodes.Node]:
        """Page, words, words a sentence, grade and ease."""
        number = self.words.number
        rows = [
            (
                page_link(name),
                number(one.words, 1),
                number(one.sentence, 0.1),
                number(one.grade, 0.1),
                number(one.ease, 0.1),
            )
            for name, one in self.book.once(measured)
        ]
        yield table([self.words.say(head) for head in HEADS], rows, classes=["data", "filterable"])

    def state(self) -> object:
        """The levels of all pages."""
        return self.book.once(measured)


class ReadingLevels(SphinxDirective):
    """``reading-levels``: how hard each page of the book is to read."""

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        return [LevelsPlace()]


DIRECTIVES = {"reading-levels": ReadingLevels}
