"""Texts that Sphinx would pass over when it takes out or puts in translations, for want of knowing their file."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class KnownSource(SphinxTransform):
    """Every text says from which file it comes: cells of a table inside an exercise do not by themselves."""

    default_priority = 5  # before messages are taken out (10) and put in (20)

    def apply(self, **_: Any) -> None:
        """Tell each paragraph without a source that of its page."""
        for node in self.document.findall(nodes.TextElement):
            if not node.source:
                node.source = self.document.get("source")
                node.line = node.line or 1


def setup(app: Sphinx) -> None:
    """Apply it to every page."""
    app.add_transform(KnownSource)
