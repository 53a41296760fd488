"""The cover of the ePub: a picture, since shelves of e-readers show nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap

WIDTH, HEIGHT = 600, 800
"""Points; the picture is made twice as large."""

GROUND, INK, QUIET = "#14507a", "#ffffff", "#d7e4ee"
"""The colours of the cover of the PDF (printing/print.css)."""

TOP, SUBTITLE, SMALL, LEADING = 400, 26, 19, 12
"""Where the title stands, how large the lines below it are, and what lies between two of them."""

LETTERS = 34
"""Letters in a line of the subtitle."""

SIGN = "M6.5 16C6.5 5 27 2.5 27 14.5c0 7-5.5 10-12.5 10M19.5 19.5l-5 5 5 5"
"""The mark of the book (icon.svg of the site), beside whose foot a dot stands, on a ground of 32 by 32."""


def svg(title: str, lines: Sequence[str]) -> str:
    """The cover with *title* and, below it, *lines*: the first is the subtitle."""
    first, *others = [line for line in lines if line] or [""]
    rows = [(SUBTITLE, INK, line) for line in wrap(first, LETTERS)] + [(SMALL, QUIET, line) for line in others]
    place, told, before = TOP, "", 0
    for size, colour, line in rows:
        place += size + (LEADING if size == before else 2 * LEADING)
        told += f'<text x="64" y="{place}" font-size="{size}" fill="{colour}">{escape(line)}</text>'
        before = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="Retorno Sans, Liberation Sans, Arial, sans-serif">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>'
        f'<g transform="translate(56 150) scale(4)"><circle cx="6.5" cy="24.5" r="3.5" fill="{INK}"/>'
        f'<path d="{SIGN}" fill="none" stroke="{INK}" stroke-width="3.2" '
        f'stroke-linecap="round" stroke-linejoin="round"/></g>'
        f'<text x="60" y="{TOP}" font-size="84" font-weight="bold" fill="{INK}">{escape(title)}</text>{told}</svg>'
    )
