"""What an analysis must give with a figure, and what it is told where something is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from retorno.analysis import chart_figures, charts
from retorno.analysis.dimensions import MARGIN, NARROW, WIDE
from retorno.evidence.book_figures import Figure
from retorno.evidence.catalogue import DataSet
from retorno.evidence.findings import FindingError

TABLE = pd.DataFrame({"year": [2024, 2025], "value": [2, 1]})
DATA = DataSet(
    "arrivals", Path("arrivals.csv"), {"title": "Arrivals", "retorno:credit": "Office", "retorno:vintage": "June"}
)


def made(**changed: Any) -> Figure:
    """A figure, or what *changed* makes of it."""
    charts.register_theme()
    chart = changed.pop("chart", alt.Chart(TABLE, height=60).mark_bar().encode(x="year:O", y="value:Q"))
    about: dict[str, Any] = {
        "id": "arrivals",
        "words": {"title": "They fell", "caption": "Events.", "alt": "Two bars."},
        "source": "",
        "datasets": [DATA],
        "table": None,
        "interactive": True,
    }
    return chart_figures.figure(chart, changed.pop("narrow", None), **{**about, **changed})


@pytest.mark.parametrize("name", ["title", "caption", "alt"])
def test_each_word_is_needed(name: str) -> None:
    words = {"title": "They fell", "caption": "Events.", "alt": "Two bars.", name: "  "}
    with pytest.raises(FindingError, match=f"figure arrivals: {name}=… is empty"):
        made(words=words)


def test_a_title_is_short() -> None:
    words = {"title": "They " + "and they " * 7 + "fell", "caption": "Events.", "alt": "Two bars."}
    with pytest.raises(FindingError, match="figure arrivals: its title has 16 words; at most 15"):
        made(words=words)
    assert made(words={**words, "title": "They " + "and they " * 7}).id == "arrivals"


def test_a_table_is_needed() -> None:
    rows = alt.Chart(alt.Data(values=[{"a": 1}])).mark_point().encode(x="a:Q")
    with pytest.raises(FindingError, match=r"figure arrivals: give the table behind the chart \(table=…\)"):
        made(chart=rows)
    with pytest.raises(FindingError, match="at least one row"):
        made(table=TABLE.head(0))
    assert made(chart=rows, table=TABLE).csv == "year,value\n2024,2\n2025,1\n"


def test_whole_numbers_are_written_as_such() -> None:
    table = pd.DataFrame({"a": [1.0, None], "b": [0.5, 2.0]})
    assert made(table=table).csv == "a,b\n1,0.5\n,2.0\n"


def test_an_id_is_an_id() -> None:
    with pytest.raises(FindingError, match="is no id of a figure"):
        made(id='x"><script>')


def test_a_figure_loads_nothing() -> None:
    chart = alt.Chart("https://example.org/data.csv").mark_point().encode(x="a:Q")
    with pytest.raises(FindingError, match=r"would load https://example\.org/data\.csv"):
        made(chart=chart, table=TABLE)


def test_source_and_vintage_stand_inside() -> None:
    assert made().below == ("Source: Office", "Data: June")
    assert made(source="Source: Office, June").below == ("Source: Office, June",)


def test_both_widths_come_from_one_execution_and_phones_may_have_their_own() -> None:
    whole = made()
    assert [whole.drawings[name]["width"] for name in ("wide", "narrow")] == [WIDE - 2 * MARGIN, NARROW - 2 * MARGIN]
    other = alt.Chart(TABLE, height=60).mark_line().encode(x="year:O", y="value:Q")
    phone = made(narrow=other)
    assert phone.drawings["narrow"]["mark"] != whole.drawings["narrow"]["mark"]
    assert phone.drawings["wide"] == whole.drawings["wide"]


def test_what_browsers_get_has_tooltips_and_no_ground() -> None:
    specification = made().specification
    assert specification
    assert specification["background"] is None
    assert specification["config"]["mark"]["tooltip"] is True
    assert made(interactive=False).specification is None


def test_a_figure_survives_json_with_and_without_its_pictures() -> None:
    whole = made()
    assert "svg" not in whole.as_dict()
    assert Figure.from_dict(json.loads(json.dumps(whole.as_dict()))) == whole
    drawn = replace(whole, svg={"wide": "<svg/>", "narrow": "<svg/>"})
    assert Figure.from_dict(json.loads(json.dumps(drawn.as_dict()))) == drawn
    assert drawn.summary.words == whole.summary.words
    assert drawn.summary.drawn != whole.summary.drawn


@pytest.mark.parametrize(
    ("field", "wrong"), [("value", ""), ("persons", "the axis y goes from 0 to 3, and persons has")]
)
def test_a_column_of_another_magnitude_than_its_axis_is_refused(field: str, wrong: str) -> None:
    table = TABLE.assign(persons=TABLE["value"] * 1_000_000)
    y = alt.Y(f"{field}:Q", title="Millions", scale=alt.Scale(domain=[0, 3]))
    chart = alt.Chart(table, height=60).mark_bar().encode(x="year:O", y=y)
    if not wrong:
        assert made(chart=chart).id == "arrivals"
        return
    with pytest.raises(FindingError, match=wrong):
        made(chart=chart)
