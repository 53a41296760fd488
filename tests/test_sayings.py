"""Texts that notebooks make of numbers, and that every edition makes again in its language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retorno.analysis.sayings import Sayings
from retorno.book.figures.chart_words import chart
from retorno.book.state.translated_outputs import translate
from retorno.evidence.findings import FindingError
from retorno.evidence.templates import Saying, fits
from retorno.evidence.wording import ENGLISH, Words

SPANISH = {
    "Arrivals fell by {share} in {month}": "En {month} las llegadas bajaron un {share}",
    "Arrivals": "Llegadas",
    "by sea": "por mar",
    "by land": "por tierra",
    "grey": "gris",
    "circle": "círculo",
}


def spanish(said: dict[str, Saying]) -> Words:
    return Words("es", lambda message: SPANISH.get(message, message), said)


def test_a_template_is_plain_english_and_said_again_in_another_language() -> None:
    sayings = Sayings()
    share, month = sayings.number(49.5, 0.1, "percent"), sayings.period(date(2025, 5, 1))
    text = sayings.fill("Arrivals fell by {share} in {month}", share=share, month=month)
    assert text == "Arrivals fell by 49.5% in May 2025"
    assert spanish(sayings.said).text(text) == "En mayo de 2025 las llegadas bajaron un 49,5\N{NO-BREAK SPACE}%"
    assert Words(said=sayings.said).text(text) == text


def test_a_list_is_joined_and_each_part_said_again() -> None:
    sayings = Sayings()
    text = sayings.fill("Bars: {bars}.", bars=[sayings.joined(["by sea", sayings.number(2.5, 0.1)], " ") for _ in "ab"])
    assert text == "Bars: by sea 2.5; by sea 2.5."
    assert spanish(sayings.said).text(text) == "Bars: por mar 2,5; por mar 2,5."


def test_the_places_of_a_template_are_those_that_are_given() -> None:
    with pytest.raises(FindingError, match="has the places month, share, and given are share"):
        Sayings().fill("{share} in {month}", share="1")


def test_each_saying_is_handed_over_once() -> None:
    sayings = Sayings()
    sayings.number(1, 1)
    assert list(sayings.news()) == ["1"]
    sayings.number(1, 1)
    assert sayings.news() == {}


@given(st.lists(st.text(max_size=5), max_size=4), st.text(max_size=3))
def test_what_is_noted_fits_and_is_said_again_as_it_was(parts: list[str], between: str) -> None:
    sayings = Sayings()
    text = sayings.joined(parts, between)
    assert all(fits(one, saying) for one, saying in sayings.said.items())
    assert Words(said=sayings.said).text(text) == text


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("a", {"parts": ["a"], "between": ""}),  # which would be said for ever
        ("ab", {"parts": ["b", "a"], "between": ""}),
        ("a", {"template": "{x.__class__}", "places": {"x": "a"}}),
        ("1", {"number": [float("nan"), 1, ""]}),
        ("1", {"number": [1.0, 1, "<b>"]}),
        ("1", {"number": [1.0, 0, ""]}),
        ("1", {"period": 2025, "short": False}),
        ("1", {}),
        ("1", None),
    ],
)
def test_what_a_stranger_hands_over_must_fit(text: str, saying: Any) -> None:
    assert not fits(text, saying)


def test_a_chart_says_its_titles_and_its_data_in_the_words_of_the_edition() -> None:
    specification = {
        "encoding": {
            "x": {"field": "way", "type": "nominal", "title": None, "sort": ["by land", "by sea"]},
            "y": {"field": "count", "type": "quantitative", "title": "Arrivals", "axis": {"format": ".1f"}},
            "color": {"condition": {"test": "datum.way == 'by sea'", "value": "#00548f"}, "value": "grey"},
            "shape": {"scale": {"range": ["circle"]}},
            "text": {"value": "by land"},
        },
        "datasets": {"one": [{"way": "by sea", "count": 3, "day": "2025-05-01"}]},
    }
    made = chart(specification, spanish({}))
    encoding = made["encoding"]
    assert encoding["x"]["sort"] == ["por tierra", "por mar"]
    assert (encoding["x"]["title"], encoding["x"]["axis"]["title"]) == ("way", None)
    assert encoding["y"]["title"] == "Llegadas"
    assert encoding["y"]["axis"]["format"] == ".1f"
    assert encoding["color"]["condition"] == {"test": "datum.way == 'por mar'", "value": "#00548f"}
    assert (encoding["color"]["value"], encoding["shape"]["scale"]["range"]) == ("grey", ["circle"])
    assert encoding["text"]["value"] == "por tierra"
    assert made["datasets"] == {"one": [{"way": "por mar", "count": 3, "day": "2025-05-01"}]}
    assert made["config"]["locale"]["number"]["decimal"] == ","
    assert made["config"]["locale"]["time"]["months"][4] == "mayo"
    assert chart(specification, ENGLISH) is specification


def test_a_table_that_a_notebook_shows_is_said_cell_by_cell() -> None:
    html = '<table><tr><th scope="col">Arrivals</th></tr><tr><td>by sea</td><td>−1.5</td></tr></table>'
    outputs: list[dict[str, Any]] = [{"data": {"text/html": html, "text/plain": "Arrivals"}}, {"text": "by sea\n"}]
    translate(outputs, spanish({}))
    assert ">Llegadas<" in outputs[0]["data"]["text/html"]
    assert ">por mar</td><td>−1,5<" in outputs[0]["data"]["text/html"]
    assert "por mar" in outputs[0]["data"]["text/plain"]
    assert outputs[1]["text"] == "por mar\n"
    untouched = [{"data": {"text/html": html}}]
    translate(untouched, ENGLISH)
    assert untouched == [{"data": {"text/html": html}}]
