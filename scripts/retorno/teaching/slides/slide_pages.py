"""The deck as HTML: for a browser, from disk, with keys and notes, and for the PDF."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from textwrap import wrap

from retorno.teaching.player import POLICY
from retorno.teaching.slides.deck import Deck
from retorno.teaching.slides.native_charts import FEW, Chart
from retorno.teaching.slides.slide_sources import Point, Slide
from retorno.teaching.slides.type_sizes import TITLE

FOLDER = Path(__file__).parent
STYLE, SCRIPT = FOLDER / "slides.css", FOLDER / "slides.js"
WIDE, HIGH, LEFT, BELOW = 640, 400, 8, 70
"""The drawing of a chart, in its own units, and the room for words around it."""
BEHIND = 110
"""The room for the number behind a bar."""
LETTER = 10
"""How wide a letter below a column is, roughly, in the units of the drawing."""
FACES = "Liberation Sans, Arial, sans-serif"


def page(deck: Deck, keys: str) -> str:
    """The page for a browser, which loads ``slides.css`` and ``slides.js`` beside it; *keys* says how to use it."""
    return (
        f'<!doctype html>\n<html lang="{escape(deck.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<title>{escape(deck.title)}</title><link rel="stylesheet" href="slides.css"></head>\n'
        f'<body class="show"><main>{_slides(deck)}<p class="keys">{escape(keys)}</p></main>'
        '<script src="slides.js"></script></body></html>\n'
    )


def printed(deck: Deck) -> str:
    """The same for the PDF, one slide a page, with its style inside."""
    style = STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{escape(deck.language)}"><head><meta charset="utf-8"><title>{escape(deck.title)}'
        f"</title><style>{style}</style></head><body>{_slides(deck)}</body></html>"
    )


def _slides(deck: Deck) -> str:
    return "\n".join(_slide(deck, slide, number) for number, slide in enumerate(deck.slides, 1))


def _slide(deck: Deck, slide: Slide, number: int) -> str:
    label = f'<p class="label">{escape(slide.label)}</p>' if slide.label else ""
    columns = "".join(f"<div><h2>{escape(one.title)}</h2>{_list(one.points)}</div>" for one in slide.columns)
    body = f'<div class="columns">{columns}</div>' if columns else ""
    chart = drawing(slide.chart) if slide.chart else ""
    notes = "".join(f"<p>{escape(line)}</p>" for line in slide.notes.splitlines() if line.strip())
    foot = " · ".join(filter(None, [slide.foot, deck.edition, f"{deck.code} · {number}"]))
    kinds = " ".join(filter(None, ["slide", slide.kind, "charted" if chart else "", f"size-{slide.size}"]))
    return (
        f'<section class="{kinds}" id="s{number}">{label}'
        f'<h1 class="title-{TITLE.size([slide.title])}">{escape(slide.title)}</h1>'
        f'<div class="body">{_list(slide.points)}{body}{chart}</div><p class="foot">{escape(foot)}</p>'
        f'<aside class="notes">{notes}</aside></section>'
    )


def _list(points: Iterable[Point]) -> str:
    made = "".join(f"<li>{point.html}</li>" for point in points)
    return f"<ul>{made}</ul>" if made else ""


def drawing(chart: Chart) -> str:
    """A plain drawing of *chart* as SVG; of many values the first, the highest and the last are told in figures."""
    marks = _bars(chart) if chart.kind == "bar" else _upright(chart)
    return (
        f'<figure><figcaption>{escape(chart.series)}</figcaption><svg viewBox="0 0 {WIDE} {HIGH}" role="img" '
        f'font-family="{FACES}" aria-label="{escape(chart.told)}">{marks}</svg></figure>'
    )


def _bars(chart: Chart) -> str:
    """Bars that lie, each below its category, with its number behind it."""
    most, step = max([*chart.values, 1.0]), HIGH / len(chart.values)
    made = []
    for number, (name, value, shown) in enumerate(zip(chart.categories, chart.values, chart.shown, strict=True)):
        top, wide = number * step, (WIDE - BEHIND) * value / most
        high = min(step - 34, 44)
        made.append(
            f'<text x="0" y="{top + 20:.1f}" font-size="19">{escape(name)}</text>'
            f'<rect x="0" y="{top + 28:.1f}" width="{max(wide, 1):.1f}" height="{high:.1f}" fill="#14507a"/>'
            f'<text x="{wide + 8:.1f}" y="{top + 28 + high / 2 + 7:.1f}" font-size="20">{escape(shown)}</text>'
        )
    return "".join(made)


def _upright(chart: Chart) -> str:
    """Columns or a line over a base."""
    most, count = max([*chart.values, 1.0]), len(chart.values)
    room, step = HIGH - BELOW - 30, (WIDE - 2 * LEFT) / count
    tops = [30 + room * (1 - value / most) for value in chart.values]
    middles = [LEFT + step * (number + 0.5) for number in range(count)]
    told = {0, count - 1, chart.highest} if count > FEW else set(range(count))
    if chart.kind == "line":
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(middles, tops, strict=True))
        marks = f'<polyline points="{path}" fill="none" stroke="#14507a" stroke-width="4"/>'
    else:
        base, wide = 30 + room, step * 0.72
        marks = "".join(
            f'<rect x="{x - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{base - y:.1f}" fill="#14507a"/>'
            for x, y in zip(middles, tops, strict=True)
        )
    labels = "".join(_label(chart, number, middles[number], tops[number], count) for number in sorted(told))
    return f'{marks}<line x1="{LEFT}" x2="{WIDE - LEFT}" y1="{30 + room}" y2="{30 + room}" stroke="#1d2330"/>{labels}'


def _label(chart: Chart, number: int, x: float, y: float, count: int) -> str:
    """The value above a mark and its category below."""
    side = "start" if number == 0 and count > 4 else "end" if number == count - 1 and count > 4 else "middle"
    x = LEFT if side == "start" else WIDE - LEFT if side == "end" else x
    value, below = escape(chart.shown[number]), HIGH - BELOW + 26
    lines = (
        wrap(chart.categories[number], max(8, int(WIDE / count / LETTER)))
        if count <= FEW
        else [chart.categories[number]]
    )
    name = "".join(
        f'<tspan x="{x:.1f}" dy="{20 if line else 0}">{escape(one)}</tspan>' for line, one in enumerate(lines)
    )
    above = max(18, y - (16 if count > FEW else 8))
    return (
        f'<text x="{x:.1f}" y="{above:.1f}" text-anchor="{side}" font-size="20">{value}</text>'
        f'<text x="{x:.1f}" y="{below}" text-anchor="{side}" font-size="18">{name}</text>'
    )
