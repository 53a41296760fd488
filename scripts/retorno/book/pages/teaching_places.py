"""The directive ``teaching``: where the site offers the products of one kit, or of the quiz."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import Build

ALONE = "This copy holds the pages alone; the files are on the site."


class TeachingPlace(nodes.General, nodes.Element):
    """An empty place; ``retorno.site.course_material.places`` fills it when the files have been made."""


class Teaching(SphinxDirective):
    """``teaching``: leave the place for what is called as the argument says."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """One node, without content."""
        return [TeachingPlace(of=self.arguments[0])]


def visit_html(self: Any, node: TeachingPlace) -> None:
    """On the site a box that says that there is nothing, until it is filled; a book has nothing to offer."""
    if self.builder.name == "html":
        alone = escape(Build.of(self.builder.env).words.say(ALONE))
        of = escape(node["of"])
        self.body.append(f'<div class="teaching-place" data-of="{of}" data-words="{alone}"><p>{alone}</p></div>\n')
    raise nodes.SkipNode


def visit_other(self: Any, node: TeachingPlace) -> None:
    """Nothing."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the directive and of how its place is written."""
    app.add_directive("teaching", Teaching)
    app.add_node(TeachingPlace, html=(visit_html, None), text=(visit_other, None), latex=(visit_other, None))
