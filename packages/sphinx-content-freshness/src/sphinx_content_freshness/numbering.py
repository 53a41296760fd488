"""The numbers of exercises and captions, found without reading every page again.

After each build of even one page, Sphinx unpickles the trees of all pages and walks through them to
number what is numbered: the largest part of a small change in a long book. Of each page an outline
is kept instead: its sections, lists of pages and numbered elements, and nothing else. The numbers
are assigned before it is decided which pages are written, since pages show them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

ATTRIBUTE = "content_freshness_outlines"

SOLUTIONS = "solution_node"
"""The element of sphinx-exercise that shows the number of an exercise elsewhere."""


@dataclass(frozen=True)
class Outline:
    """The skeleton of one page, and whether it shows any number."""

    tree: nodes.Element
    numbered: bool


def _outlines(env: BuildEnvironment) -> dict[str, Outline]:
    """The outlines of all pages read so far, by document name; kept with the environment."""
    if not hasattr(env, ATTRIBUTE):
        setattr(env, ATTRIBUTE, {})
    found: dict[str, Outline] = getattr(env, ATTRIBUTE)
    return found


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, after all others: keep the outline of this page."""
    numbered = any(True for _ in doctree.findall(lambda node: _is_numbered(app.env, node)))
    _outlines(app.env)[app.env.docname] = Outline(_outline(app.env, doctree), numbered)


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """``env-purge-doc``: a page that is read anew or removed has no outline."""
    _outlines(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """``env-merge-info``: take over the outlines of pages that another process has read."""
    _outlines(env).update({name: outline for name, outline in _outlines(other).items() if name in docnames})


def assign(app: Sphinx, env: BuildEnvironment) -> None:
    """Give everything its number; what Sphinx does later finds nothing to change."""
    OutlineCollector().get_updated_docs(app, env)


def of_page(env: BuildEnvironment, docname: str) -> object:
    """The numbers that a page shows: all, since an exercise may be solved on another page; none on most."""
    outline = _outlines(env).get(docname)
    return sorted(env.toc_fignumbers.items()) if outline and outline.numbered else None


def _is_numbered(env: BuildEnvironment, node: nodes.Node) -> bool:
    """Whether *node* has a number of its own, or shows one."""
    if not isinstance(node, nodes.Element) or isinstance(node, nodes.section):
        return False
    return node.tagname == SOLUTIONS or any(domain.get_enumerable_node_type(node) for domain in env.domains.values())


def _outline(env: BuildEnvironment, node: nodes.Element) -> nodes.Element:
    """A copy of *node* with only those children that lead to sections, lists of pages and numbered elements."""
    numbered = _is_numbered(env, node)
    kept = numbered or isinstance(node, nodes.section | addnodes.toctree)
    bare: nodes.Element = node.__class__("", **node.attributes) if kept else nodes.container()
    for position, child in enumerate(node.children):
        first = position == 0 and child.astext()  # not the picture of a figure, which comes before its caption
        if numbered and (first or isinstance(child, nodes.title | nodes.caption)):
            bare.append(nodes.title("", child.astext()))  # only what has a title is numbered
        elif numbered and isinstance(child, nodes.literal_block):
            bare.append(nodes.literal_block())  # what makes its container one of code
        elif isinstance(child, nodes.Element):
            inner = _outline(env, child)
            if inner.children or not isinstance(inner, nodes.container):
                bare.append(inner)
    return bare


class OutlineCollector(TocTreeCollector):
    """Numbers as Sphinx does, on outlines in the place of pages."""

    def assign_figure_numbers(self, env: BuildEnvironment) -> list[str]:
        """Number what is numbered; the pages of which a number has changed."""
        outlines, whole = _outlines(env), env.get_doctree
        env.get_doctree = lambda name: outlines[name].tree if name in outlines else whole(name)  # type: ignore
        try:
            return super().assign_figure_numbers(env)
        finally:
            del env.get_doctree


def _use_outlines(app: Sphinx) -> None:
    """``builder-inited``: let the collector of this build number by outlines too."""
    for listener in app.events.listeners["env-get-updated"]:
        collector = getattr(listener.handler, "__self__", None)
        if isinstance(collector, TocTreeCollector):
            collector.assign_figure_numbers = OutlineCollector().assign_figure_numbers  # type: ignore[method-assign]


def setup(app: Sphinx) -> None:
    """Keep outlines, and number by them."""
    app.connect("builder-inited", _use_outlines)
    app.connect("doctree-read", note, priority=999)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
