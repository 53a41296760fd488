"""The kits: what is in them, what is kept apart, and what follows when a number moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from retorno.evidence.wording import ENGLISH
from retorno.teaching.calendar_file import calendar
from retorno.teaching.kit_documents import KitDocument, kit_documents
from retorno.teaching.markdown import Text
from retorno.teaching.numbers import Numbers, UnknownNumber
from retorno.teaching.quiz.bank import bank
from retorno.teaching.sources import Material

EDITION = "Edition of today"


@pytest.fixture(scope="module")
def half_day(material: Material, text: Callable[[], Text]) -> dict[str, KitDocument]:
    return {one.name: one for one in kit_documents(material.kits["half-day"], material, text, EDITION)}


def test_every_kit_makes_its_documents(material: Material, text: Callable[[], Text]) -> None:
    for kit in material.kits.values():
        names = [one.name for one in kit_documents(kit, material, text, EDITION)]
        assert "guide" in names
        assert ("forms" in names) == kit.forms


def test_the_certificate_of_a_course_in_parts_is_for_the_whole_of_it(
    material: Material, text: Callable[[], Text]
) -> None:
    forms = {
        id: next(one for one in kit_documents(material.kits[id], material, text, EDITION) if one.name == "forms")
        for id in ("half-day", "five-days-5", "term-01")
    }
    certificates = {id: one.handout.body.partition("page certificate")[2] for id, one in forms.items()}
    assert "<h1>One term: a reading seminar in ten meetings</h1><p>15 hours" in certificates["term-01"]
    assert "<h1>Five days: a course for people who do the work</h1><p>24 hours" in certificates["five-days-5"]
    assert "<p>3.5 hours" in certificates["half-day"]
    assert "rewrite</strong> a headline" in certificates["term-01"]  # an objective of the tenth meeting


def test_a_guide_asks_for_nothing_that_its_kit_does_not_hold(material: Material, text: Callable[[], Text]) -> None:
    for kit in material.kits.values():
        made = {one.name: one.handout.body for one in kit_documents(kit, material, text, EDITION)}
        guide = made["guide"]
        assert ("answer key" in guide.lower()) == ("key" in made), kit.id
        assert ("Cut the cards" in guide) == ("cards" in made), kit.id
        assert ("Send the content notes" in guide) == ("Content notes" in guide), kit.id
        if "two-texts-b" in kit.sheets and "two-texts-a" not in kit.sheets:
            assert "half of the room" not in guide, kit.id


def test_a_box_to_tick_stays_with_its_word(half_day: dict[str, KitDocument]) -> None:
    forms = half_day["forms"].handout.body
    assert "☐\u00a0journalists" in forms
    assert "☐ " not in forms


def test_sixteen_stories_and_five_cases_are_there(material: Material) -> None:
    assert len(material.stories) == 16
    assert len({story["name"] for story in material.stories}) == 16
    assert len(material.cases) == 5
    abouts = " ".join(case.about for case in material.cases.values())
    assert "Venezuelan" in abouts
    assert "Colombian" in abouts


def test_every_card_and_case_says_that_it_is_fiction(half_day: dict[str, KitDocument]) -> None:
    cards = half_day["cards"].handout.body
    assert cards.count("Fiction") >= 16
    assert "Fiction. The people are invented" in half_day["sheets"].handout.body


def test_what_is_handed_out_holds_no_answer(material: Material, half_day: dict[str, KitDocument]) -> None:
    handed = half_day["sheets"].handout.body + half_day["cards"].handout.body
    for statement in material.statements:
        assert statement["text"] in handed
        assert statement["why"][:40] not in handed
    for story in material.stories:
        assert story["moves"][:40] not in handed
    for note in material.cases["yajaira"].decisions:
        assert note[0] in handed
        assert note[1][:40] not in handed
    assert "Eleven points in all" not in handed
    assert "Eleven points in all" in half_day["key"].handout.body
    assert "nobody has counted them all" in half_day["key"].handout.body  # of the test before and after


def test_the_five_faults_stand_in_the_procedure(material: Material) -> None:
    assert len(material.procedure["faults"]) == 5
    for fault in material.procedure["faults"]:
        number = re.search(r"paragraph (\d)", fault["fault"])
        assert number is not None
        assert any(one.startswith(f"{number[1]}.") for one in material.procedure["paragraphs"])


def test_a_number_that_moves_changes_the_sheet_and_its_code(
    material: Material, entries: list[dict[str, Any]], text: Callable[[], Text], half_day: dict[str, KitDocument]
) -> None:
    changed = [
        {**entry, "computed": {**entry["computed"], "value": 4321}} if entry["id"] == "darien-april-2025" else entry
        for entry in entries
    ]
    before, labels = text(), text().labels
    numbers = Numbers(changed, ENGLISH, {}, labels)
    again = {
        one.name: one
        for one in kit_documents(
            material.kits["half-day"], material, lambda: Text(numbers, labels, before.titles), EDITION
        )
    }
    assert "4,321" in again["sheets"].handout.body
    assert "4,321" not in half_day["sheets"].handout.body
    assert again["sheets"].handout.code != half_day["sheets"].handout.code
    assert again["cards"].handout.code == half_day["cards"].handout.code


def test_markup_in_a_source_stays_text(text: Callable[[], Text]) -> None:
    assert "<script>" not in text().html("A <script>alert(1)</script> card.")


def test_sources_are_named_as_on_the_pages(text: Callable[[], Text]) -> None:
    assert "News text on departures 2025" in text().html("{cite}`news2025inversa`")
    assert "Schweitzer 2022" in text().html("{cite}`schweitzer2022`")


def test_spanish_words_are_marked_as_such_and_english_ones_are_not(text: Callable[[], Text]) -> None:
    made = text().html("Both *voluntary departure* and *retorno asistido* do.")
    assert '<em lang="es">retorno asistido</em>' in made
    assert "<em>voluntary departure</em>" in made


def test_the_questions_of_the_book_mark_spanish(material: Material, text: Callable[[], Text]) -> None:
    told = [option.why for item in bank(material, text).items for option in item.options]
    assert any('<em lang="es">retorno asistido</em>' in one for one in told)


def test_a_number_that_does_not_exist_is_told_with_the_nearest(text: Callable[[], Text]) -> None:
    with pytest.raises(UnknownNumber, match="Did you mean “darien-april-2025”"):
        text().html("{finding}`darien-april-2052`")


def test_the_calendar_has_an_entry_for_each_block_and_short_lines(material: Material) -> None:
    kit = material.kits["half-day"]
    made = calendar(kit, ENGLISH, "20261125")
    assert made.count("BEGIN:VEVENT") == len(kit.blocks)
    assert "DTSTART:20270104T092000" in made
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    assert made.endswith("END:VCALENDAR\r\n")
