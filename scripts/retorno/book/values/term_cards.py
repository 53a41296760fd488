"""Terms that explain themselves: a link to the glossary carries the definition's first sentence.

The sentence is an attribute that a small script shows on hover and focus; without scripts the
link leads to the glossary as before.
"""

from __future__ import annotations

import re
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from retorno.book.state.book_build import BookPlaceholder, Build
from sphinx_content_freshness.freshness import Freshness

CITED = "\x00"
"""Stands for a citation while the text is made; the brackets around it go."""
BRACKETS = re.compile(rf"\s*\([^()]*{CITED}[^()]*\)")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")


class ExplainedTerm(nodes.inline):
    """The text of a link to the glossary; ``definition`` is one sentence."""


def setup(app: Sphinx) -> None:
    """Explain terms on the pages of the site."""
    app.add_node(ExplainedTerm, html=(_visit, _depart))
    app.add_post_transform(Explain)
    app.connect("doctree-read", _note)


def first_sentence(definition: nodes.Element) -> str:
    """The first sentence of a definition, without the sources in brackets."""
    paragraph = definition.next_node(nodes.paragraph)
    text = _text(paragraph) if paragraph is not None else ""
    plain = " ".join(BRACKETS.sub("", text).replace(CITED, "").split())
    return SENTENCE_END.split(plain, maxsplit=1)[0]


def _text(node: nodes.Node) -> str:
    if isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite":
        return CITED
    return node.astext() if not node.children else "".join(_text(child) for child in node.children)


def definitions(book: Build) -> dict[str, str]:
    """The first sentence of each definition of the glossary, by anchor."""
    env = book.env
    pages = {page for _, page, _ in terms(env) if page in env.all_docs}
    made = {}
    for page in sorted(pages):
        for item in env.get_doctree(page).findall(nodes.definition_list_item):
            definition = item.next_node(nodes.definition)
            if definition is not None:
                anchors = [id for term in item.findall(nodes.term) for id in term["ids"]]
                made.update(dict.fromkeys(anchors, first_sentence(definition)))
    return made


def terms(env: BuildEnvironment) -> list[tuple[str, str, str]]:
    """The terms of the glossary: name, page and anchor."""
    objects = cast(StandardDomain, env.get_domain("std")).objects
    return [(name, page, anchor) for (kind, name), (page, anchor) in objects.items() if kind == "term"]


class Definition(BookPlaceholder):
    """What a link shows of a ``term``, given in lower case; it stands on no page itself."""

    def state(self) -> object:
        """The first sentence of its definition."""
        anchors = [anchor for name, _, anchor in terms(self.env) if name.lower() == self["term"]]
        return self.book.once(definitions).get(anchors[0], "") if anchors else ""


class Explain(SphinxPostTransform):
    """Give every resolved link to a term its definition."""

    default_priority = 20  # after references have been resolved
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Replace the text of links to the glossary; on the glossary itself links stay plain."""
        for reference in list(self.document.findall(nodes.reference)):
            anchor = reference.get("refuri", "").partition("#")[2]
            inner = reference.children[0] if len(reference.children) == 1 else None
            if not anchor.startswith("term-") or not isinstance(inner, nodes.inline):
                continue
            if definition := Build.of(self.env).once(definitions).get(anchor):
                reference.replace(inner, ExplainedTerm("", "", *inner.children, definition=definition))


def _visit(self: HTML5Translator, node: ExplainedTerm) -> None:
    self.body.append(f'<span class="term" data-definition="{self.attval(node["definition"])}">')


def _depart(self: HTML5Translator, node: ExplainedTerm) -> None:
    self.body.append("</span>")


def _note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: which terms a page links to, so that it is written anew when one is defined anew."""
    for reference in doctree.findall(addnodes.pending_xref):
        if reference.get("reftype") == "term":
            Freshness.of(app.env).show(Definition(term=reference["reftarget"].lower()))
