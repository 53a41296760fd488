"""Slides: enough of them for each meeting, in the order of its steps, readable, and the same in every form."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation

from retorno.evidence.wording import ENGLISH
from retorno.teaching.markdown import Run, Text
from retorno.teaching.numbers import Numbers
from retorno.teaching.plan_checks import slide_problems
from retorno.teaching.plan_parts import Kit, Session, Step
from retorno.teaching.slides import slide_pages
from retorno.teaching.slides.deck import Deck, deck
from retorno.teaching.slides.native_charts import Chart
from retorno.teaching.slides.powerpoint import powerpoint
from retorno.teaching.slides.slide_sources import Slide, session_slides, written
from retorno.teaching.slides.type_sizes import BESIDE, COLUMN, REFERENCES, TITLE, WHOLE
from retorno.teaching.sources import Material

MEETING = 90
"""The minutes of a meeting of the term, and of most sessions of the five days."""

OF_A_MEETING = ("question", "about", "activity", "discussion", "check", "takeaway", "reading")
"""What every meeting of the term has a slide for."""


@pytest.fixture(scope="module")
def decks(material: Material, text: Callable[[], Text]) -> dict[str, Deck]:
    return {kit.id: deck(kit, material, text, "Edition of today") for kit in material.kits.values()}


def meetings(material: Material) -> list[Kit]:
    return [kit for kit in material.kits.values() if kit.minutes == MEETING]


def test_a_meeting_has_at_least_a_slide_for_each_of_its_steps(material: Material) -> None:
    assert len(meetings(material)) == 10
    for kit in meetings(material):
        for session in kit.sessions:
            assert len(session.slides) >= len(session.steps), kit.id
            begun = [slide["step"] for slide in session.slides if "step" in slide]
            assert begun == list(range(1, len(session.steps) + 1)), kit.id


def test_a_slide_that_is_told_elsewhere_keeps_its_own_step_and_notes(decks: dict[str, Deck]) -> None:
    of_the_term, of_the_week = (
        next(one for one in decks[id].slides if one.title == "Limits that treaties set")
        for id in ("term-02", "five-days-1")
    )
    assert of_the_week.points == of_the_term.points
    assert of_the_week.notes != of_the_term.notes
    assert (of_the_term.label, of_the_week.label) == ("What it is about", "What it is about · 15 min")


def test_the_sessions_of_the_five_days_have_slides_for_their_steps(material: Material) -> None:
    held = [one for id, one in material.sessions.items() if id.startswith("d") and one.minutes == MEETING]
    assert len(held) == 14
    for session in held:
        begun = [slide["step"] for slide in written(session, material) if "step" in slide]
        assert begun == list(range(1, len(session.steps) + 1)), session.id


def test_a_meeting_goes_from_a_question_to_what_to_read(material: Material) -> None:
    for kit in meetings(material):
        for session in kit.sessions:
            parts = [slide.get("part") for slide in session.slides]
            assert set(OF_A_MEETING) <= set(parts), kit.id
            assert {"texts", "figure"} & set(parts), kit.id
            assert (parts[0], parts[-1]) == ("question", "reading"), kit.id


def test_every_slide_has_notes_that_are_not_the_slide(decks: dict[str, Deck]) -> None:
    for id, one in decks.items():
        for slide in one.slides:
            if slide.kind == "content" and slide.label:
                assert len(slide.notes) > 80, f"{id}: {slide.title}"
                assert not any(point.plain in slide.notes for point in slide.points), f"{id}: {slide.title}"


def test_no_slide_runs_out_of_its_place(decks: dict[str, Deck]) -> None:
    full = [f"{id}: {slide.title}" for id, one in decks.items() for slide in one.slides if not fits(slide)]
    assert full == []


def fits(slide: Slide) -> bool:
    if slide.kind == "sources":
        return REFERENCES.fits([point.plain for point in slide.points])
    if slide.columns:
        columns = [[point.plain for point in one.points] for one in slide.columns]
        return TITLE.fits([slide.title]) and all(map(COLUMN.fits, columns))
    place = BESIDE if slide.chart else WHOLE
    return TITLE.fits([slide.title]) and place.fits([point.plain for point in slide.points])


def test_a_place_that_is_too_small_is_told() -> None:
    assert WHOLE.size(["A word"]) == WHOLE.sizes[0]
    assert not WHOLE.fits(["many words " * 20] * 8)
    assert WHOLE.size(["many words " * 20] * 8) == WHOLE.sizes[-1]


def test_the_minutes_above_a_slide_are_those_of_its_step(decks: dict[str, Deck]) -> None:
    labels = [slide.label for slide in decks["term-04"].slides if slide.label]
    assert labels[0] == "A question · 10 min"
    assert "Your work · 35 min" in labels


def test_a_question_of_the_bank_has_its_answer_in_the_notes_alone(decks: dict[str, Deck]) -> None:
    (slide,) = (one for one in decks["term-02"].slides if one.label == "Check")
    shown = [point.plain for point in slide.points]
    (letter,) = (one[0] for one in shown if one.endswith("12(4)"))
    assert f"Right: {letter}." in slide.notes
    assert not any("Right:" in one for one in shown)
    assert "That is the right to leave any country." in slide.notes


def test_a_question_that_the_data_have_overtaken_is_left_out(
    material: Material, entries: list[dict[str, Any]], text: Callable[[], Text]
) -> None:
    known = text()
    ids = {"assisted-return-headline-2023", "avrr-2018", "avrr-2023"}
    gone = Numbers([one for one in entries if one["id"] not in ids], ENGLISH, {}, known.labels, material.project.data)
    asks = Session(**{**vars(material.sessions["t9-measure"]), "slides": ({"title": "A check", "quiz": "avrr-break"},)})
    assert len(list(session_slides(asks, material, text))) == 1
    assert list(session_slides(asks, material, lambda: Text(gone, known.labels, known.titles))) == []


def test_the_card_is_named_where_there_is_one(decks: dict[str, Deck]) -> None:
    named = {id for id, one in decks.items() if any("yours to keep" in p.plain for s in one.slides for p in s.points)}
    assert named == {"half-day", "one-day", "five-days-5"}


def test_the_works_behind_the_labels_stand_at_the_end(decks: dict[str, Deck]) -> None:
    last = [slide for slide in decks["term-02"].slides if slide.kind == "sources"]
    assert decks["term-02"].slides[-len(last) :] == tuple(last)
    listed = [point.plain for slide in last for point in slide.points]
    assert any(one.startswith("ICCPR 1966. International Covenant on Civil and Political Rights") for one in listed)
    assert listed == sorted(listed)
    assert not any("Schweitzer" in one for one in listed)  # of another meeting
    works = [point.plain for slide in decks["half-day"].slides if slide.kind == "sources" for point in slide.points]
    assert any("“Voluntary Return” without Civil Society" in one for one in works)


def test_bold_and_slanted_words_and_other_languages_are_told_apart(text: Callable[[], Text]) -> None:
    assert text().runs("**Say** which *test*, *retorno asistido*, and {cite}`schweitzer2022`.") == (
        Run("Say", bold=True),
        Run(" which "),
        Run("test", italic=True),
        Run(", "),
        Run("retorno asistido", italic=True, language="es"),
        Run(", and "),
        Run("Schweitzer 2022"),
        Run("."),
    )


def test_bold_words_are_bold_in_the_presentation(decks: dict[str, Deck]) -> None:
    made = Presentation(BytesIO(powerpoint(decks["half-day"])))
    (slide,) = (one for one in made.slides if one.shapes.title.text == "Three tests")
    runs = [
        (run.text, bool(run.font.bold))
        for shape in slide.shapes
        if shape.has_text_frame and shape != slide.shapes.title
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert ("No coercion.", True) in runs
    assert (" Did anybody press the person?", False) in runs


def test_notes_are_small_enough_to_be_printed_below_their_slide(decks: dict[str, Deck]) -> None:
    made = Presentation(BytesIO(powerpoint(decks["term-04"])))
    notes = [slide.notes_slide.notes_text_frame for slide in made.slides]
    assert max(len(one.text) for one in notes) < 1500  # what fits in eleven points below the picture of the slide
    assert {paragraph.font.size.pt for one in notes for paragraph in one.paragraphs if paragraph.text} == {11}


def test_two_texts_stand_side_by_side_in_both_forms(decks: dict[str, Deck]) -> None:
    made = Presentation(BytesIO(powerpoint(decks["term-02"])))
    (slide,) = (one for one in made.slides if one.shapes.title.text == "Two paragraphs of one article")
    left, right = (
        next(shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text.startswith(head))
        for head in ("Article 12(2)", "Article 12(4)")
    )
    assert left.top == right.top
    assert left.left + left.width < right.left
    assert "<h2>Article 12(2)</h2>" in slide_pages.printed(decks["term-02"])


def test_a_share_is_drawn_with_its_sign_and_every_few_values_are_told(decks: dict[str, Deck]) -> None:
    made = Presentation(BytesIO(powerpoint(decks["term-05"])))
    (chart,) = (shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart)
    assert len(list(chart.plots[0].categories)) == 4
    assert chart.plots[0].has_data_labels


def test_a_chart_of_shares_is_told_in_shares() -> None:
    chart = Chart("bar", "Running", ("Visited", "Asked"), (69.0, 22.4), ("69%", "22.4%"), "", '#,##0.0"%"')
    assert chart.told == "Running. Visited: 69%; Asked: 22.4%."
    drawn = slide_pages.drawing(chart)
    assert drawn.count("<rect") == 2
    assert ">22.4%<" in drawn


def test_a_long_name_below_a_column_goes_on_in_the_next_line() -> None:
    names = ("2018, AVRR alone", "2023, headline with humanitarian returns", "Short")
    chart = Chart("column", "Persons", names, (3.0, 2.0, 1.0), ("3", "2", "1"), "")
    lines = re.findall(r"<tspan[^>]*>([^<]+)</tspan>", slide_pages.drawing(chart))
    assert " ".join(lines) == " ".join(names)
    assert max(map(len, lines)) <= 21


@pytest.mark.parametrize(
    ("slides", "told"),
    [
        ([{"title": "A", "step": 2}], "is for step 2, after one for step 0; there are 1"),
        ([{"title": "A", "step": 0}], "is for step 0"),
        ([{"title": "A", "part": "song"}], "is for “song”"),
        ([{"title": "A", "quiz": "text-covenan"}], "Did you mean “text-covenant”?"),
        ([{"title": "A", "part": "discussion"}], "has nothing to talk about"),
        ([{"same": {"session": "line", "title": "Three test"}}], "Did you mean “Three tests”?"),
        ([{"same": {"session": "d1-line", "title": "Three tests"}}], "has no slide “Three tests” of its own"),
    ],
)
def test_slides_that_do_not_fit_their_session_are_found(
    material: Material, slides: list[dict[str, Any]], told: str
) -> None:
    session = Session(
        **{**vars(material.sessions["t1-words"]), "steps": (Step(10, "a"),), "debrief": (), "slides": tuple(slides)}
    )
    (found,) = slide_problems(session, material)
    assert told in found.wrong
