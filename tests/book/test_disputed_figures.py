"""The form for disputed figures: one row a statement, and who changed a figure is said."""

from __future__ import annotations

from docutils import nodes

from retorno.book.roles.finding import FindingReference
from retorno.book.values.disputed_figures import HEADS, revised, stated
from retorno.evidence.wording import ENGLISH

ROW = {
    "subject": "departures", "finding": "stated-in-autumn", "by": "A ministry", "kind": "statement of a government",
    "counted": "people who left", "said": "2025-09", "method": "none published",
}  # fmt: skip


def test_a_row_says_who_what_when_and_how() -> None:
    made = stated([ROW], ENGLISH)
    texts = [entry.astext() for entry in made.findall(nodes.entry)]
    assert texts[: len(HEADS)] == list(HEADS)
    assert texts[len(HEADS)] == "A ministry (statement of a government)"
    assert texts[-2:] == ["September 2025", "none published"]


def test_the_number_is_a_finding_and_stands_nowhere_else() -> None:
    assert [found.target for found in stated([ROW], ENGLISH).findall(FindingReference)] == ["stated-in-autumn"]


def test_who_gave_several_figures_for_the_same_thing_is_named() -> None:
    later = ROW | {"finding": "stated-in-winter", "said": "2025-12"}
    other = ROW | {"by": "A university", "finding": "estimated"}
    assert [each.astext() for each in revised([ROW, later, other], ENGLISH)] == [
        "A ministry has given 2 figures for the same thing."
    ]
    assert list(revised([ROW, other], ENGLISH)) == []


def test_another_thing_by_the_same_body_is_no_revision() -> None:
    assert list(revised([ROW, ROW | {"counted": "people deported"}], ENGLISH)) == []


def test_markup_in_the_table_stays_text() -> None:
    assert "<script>" in stated([ROW | {"method": "<script>"}], ENGLISH).astext()
