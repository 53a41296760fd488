"""Which code reads and writes the pages of the book: they are read again when it has changed."""

from __future__ import annotations

from sphinx.application import Sphinx

from retorno.project.own_code import CODE


def setup(app: Sphinx) -> None:
    """Have pages read and written by content, as the book wants it: its theme shows no headings of other pages."""
    app.setup_extension("sphinx_content_freshness")
    app.config["freshness_code"] = [str(folder) for folder in CODE]
    app.config["freshness_headings"] = False
