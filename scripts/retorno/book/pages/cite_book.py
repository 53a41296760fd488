"""How to cite the whole book, as CITATION.cff states it: one title, one author, one edition, told in one place."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import BookPlaceholder
from retorno.book.state.node_builders import paragraph
from retorno.evidence import book_citation


class CitationPlace(BookPlaceholder):
    """Where the citation of the book will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """The sentence, and the same as BibTeX."""
        cited = book_citation.book(self.book.work, self.words)
        yield nodes.block_quote("", paragraph(cited.text, classes=["cite"]))
        yield nodes.literal_block(cited.bibtex, cited.bibtex, language="bibtex")

    def state(self) -> object:
        """The book as it is cited."""
        return self.book.work


class CiteBook(SphinxDirective):
    """``cite-book``: how to cite the whole book."""

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        return [CitationPlace()]


DIRECTIVES = {"cite-book": CiteBook}
