"""What an entry of the register says, piece by piece."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from docutils import frontend, nodes, utils

from examples import a_claim
from retorno.book.values import claim_cards
from retorno.book.values.entry_facts import read_by, step
from retorno.evidence.source_texts import Reading
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import ENGLISH
from retorno.project.paths import Project
from verdict_cases import says


def test_how_exactly_a_figure_was_printed_is_told_in_words() -> None:
    assert step(says("equal", "272 million"), ENGLISH) == ", to the nearest 1 million"
    assert step(says("equal", "740 million"), ENGLISH) == ", to the nearest 10 million"
    assert step(says("about", "330"), ENGLISH) == ", to the nearest 10"
    assert (
        step(says("equal", "2,862"), ENGLISH)
        == step(says("order", "thousands"), ENGLISH)
        == step(a_claim(None, None, "rise"), ENGLISH)
        == ""
    )


def test_who_read_a_verdict_and_what_the_second_reader_held() -> None:
    once = Reading("a-claim", "first reader", "2026-11-25", "", "", "")
    assert (
        read_by(once, None, ENGLISH)
        == "decided by the first reader, 25 November 2026; not yet checked by a second reader"
    )
    twice = Reading("a-claim", "first reader", "2026-11-25", "second reader", "2026-11-26", "outdated")
    assert read_by(twice, Verdict("a-claim", "outdated"), ENGLISH).endswith(
        "checked by the second reader, 26 November 2026"
    )
    assert read_by(twice, Verdict("a-claim", "mixed"), ENGLISH).endswith("who held it to be out of date")
    remarked = Reading("a-claim", "first reader", "2026-11-25", "second reader", "2026-11-26", "mixed", "doubtful")
    assert read_by(remarked, Verdict("a-claim", "mixed"), ENGLISH).endswith("26 November 2026 (doubtful)")
    assert read_by(None, None, ENGLISH) == ""


def test_the_answers_stand_below_the_title_of_an_analysis_and_at_the_top_where_it_has_none() -> None:
    """Sphinx itself may put a section without a title into a page."""
    app: Any = SimpleNamespace(env=SimpleNamespace(docname="chapters/analyses/one"))
    for parts, place in (([nodes.title("", "One"), nodes.paragraph()], 1), ([nodes.paragraph()], 0)):
        page = utils.new_document("", frontend.get_default_settings())
        page += nodes.section("", *parts)
        claim_cards._place(app, page)
        section = page.children[0]
        assert isinstance(section.children[place], claim_cards.AnswersPlace)


def test_a_claim_that_data_test_is_never_said_to_be_untestable(built_book: Project) -> None:
    """The small book has a verdict on its claim, and nobody has written words to use instead."""
    page = (built_book.root / "_site" / "n" / "arrivals-fell.html").read_text(encoding="utf-8")
    assert "Arrivals fell by half within a year. The data give" in page
    assert "no published data" not in page
