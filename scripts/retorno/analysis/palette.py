"""The colours of charts, for paper that is light and for paper that is dark.

The six colours of a scale have a contrast of 3 to 1 or more with the paper (WCAG 2.2, 1.4.11),
stay apart for readers with each of the three kinds of colour blindness, and differ in lightness,
so that they stay apart in grey print; ``tests/analysis/test_palette.py`` measures all three.
They began as the colours of Okabe and Ito, darkened.
"""

from __future__ import annotations

INK, MUTED, GRID, PAPER = "#1b1f24", "#57606a", "#d8dee4", "#ffffff"

CATEGORIES = ("#00548f", "#d15500", "#007f54", "#771556", "#2492c0", "#1a2125")

LIGHT = {
    "ink": INK,
    "muted": MUTED,
    "grid": GRID,
    "paper": PAPER,
    **{str(number): colour for number, colour in enumerate(CATEGORIES, start=1)},
}
"""Name of a colour in the style sheet (``--chart-…``) to its value on light paper."""

DARK = {
    "ink": "#e8ebee",
    "muted": "#a9b2bc",
    "grid": "#39424c",
    "paper": "#14181d",
    "1": "#1cacf7",
    "2": "#fab77c",
    "3": "#2a986f",
    "4": "#bc44a7",
    "5": "#bdddfe",
    "6": "#f1f3f3",
}
"""The same names on dark paper."""

NAMES = {colour: name for name, colour in LIGHT.items()} | {"#fff": "paper", "white": "paper"}


def variable(colour: str) -> str:
    """*colour* as a custom property that a style sheet may change, if it is one of ours."""
    name = NAMES.get(colour.lower())
    return f"var(--chart-{name},{colour})" if name else colour
