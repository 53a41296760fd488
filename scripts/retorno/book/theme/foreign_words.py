"""Words of another language are marked as such, so that software that reads aloud says them as they are said.

Marked are what stands behind *Spanish:* in the glossary, words set off by their slant, and titles in the
bibliography, where they can be told from English by their small words, letters and endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.domain import BibtexDomain

LABEL = "Spanish:"
SMALL_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "es": "de la el los las del al por para con una un en y e que se sus su es lo como más",
        "fr": "de la le les des du au aux et en pour par une un sur dans que est à",
        "en": "the an of and to in for on with from is are at by how who what as its into after",
    }.items()
}
"""Words that a sentence of a language hardly does without."""

ENDINGS = re.compile(r"(?:ci[oó]n(?:es)?|dad|adas?|ados?|idos?|mientos?|miento|ncia|mica|ista)$")
SIGNS = {"es": re.compile("[áíóúñ¿¡]"), "fr": re.compile("[èêâîôûçœ]")}
NAMED = frozenset({"Retorno"})
"""Names that are of no language here: the book's own."""


def language_of(phrase: str) -> str:
    """The language of a phrase: ``es``, ``fr``, or an empty string for English and what cannot be told."""
    words = re.findall(r"[^\W\d_]+", phrase.replace("d'", "de ").replace("’", "'").lower())
    if not words or phrase.split(":")[0].strip() in NAMED or phrase.startswith("Retorno "):
        return ""
    score = {code: sum(word in known for word in words) for code, known in SMALL_WORDS.items()}
    for code, signs in SIGNS.items():
        score[code] += bool(signs.search(phrase.lower()))
    score["es"] += any(ENDINGS.search(word) and len(word) > 5 for word in words) if score["en"] == 0 else 0
    best = max(("es", "fr"), key=lambda code: score[code])
    return best if score[best] > score["en"] and score[best] * 6 >= len(words) else ""


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
    app.connect("doctree-read", lambda _, doctree: mark(doctree))
    app.connect("doctree-resolved", _mark_titles)
