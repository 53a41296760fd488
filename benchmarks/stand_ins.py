"""Stand-ins for our roles and directives, with which Jupyter Book alone builds this project's book.

A Sphinx extension of the benchmark: whatever role nobody knows shows what it names, whatever
directive nobody knows shows nothing.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from myst_nb.core import render
from sphinx.application import Sphinx
from sphinx.util.docutils import CustomReSTDispatcher, SphinxDirective, SphinxRole


class Named(SphinxRole):
    """Shows the text of the role as it is."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The text, and no messages."""
        return [nodes.Text(self.text)], []


class _AnyOption(dict[str, Any]):
    """Options of whatever name."""

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


class Nothing(SphinxDirective):
    """Shows nothing, whatever it is given."""

    optional_arguments = 100
    has_content = True
    option_spec = _AnyOption()

    def run(self) -> list[nodes.Node]:
        """No nodes."""
        return []


class StandIns(CustomReSTDispatcher):
    """Finds what docutils finds, and a stand-in for all else."""

    def directive(self, *asked: Any) -> tuple[Any, list[nodes.system_message]]:
        """The directive of a name."""
        found, messages = super().directive(*asked)
        return (found, messages) if found else (Nothing, [])

    def role(self, *asked: Any) -> tuple[Any, list[nodes.system_message]]:
        """The role of a name."""
        found, messages = super().role(*asked)
        return (found, messages) if found else (Named(), [])


def setup(app: Sphinx) -> dict[str, Any]:
    """Find the stand-ins, and leave out what shows our outputs: myst-nb finds it wherever it is installed."""
    render.load_mime_renders = list
    StandIns().enable()
    return {"parallel_read_safe": True, "parallel_write_safe": True}
