"""A drawing on a page: small, framed, safe, the same each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
import vl_convert

from retorno.analysis import charts, dimensions
from retorno.analysis.palette import CATEGORIES
from retorno.book.figures import figure_frame

HOSTILE = '"><script>alert(1)</script>&<b onload=x>'
WORDS = figure_frame.Text(
    "Figure 3", f"Arrivals fell {HOSTILE}", f"Registered arrivals {HOSTILE}", (f"Source: {HOSTILE}",)
)


def drawn(specification: dict[str, object]) -> str:
    """The SVG of a specification, as the build draws it."""
    return str(vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]))


@pytest.fixture(scope="module")
def drawing() -> str:
    """The SVG of a small chart whose categories mean harm."""
    charts.register_theme()
    table = pd.DataFrame({"place": ["A", HOSTILE], "arrivals": [3.123456, 1]})
    chart = alt.Chart(table, height=80).mark_bar(clip=True).encode(x="arrivals:Q", y="place:N", color="place:N")
    return drawn(charts.specification(chart, dimensions.NARROW))


@pytest.mark.parametrize("for_page", [True, False])
def test_nothing_in_the_words_or_the_data_becomes_markup(drawing: str, for_page: bool) -> None:
    svg = figure_frame.framed(drawing, WORDS, dimensions.NARROW, "a-", for_page=for_page)
    found = list(ElementTree.fromstring(svg).iter())
    assert {element.tag.rpartition("}")[2] for element in found} <= figure_frame.DRAWN
    assert not [key for element in found for key in element.attrib if key.startswith("on") or key.endswith("href")]
    written = " ".join(element.text or "" for element in found)
    assert "alert(1)" in written
    assert "Figure 3" in written


def test_active_elements_are_left_out() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><g fill="none">'
        '<a href="javascript:alert(1)"><path d="M1,1h2" onclick="x()" style="fill:url(http://elsewhere)"/></a>'
        '<image href="http://elsewhere"/><script>alert(1)</script><style>*{}</style><foreignObject/></g></svg>'
    )
    framed = figure_frame.framed(svg, figure_frame.Text("", "t"), 100)
    assert "M1,1h2" in framed
    for bad in ("script", "href", "elsewhere", "onclick", "style", "foreignObject"):
        assert bad not in framed


def test_a_drawing_has_the_same_names_whatever_was_drawn_before(drawing: str) -> None:
    later = re.sub(r"(clip)(\d+)", lambda found: f"{found[1]}{int(found[2]) + 40}", drawing)
    assert later != drawing
    one, other = (figure_frame.framed(svg, WORDS, dimensions.NARROW, "a-") for svg in (drawing, later))
    assert one == other


def test_ids_do_not_meet_on_a_page(drawing: str) -> None:
    one, other = (
        figure_frame.framed(drawing, WORDS, dimensions.NARROW, prefix, for_page=True) for prefix in ("a-", "b-")
    )
    ids = [{e.get("id") for e in ElementTree.fromstring(svg).iter() if e.get("id")} for svg in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert all(f"url(#{id})" in one for id in ids[0])


def test_a_page_may_change_the_colours_and_a_file_stands_alone(drawing: str) -> None:
    page = figure_frame.framed(drawing, WORDS, dimensions.NARROW, "a-", for_page=True)
    file = figure_frame.framed(drawing, WORDS, dimensions.NARROW)
    assert f"var(--chart-1,{CATEGORIES[0]})" in page
    assert 'fill="#ffffff"' not in page
    assert "var(" not in file
    assert '<rect width="340"' in file


def test_a_drawing_is_a_fraction_of_what_vega_writes_and_always_the_same(drawing: str) -> None:
    made = figure_frame.plot(drawing, "")[0]
    assert len(ElementTree.tostring(made)) < len(drawing) / 2
    assert figure_frame.framed(drawing, WORDS, 340) == figure_frame.framed(drawing, WORDS, 340)


def test_a_drawing_that_is_too_wide_is_scaled_into_its_frame() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="648" height="100"><path d="M0,0h648" fill="#000"/></svg>'
    assert "scale(0.500)" in figure_frame.framed(svg, figure_frame.Text("", "t"), dimensions.NARROW)


def test_a_line_is_as_wide_on_every_python() -> None:
    """Fractions added up gave a hair more before Python 3.12, and another end of the line."""
    line = "Source: Pew Research Center; shares of groups mostly as"
    assert figure_frame.text_width(line, 12) == 320.28
    assert figure_frame.wrapped(f"{line} printed", 320.28, 12) == [line, "printed"]


def test_lines_fit_the_room() -> None:
    lines = figure_frame.wrapped("Registered entries through the Darién " * 5, 324, 16, bold=True)
    assert len(lines) > 2
    assert all(figure_frame.text_width(line, 16, bold=True) <= 324 for line in lines)
    assert figure_frame.wrapped("", 324, 16) == []
    assert figure_frame.wrapped("a" * 200, 324, 16) == ["a" * 200]


def test_every_figure_is_as_wide_as_it_should_be_and_large_enough_to_read() -> None:
    """A phone of 360 pixels shows the narrow drawing at 328."""
    charts.register_theme()
    table = pd.DataFrame({"name": ["a very long name of a place that has to be cut"], "value": [1.0]})
    chart = alt.Chart(table, height=80).mark_bar().encode(x="value:Q", y="name:N", color="name:N")
    for width in (dimensions.WIDE, dimensions.NARROW):
        made = figure_frame.plot(drawn(charts.specification(chart + charts.break_rule("2020", "b"), width)), "")
        assert made[1] <= width - 2 * dimensions.MARGIN + 1
        sizes = [float(e.get("font-size", "")) for e in made[0].iter() if e.get("font-size")]
        assert sizes
        assert min(sizes) * 328 / dimensions.NARROW >= 11
