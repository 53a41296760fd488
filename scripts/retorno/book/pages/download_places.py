"""The directive ``downloads``: where the site offers its PDF, its ePub and its offline copy."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class DownloadsPlace(nodes.General, nodes.Element):
    """An empty place; ``retorno.site.printing.offers`` fills it when the files have been made."""


class Downloads(SphinxDirective):
    """``downloads``: leave the place."""

    def run(self) -> list[nodes.Node]:
        """One node, without content."""
        return [DownloadsPlace()]


def visit_html(self: Any, node: DownloadsPlace) -> None:
    """On the site an empty box; a book has nothing to offer."""
    if self.builder.name == "html":
        self.body.append('<div class="downloads"></div>\n')
    raise nodes.SkipNode


def visit_other(self: Any, node: DownloadsPlace) -> None:
    """Nothing."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the directive and of how its place is written."""
    app.add_directive("downloads", Downloads)
    app.add_node(DownloadsPlace, html=(visit_html, None), text=(visit_other, None), latex=(visit_other, None))
