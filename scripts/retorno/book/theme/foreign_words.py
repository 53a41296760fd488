"""Words of another language are marked as such, so that software that reads aloud says them as they are said.

Marked are what stands behind *Spanish:* in the glossary, words set off by their slant, and titles in the
bibliography, where they can be told from English by their small words, letters and endings.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.domain import BibtexDomain

from retorno.book.state.page_languages import language_of as language_of_page
from retorno.evidence.phrase_languages import language_of

LABEL = "Spanish:"


def marked(text: str, language: str) -> nodes.inline:
    """*text* in *language*: docutils makes the attribute ``lang`` of the class."""
    return nodes.inline("", text, classes=[f"language-{language}"])


def mark(doctree: nodes.document) -> None:
    """Mark slanted words and the glossary's Spanish."""
    for emphasis in list(doctree.findall(nodes.emphasis)):
        text = emphasis.astext()
        if text.strip() == LABEL:
            _mark_behind(emphasis)
        elif code := language_of(text):
            emphasis["classes"].append(f"language-{code}")


def _mark_words(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: a page in a language of its own is marked as a whole."""
    if not language_of_page(app.env, app.env.docname):
        mark(doctree)


def _mark_behind(label: nodes.emphasis) -> None:
    """The words behind the label *Spanish:*, to the end of the line or the next label."""
    following = label.next_node(nodes.Text, descend=False, siblings=True)
    if isinstance(following, nodes.Text) and following.parent is label.parent:
        label.parent.replace(following, [nodes.Text(" "), marked(following.astext().strip(), "es"), nodes.Text(" ")])


def _mark_titles(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: mark the titles in the bibliography."""
    entries = list(doctree.findall(nodes.citation))
    if not entries:
        return
    domain = app.env.get_domain("cite")
    assert isinstance(domain, BibtexDomain)
    titles = {}
    for key, entry in domain.bibdata.data.entries.items():
        title = entry.fields.get("title", "").replace("{", "").replace("}", "")
        if code := language_of(title):
            titles[key] = title, code
    keys = {citation.citation_id: citation.key for citation in domain.citations}
    for entry in entries:
        known = next((titles[key] for id in entry["ids"] if (key := keys.get(id)) in titles), None)
        if known:
            _mark_title(entry, *known)


def _mark_title(entry: nodes.Element, title: str, language: str) -> None:
    for text in _texts(entry):
        before, found, after = text.astext().partition(title)
        if found:
            text.parent.replace(text, [nodes.Text(before), marked(title, language), nodes.Text(after)])
            return


def _texts(entry: nodes.Element) -> Iterator[nodes.Text]:
    yield from list(entry.findall(nodes.Text))


def setup(app: Sphinx) -> None:
    """Mark the words of other languages."""
    app.connect("doctree-read", _mark_words)
    app.connect("doctree-resolved", _mark_titles)
