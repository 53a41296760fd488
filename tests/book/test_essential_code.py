"""Of the code of a notebook a reader sees what is calculated, and neither the book-keeping nor the drawing."""

from __future__ import annotations

import pytest

from retorno.book.pages.essential_code import essential

FIRST = """\
import altair as alt
import pandas as pd
from retorno.analysis.notebook import figure, load, record

counts = load("counts")["value"]
change = (counts[1] / counts[0] - 1) * 100
colour = "red"
"""
SECOND = """\
record("change", change, unit="percent", precision=0.1, statement="How it changed.", period="2025")
# The bars of the chart.
bars = pd.DataFrame({"count": counts})
bars["colour"] = colour
chart = alt.Chart(bars).mark_bar()
figure(chart, id="bars", title="It fell", caption="Counts.", alt="Bars.")
"""
THIRD = """\
# The parts must make the whole.
assert counts.sum() == 100

print(change)
"""


def test_what_hands_over_and_what_draws_is_left_out() -> None:
    first, second, third = essential([FIRST, SECOND, THIRD])
    assert first.split("\n") == [
        "from retorno.analysis.notebook import load",
        "",
        'counts = load("counts")["value"]',
        "change = (counts[1] / counts[0] - 1) * 100",
    ]
    assert second == ""
    assert third == THIRD.strip("\n")


def test_what_a_recorded_value_is_made_of_stays() -> None:
    cells = ["import numpy as np\nlog = np.log\nx = log(3)\ny = 2", 'record("x", x * 2, unit="ratio")']
    assert essential(cells) == ["import numpy as np\nlog = np.log\nx = log(3)", ""]


def test_loops_go_by_what_they_do() -> None:
    cells = ['years = (1, 2)\nfor year in years:\n    record("a", year, unit="x")', "for n in (1, 2):\n    print(n)"]
    assert essential(cells) == ["years = (1, 2)", "for n in (1, 2):\n    print(n)"]


@pytest.mark.parametrize("cell", ["%matplotlib inline", "this is no Python", "a\n  b"])
def test_what_is_no_python_stays_as_it_is(cell: str) -> None:
    assert essential([cell, "print(1)"]) == [cell, "print(1)"]


def test_a_function_stays_where_it_is_needed() -> None:
    cell = "def double(x):\n    return 2 * x\n\ndef half(x):\n    return x / 2\n\nz = double(4)\nz"
    assert essential([cell]) == ["def double(x):\n    return 2 * x\n\nz = double(4)\nz"]
