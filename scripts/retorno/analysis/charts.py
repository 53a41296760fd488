"""Charts: one Altair theme, and a chart's specification at a width, drawn without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import altair as alt

from retorno.analysis.dimensions import FACE, MARGIN, NARROW
from retorno.analysis.palette import CATEGORIES, GRID, INK, MUTED, PAPER


def theme() -> alt.theme.ThemeConfig:
    """The look of every chart of the book."""
    return {
        "config": {
            # The card says in words what the chart shows; Vega's own descriptions of every mark
            # would be read aloud one by one and make the file three times as long.
            "aria": False,
            "background": PAPER,
            "font": FACE,
            "padding": {"left": 0, "right": 0, "top": 2, "bottom": 2},
            "axis": {
                "labelColor": INK,
                "titleColor": MUTED,
                "gridColor": GRID,
                "domainColor": MUTED,
                "tickColor": MUTED,
                "labelFontSize": 13.5,
                "titleFontSize": 12.5,
                "titleFontWeight": 400,
                "labelLimit": 220,
            },
            # A title along the vertical axis is hard to read and wide on a phone: it stands above.
            "axisY": {
                "titleAngle": 0,
                "titleAlign": "left",
                "titleAnchor": "end",
                "titleBaseline": "bottom",
                "titleX": 0,
                "titleY": -10,
                "domain": False,
                "ticks": False,
                "labelPadding": 6,
            },
            "axisX": {"grid": False},
            "legend": {
                "labelColor": INK,
                "titleColor": MUTED,
                "labelFontSize": 13.5,
                "titleFontSize": 12.5,
                "titleFontWeight": 400,
                "titleOrient": "top",
                "orient": "top",
                "direction": "horizontal",
                "labelLimit": 300,
                "offset": 30,
                "symbolBaseStrokeColor": MUTED,
                # Two legends stand one below the other: beside each other they would leave the picture.
                "layout": {"top": {"direction": "vertical", "anchor": "start", "margin": 4}},
                "padding": 0,
                "rowPadding": 4,
            },
            "header": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 13.5, "titleFontSize": 12.5},
            "text": {"color": INK, "fontSize": 13.5},
            "view": {"stroke": None},
            "range": {"category": list(CATEGORIES)},
            "mark": {"color": CATEGORIES[0]},
            "bar": {"color": CATEGORIES[0]},
            "line": {"color": CATEGORIES[0], "strokeWidth": 2.2},
            "point": {"color": CATEGORIES[0], "filled": True, "size": 45},
            "rule": {"color": MUTED},
        }
    }


def register_theme() -> None:
    """Make the book's theme the one that Altair uses."""
    alt.theme.register("retorno", enable=True)(theme)


def break_rule(at: str, label: str) -> alt.LayerChart:
    """A dashed line with a label that marks a break in a series at *at* (ISO date or year).

    Layer it under a chart: ``break_rule("2023-05-12", "Title 42 ends") + chart``.
    """
    import pandas as pd

    frame = pd.DataFrame({"at": [pd.Timestamp(at)], "label": [label]})
    base = alt.Chart(frame).encode(x="at:T")
    above = base.mark_text(align="left", dx=4, y=6, fontSize=12).encode(text="label:N")
    both: alt.LayerChart = base.mark_rule(strokeDash=[4, 3]) + above
    return both


def specification(chart: alt.TopLevelMixin, width: int) -> dict[str, Any]:
    """The Vega-Lite specification of *chart* for a figure that is *width* pixels wide.

    A single view is fitted to the width, axes and labels included; others keep their own.
    """
    drawn = chart
    if isinstance(drawn, alt.Chart | alt.LayerChart) and not _has_facet(drawn):
        drawn = drawn.properties(
            width=width - 2 * MARGIN, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
    made = dict(drawn.to_dict())
    if width == NARROW:
        # On a phone, names of one line beside a bar leave no room for the bar.
        made["config"]["axis"]["labelLimit"] = 120
        made["config"]["legend"]["columns"] = 1
        made["config"]["legend"]["labelLimit"] = width - 60
    return made


def _has_facet(chart: alt.Chart | alt.LayerChart) -> bool:
    encoding = getattr(chart, "encoding", alt.Undefined)
    return any(getattr(encoding, name, alt.Undefined) is not alt.Undefined for name in ("row", "column", "facet"))


def addresses(specification: Any) -> Iterator[str]:
    """Addresses from which a specification would load something; a figure carries its data itself."""
    if isinstance(specification, dict):
        for key, value in specification.items():
            if key in ("url", "href") and isinstance(value, str):
                yield value
            elif key not in ("datasets", "values"):
                yield from addresses(value)
    elif isinstance(specification, list):
        for value in specification:
            yield from addresses(value)


def leading(specification: Any) -> Iterator[str]:
    """How a chart would lead elsewhere or show pictures: ``href`` and ``url`` of marks and encodings, images."""
    if isinstance(specification, dict):
        for key, value in specification.items():
            if key in ("href", "url") and not (key == "url" and isinstance(value, str)):  # told by addresses()
                yield key
            if (key in ("mark", "type") and value == "image") or key == "image":
                yield "image"
            if key not in ("datasets", "values"):
                yield from leading(value)
    elif isinstance(specification, list):
        for value in specification:
            yield from leading(value)
