"""The page of the checks: a place for every rule, in its own words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from docutils import nodes
from docutils.utils import new_document

from retorno import checks
from retorno.book.pages import rule_list
from retorno.book.state.book_build import Build
from retorno.evidence.wording import ENGLISH


def directive(dependencies: list[str]) -> Any:
    """The directive with as much of Sphinx around it as it uses."""
    made = cast(Any, object.__new__(rule_list.Rules))
    document = new_document("checks")
    book = object.__new__(Build)
    book.words = ENGLISH
    environment = SimpleNamespace(note_dependency=dependencies.append, get_domain=lambda name: book)
    document.settings.env = environment
    made.state = SimpleNamespace(document=document)
    made.state_machine = SimpleNamespace()
    document.settings.env = environment
    return made


def test_one_section_a_rule_with_its_words() -> None:
    dependencies: list[str] = []
    sections = directive(dependencies).run()
    known = checks.known_rules()
    assert [section["ids"][0] for section in sections] == [f"rule-{rule.id}" for rule in known]
    for section, rule in zip(sections, known, strict=True):
        text = " ".join(section.astext().split())
        assert " ".join(rule.asks.split()) in text
        assert rule_list.SEVERITIES[rule.severity] in text
        assert text.endswith(rule_list.MENDED) == bool(rule.fix)
    assert len(dependencies) == len(known), "the page is read anew when a rule's words change"


def test_code_in_help_is_code_and_markup_is_text() -> None:
    (paragraph,) = rule_list.told("Write *Name (N)*, or {term}`N <name>`; see :func:`~a.b.shown` and <b>.", ENGLISH)
    shown = [(type(node), node.astext()) for node in paragraph.children]
    assert (nodes.literal, "{term}`N <name>`") in shown
    assert (nodes.emphasis, "Name (N)") in shown
    assert (nodes.literal, "shown") in shown
    assert shown[-1] == (nodes.Text, " and <b>.")


def test_an_indented_part_is_an_example() -> None:
    told = list(rule_list.told("First\n\n    run this\n      again\n\nLast", ENGLISH))
    assert [type(node) for node in told] == [nodes.paragraph, nodes.literal_block, nodes.paragraph]
    assert told[1].astext() == "run this\n  again"
