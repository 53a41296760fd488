"""What every page shows of the others, whatever the theme: their titles, their order, the lists of pages."""

from __future__ import annotations

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def of_all(app: Sphinx, env: BuildEnvironment) -> object:
    """``freshness-shared``: titles, order, captions, the options of the theme; headings, where pages show them."""
    titles = sorted((docname, title.astext()) for docname, title in env.titles.items())
    tree = sorted((docname, tuple(below)) for docname, below in env.toctree_includes.items())
    lists = [
        (docname, sorted((name, repr(value)) for name, value in node.attributes.items()))
        for docname in sorted(env.tocs)
        for node in env.tocs[docname].findall(addnodes.toctree)
    ]
    headings = [(name, env.tocs[name].astext()) for name in sorted(env.tocs)] if app.config.freshness_headings else []
    return titles, tree, lists, headings, sorted(app.config.html_theme_options.items())
