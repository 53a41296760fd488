"""The colours of the stylesheet: enough contrast in both modes, and one dark mode written twice alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import retorno.book

STYLE = (Path(retorno.book.__file__).parent / "theme" / "html" / "static" / "retorno.css").read_text(encoding="utf-8")

TEXT = [
    *[(ink, paper) for ink in ("ink", "muted", "accent") for paper in ("paper", "surface", "accent-soft")],
    *[(kind, f"{kind}-soft") for kind in ("good", "warn", "bad")],
    *[("ink", f"{kind}-soft") for kind in ("good", "warn", "bad")],
    *[(kind, "paper") for kind in ("good", "warn", "bad")],
    *[(f"code-{kind}", "surface") for kind in ("key", "text", "note")],
    *[("ink", "mark"), ("accent-ink", "accent"), ("band-ink", "band"), ("band-muted", "band")],
]
"""Pairs of text and ground that pages use: 4.5 to 1 or more."""

SHAPES = [("line-strong", "paper"), ("accent", "paper"), ("accent", "surface"), ("band-ink", "band")]
"""Borders of controls, and rings of focus: 3 to 1 or more."""


def block(start: str) -> dict[str, str]:
    """The colours that the first block after *start* gives."""
    inside = STYLE.partition(start)[2].partition("{")[2].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", inside))


LIGHT = block(":root")
DARK = block(':root:not([data-theme="light"])')
CHOSEN = block(':root[data-theme="dark"]')


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_shapes_stand_out(colours: dict[str, str]) -> None:
    weak = [pair for pair in TEXT if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    weak += [pair for pair in SHAPES if contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert weak == []


def test_dark_is_the_same_by_device_and_by_choice() -> None:
    assert DARK == CHOSEN
    assert DARK.keys() == LIGHT.keys()


def test_print_tokens_leave_no_colour_out() -> None:
    printed = STYLE.partition("@media print")[2]
    for name in ("ink", "paper", "muted", "accent", "surface"):
        assert f"--{name}:" in printed
