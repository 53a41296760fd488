"""Charts: one Altair theme, and a chart drawn as a figure that stands alone."""

from __future__ import annotations

from typing import Any

import altair as alt

INK, MUTED, GRID, PAPER = "#1b1f24", "#57606a", "#d8dee4", "#ffffff"

# Okabe and Ito's colours, darkened until each has a contrast of 3 to 1 or more with white, in an
# order in which neighbours also differ in lightness, so that they stay apart in grey print.
CATEGORIES = ("#00548f", "#c05000", "#00805c", "#8c3a74", "#6b6b00", "#24292f")

FONT = "'Source Sans 3', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"


def theme() -> alt.theme.ThemeConfig:
    """The look of every chart of the book."""
    return {
        "config": {
            "background": PAPER,
            "font": FONT,
            "title": {
                "anchor": "start",
                "color": INK,
                "fontSize": 16,
                "fontWeight": 600,
                "subtitleColor": MUTED,
                "subtitleFontSize": 12.5,
                "offset": 12,
            },
            "axis": {
                "labelColor": INK,
                "titleColor": MUTED,
                "gridColor": GRID,
                "domainColor": MUTED,
                "tickColor": MUTED,
                "labelFontSize": 12.5,
                "titleFontSize": 12.5,
                "titleFontWeight": 400,
                "labelLimit": 260,
            },
            "legend": {
                "labelColor": INK,
                "titleColor": MUTED,
                "labelFontSize": 12.5,
                "titleFontSize": 12.5,
                "titleFontWeight": 400,
                "orient": "top",
                "labelLimit": 320,
                "columns": 1,
            },
            "header": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 12.5, "titleFontSize": 12.5},
            "text": {"color": INK, "fontSize": 12.5},
            "view": {"stroke": None},
            "range": {"category": list(CATEGORIES)},
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
    return base.mark_rule(strokeDash=[4, 3]) + base.mark_text(align="left", dx=4, y=6, fontSize=11.5).encode(
        text="label:N"
    )


def specification(chart: alt.TopLevelMixin, title: str, subtitle: str, width: int) -> dict[str, Any]:
    """The Vega-Lite specification of *chart* at *width* pixels, title and source line inside.

    The title is wrapped to the width; the width is set only where the chart is a single view.
    """
    characters = max(24, int(width / 8.4))
    drawn = chart.properties(
        title=alt.TitleParams(text=_wrapped(title, characters), subtitle=_wrapped(subtitle, int(characters * 1.3)))
    )
    if isinstance(drawn, alt.Chart | alt.LayerChart) and not _has_facet(drawn):
        drawn = drawn.properties(width=width - 90)
    return dict(drawn.to_dict())


def _has_facet(chart: alt.Chart | alt.LayerChart) -> bool:
    encoding = getattr(chart, "encoding", alt.Undefined)
    return any(getattr(encoding, name, alt.Undefined) is not alt.Undefined for name in ("row", "column", "facet"))


def _wrapped(text: str, characters: int) -> list[str]:
    from textwrap import wrap

    return [line for paragraph in text.split("\n") for line in (wrap(paragraph, characters) or [""])]


def draw(specification: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite specification, drawn without a browser."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(specification))
