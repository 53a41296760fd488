"""Words of other languages are told from English, and marked on the page."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from retorno.book.theme.foreign_words import LABEL, mark, marked
from retorno.evidence.phrase_languages import language_of


@pytest.mark.parametrize(
    ("phrase", "language"),
    [
        ("HRW: EE. UU. expulsó a solicitantes de asilo a Costa Rica", "es"),
        ("retorno asistido", "es"),
        ("Defensoría del Pueblo", "es"),
        ("L’intégration sociale, priorité des associations de déportés", "fr"),
        ("Surge in migrants in Mexico amid Trump crackdown", ""),
        ("A Study of Return", ""),
        ("voluntary departure", ""),
        ("Retorno: a policy knowledge base on return migration", ""),
        ("99.7", ""),
    ],
)
def test_language_of(phrase: str, language: str) -> None:
    assert language_of(phrase) == language


def test_marked_text_keeps_its_words() -> None:
    node = marked("víctima de trata", "es")
    assert isinstance(node, nodes.inline)
    assert (node.astext(), node["classes"]) == ("víctima de trata", ["language-es"])


def test_the_glossary_marks_what_stands_behind_its_label() -> None:
    paragraph = nodes.paragraph("", "A word. ", nodes.emphasis("", LABEL), nodes.Text(" retorno (RVA)."))
    document = new_document("", get_default_settings())
    document += paragraph
    mark(document)
    assert [node.astext() for node in document.findall(nodes.inline)] == ["retorno (RVA)."]
