"""What a chapter says, in three sentences, before anything else; and what one will learn, folded."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import paragraph

LEARN = "learn"
FOLDED = "dropdown"


class InShort(SphinxDirective):
    """``in-short``: three sentences that stand for the page."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """A box with its name and the sentences."""
        box = nodes.container("", classes=["in-short"], is_div=True)
        box += paragraph(nodes.strong("", Build.of(self.env).words.say("In short")), classes=["in-short-title"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def _fold(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: what one will learn is for those who learn; it opens on request."""
    for box in doctree.findall(nodes.admonition):
        if LEARN in box["classes"] and FOLDED not in box["classes"]:
            box["classes"].append(FOLDED)


def setup(app: Sphinx) -> None:
    """Fold the objectives of every page."""
    app.connect("doctree-read", _fold)


DIRECTIVES = {"in-short": InShort}
