"""The break-even of remittances: what the build computes and what the page computes is one formula.

The page holds it twice: as Python, for the numbers in the text, and as an expression of Vega-Lite, for
the chart whose assumptions a reader changes. Both are taken from the page itself and tried on a grid.
"""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from retorno.evidence.wording import ENGLISH

PAGE = Path(__file__).parents[2] / "chapters/analyses/remittances-break-even.md"
GRID = {
    "sent": (0, 75, 300, 1000),
    "years": (1, 2, 7, 10, 20),
    "rate": (0, 1, 5, 20),
    "contribution": (0, 50, 300, 1000),
}


@pytest.fixture(scope="module")
def formula() -> dict[str, Any]:
    """What the cell of the page with the tag *formula* defines."""
    cell = re.search(r"^```\{code-cell\} ipython3\n:tags: \[formula\]\n(.*?)^```$", PAGE.read_text(), re.S | re.M)
    assert cell, "the page has no cell with the formula any more"
    defined: dict[str, Any] = {}
    exec(cell[1], defined)
    return defined


def in_the_page(expression: str, cases: list[dict[str, float]]) -> list[float]:
    """What the expression gives for each case, as the chart's own engine computes it."""
    given = re.sub(r"(?<!datum\.)\b(sent|rate|contribution)\b", r"datum.\1", expression)
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"row": row, **case} for row, case in enumerate(cases)]},
        "transform": [{"calculate": given, "as": "sum"}],
        "mark": "text",
        "encoding": {
            "y": {"field": "row", "type": "ordinal", "axis": None},
            "text": {"field": "sum", "type": "quantitative", "format": ".6f"},
        },
    }
    drawn = vl_convert.vegalite_to_svg(json.dumps(specification))
    return [float(told) for told in re.findall(r">(-?\d+\.\d{6})</text>", drawn)]


def test_the_build_and_the_page_agree_on_a_grid(formula: dict[str, Any]) -> None:
    cases = [dict(zip(GRID, values, strict=True)) for values in itertools.product(*GRID.values())]
    built = [formula["capital"](**case) for case in cases]
    assert len(built) == 320
    assert in_the_page(formula["CAPITAL"], cases) == pytest.approx(built, rel=1e-9, abs=1e-6)


def test_what_is_known_of_the_formula(formula: dict[str, Any]) -> None:
    capital = formula["capital"]
    assert capital(sent=300, years=10, rate=0, contribution=0) == 36_000
    assert capital(sent=300, years=1, rate=5, contribution=0) == pytest.approx(3600 / 1.05)
    assert capital(sent=300, years=10, rate=5, contribution=300) == capital(300, 10, 5, 900) == 0
    # a sum that pays out every year at its return is used up at the end
    left = capital(sent=300, years=10, rate=5, contribution=100)
    for _ in range(10):
        left = left * 1.05 - 12 * 200
    assert left == pytest.approx(0, abs=1e-6)


def test_the_default_case_is_the_one_that_the_page_tells(formula: dict[str, Any]) -> None:
    text = PAGE.read_text()
    assert formula["DEFAULT"] == {"sent": 300, "years": 10, "rate": 5, "contribution": 0}
    assert "Three hundred dollars a month for ten years, at a return of five hundredths a year" in text


def test_the_inputs_of_the_chart_are_told_in_the_words_of_the_edition() -> None:
    from retorno.book.figures.chart_words import chart
    from retorno.evidence.wording import Words

    class Loud(Words):
        """An edition that says everything in capitals."""

        def text(self, text: str) -> str:
            return text.upper()

    words = Loud("es")
    told = chart({"params": [{"name": "sent", "value": 3, "bind": {"input": "range", "name": "Sent"}}]}, words)
    assert told["params"][0]["bind"] == {"input": "range", "name": "SENT"}
    assert told["params"][0]["name"] == "sent"
    assert ENGLISH.original


MEASURING = PAGE.with_name("measuring-reintegration.md")


def test_the_index_of_the_build_and_of_the_page_agree_on_a_grid() -> None:
    cell = re.search(r"^```\{code-cell\} ipython3\n:tags: \[formula\]\n(.*?)^```$", MEASURING.read_text(), re.S | re.M)
    assert cell, "the page has no cell with the formulas any more"
    defined: dict[str, Any] = {}
    exec(cell[1], defined)
    values = (0.2, 0.5, 0.9)
    names = ("economic", "social", "psychosocial", "we", "ws", "wp")
    grid = itertools.product(values, values, (0.4,), (0, 1, 5), (0, 2), (0, 3))
    cases = [dict(zip(names, case, strict=True)) for case in grid]
    for name, expression in (("weighted", defined["WEIGHTED"]), ("geometric", defined["GEOMETRIC"])):
        given = re.sub(r"(?<!datum\.)\b(we|ws|wp)\b", r"datum.\1", expression)
        built = [defined[name](**case) for case in cases]
        assert in_the_page(given, cases) == pytest.approx(built, abs=1e-6)
