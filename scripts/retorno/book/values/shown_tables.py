"""A table of the data package on a page: read when the page is read, which then depends on it."""

from __future__ import annotations

from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.dataset import DatasetReference
from retorno.book.state.book_build import Build
from retorno.evidence.catalogue import DataSet
from retorno.project.csv_tables import records
from sphinx_content_freshness.freshness import Freshness


def shown_table(directive: SphinxDirective, name: str) -> tuple[DataSet, list[dict[str, str]]]:
    """The data set called *name* and its rows, for the page on which *directive* stands.

    Raises the error of the directive where the package has no such data set.
    """
    catalogue = Build.of(directive.env).catalogue
    if name not in catalogue:
        raise directive.error(f"there is no data set “{name}” in data/datapackage.json")
    data_set = catalogue[name]
    directive.env.note_dependency(str(data_set.path))
    Freshness.of(directive.env).show(DatasetReference(name))
    return data_set, [row for _, row in records(data_set.path)]
