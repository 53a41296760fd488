"""The small charts of the home page: drawn from findings, told to those who hear, inside their picture."""

from __future__ import annotations

import re
from dataclasses import replace

from retorno.book.pages.fact_cards import WIDTH, bars
from retorno.evidence.findings import Finding
from retorno.evidence.wording import ENGLISH

ONE = Finding("one", 40.0, "persons", 1, "People.", "2014")


def test_bars_tell_their_values_and_stand_on_nought() -> None:
    drawn = bars([ONE, replace(ONE, id="two", value=20.0, period="2015")], [], ENGLISH)
    assert 'aria-label="2014: 40 persons; 2015: 20 persons"' in drawn
    heights = [float(height) for height in re.findall(r'height="([\d.]+)"/>', drawn)]
    assert heights[0] == 2 * heights[1]


def test_names_stand_below_instead_of_periods_and_are_text() -> None:
    drawn = bars([ONE, replace(ONE, value=1.0)], ["<b>", "south"], ENGLISH)
    assert "&lt;b&gt;" in drawn
    assert "<b>" not in drawn
    assert "2014" not in drawn


def test_of_many_bars_the_first_the_highest_and_the_last_are_named_inside_the_picture() -> None:
    many = [replace(ONE, value=float(value), period=str(2014 + n)) for n, value in enumerate([5, 7, 90, 6, 5, 4, 3, 8])]
    drawn = bars(many, [], ENGLISH)
    assert re.findall(r">([^<>]+)</text>", drawn) == ["2014", "90", "’16", "8", "2021"]
    assert f'text-anchor="end" x="{WIDTH:.1f}"' in drawn
    assert 'text-anchor="start" class="when" x="0.0"' in drawn
