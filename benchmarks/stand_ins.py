"""Stand-ins for our roles and directives, with which Jupyter Book alone builds this project's book.

A Sphinx extension of the benchmark: a role shows what it names, a directive shows nothing.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from myst_nb.core import render
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

ROLES = ("finding", "claim", "verdict", "dataset", "figure", "quoted")
DIRECTIVES = (
    *("claims-register", "source-passages", "findings-fields", "findings-of-the-moment", "figure-from"),
    *("data-catalogue", "data-set", "data-table", "help-directory", "benchmark", "rules", "what-changed"),
    *("downloads", "credits", "book-in-numbers"),
)


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


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the stand-ins, and leave out what shows our outputs: myst-nb finds it wherever it is installed."""
    render.load_mime_renders = list
    for role in ROLES:
        app.add_role(role, Named())
    for directive in DIRECTIVES:
        app.add_directive(directive, Nothing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
