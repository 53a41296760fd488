"""What a place depends on that shows any entry of the registry, or counts them."""

from __future__ import annotations

from retorno.book.state.book_build import BookPlaceholder, Build


class WholeRegistry(BookPlaceholder):
    """A place that shows claims and findings of the whole book."""

    def state(self) -> object:
        """All entries, without the inputs of which they were computed."""
        return self.book.once(entries)


def entries(book: Build) -> object:
    """All that the register and its like show of the registry, of data sets, citations and places."""
    found = [{**entry, "inputs": None} for entry in book.registry.as_list()]
    return found, book.once(data_sets), book.links.of_citations(), book.places, book.sentences


def data_sets(book: Build) -> object:
    """The data sets as they are described, and who reads them."""
    return [(data_set.described, book.registry.pages_reading(data_set.name)) for data_set in book.catalogue]
