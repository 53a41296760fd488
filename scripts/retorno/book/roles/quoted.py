"""The role ``quoted``: words and digits of somebody else, which the checks leave alone."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxRole


class Quoted(SphinxRole):
    """Words of somebody else."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The words as they are."""
        return [nodes.inline(self.rawtext, self.text, classes=["quoted"])], []


ROLE = Quoted()
