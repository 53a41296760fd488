"""The role ``dataset``: the title of a data set."""

from __future__ import annotations

from collections.abc import Iterable

from retorno.book.roles import Reference, RegistryRole
from retorno.project.paths import DATA_PAGES


class DatasetReference(Reference):
    """The title of a data set, linked to its page."""

    kind = "dataset"

    def known(self) -> Iterable[str]:
        """The data sets of the catalogue."""
        return [data_set.name for data_set in self.book.catalogue]

    def shown(self) -> tuple[str, str]:
        """The title, explained on the page of the data set."""
        return self.book.catalogue[self.target].title, f"{DATA_PAGES}{self.target}#"

    def content(self) -> object:
        """The title."""
        return self.book.catalogue[self.target].title if self.target in self.book.catalogue else None


ROLE = RegistryRole(DatasetReference)
