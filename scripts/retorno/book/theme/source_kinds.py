"""What the grade of a source means, behind the letter in the bibliography: a letter alone says nothing to a reader."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.state.book_build import Build
from retorno.evidence.source_grades import GRADE, KINDS


def tell(doctree: nodes.document, words: dict[str, str]) -> None:
    """Put the words of each grade behind its letter; each grade is told once an entry."""
    for entry in doctree.findall(nodes.citation):
        for text in list(entry.findall(nodes.Text)):
            if found := GRADE.search(text):
                before, after = text[: found.end()], text[found.end() :]
                text.parent.replace(text, nodes.Text(f"{before} ({words[found[1]]}){after}"))
                break


def _in_bibliography(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``."""
    if doctree.next_node(nodes.citation):
        say = Build.of(app.env).words.say
        tell(doctree, {grade: say(kind) for grade, kind in KINDS.items()})


def setup(app: Sphinx) -> None:
    """Tell what the grades mean."""
    app.connect("doctree-resolved", _in_bibliography)
