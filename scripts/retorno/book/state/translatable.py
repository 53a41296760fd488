"""What Sphinx leaves undone when it takes out and puts in translations."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from retorno.evidence.wording import ORIGINAL


class KnownSource(SphinxTransform):
    """Every text says from which file it comes: cells of a table inside an exercise do not by themselves."""

    default_priority = 5  # before messages are taken out (10) and put in (20)

    def apply(self, **_: Any) -> None:
        """Tell each paragraph without a source that of its page."""
        for node in self.document.findall(nodes.TextElement):
            if not node.source:
                node.source = self.document.get("source")
                node.line = node.line or 1


class OneDocument(SphinxTransform):
    """Translated texts belong to their page: each comes out of a document of its own, which would be kept whole."""

    default_priority = 900  # after they have been put in

    def apply(self, **_: Any) -> None:
        """Tell each node of an edition with translations whose it is."""
        if self.config.language != ORIGINAL:
            for node in self.document.findall():
                node.document = self.document


def setup(app: Sphinx) -> None:
    """Apply them to every page."""
    app.add_transform(KnownSource)
    app.add_transform(OneDocument)
