"""The role ``figure``: “Figure 3”, with the way there."""

from __future__ import annotations

from collections.abc import Iterable

from retorno.book.roles import Reference, RegistryRole


class FigureReference(Reference):
    """“Figure 3”, linked to the figure."""

    kind = "figure"

    def known(self) -> Iterable[str]:
        """The figures of all analyses."""
        return self.book.figure_numbers

    def shown(self) -> tuple[str, str]:
        """The number, and the figure itself."""
        page = self.book.registry.page_of_figure(self.target)
        number = self.words.say("Figure {number}", number=self.book.figure_numbers[self.target])
        return number, f"{page}#figure-{self.target}"

    def content(self) -> object:
        """The number and the page, which go by the order of the book."""
        return self.book.figure_numbers.get(self.target), self.book.registry.page_of_figure(self.target)


ROLE = RegistryRole(FigureReference)
