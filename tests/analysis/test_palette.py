"""The colours of charts: seen against the paper, told apart by everybody, and in grey."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from retorno.analysis.palette import DARK, LIGHT

SEEN = {
    "by most": np.eye(3),
    # Machado, Oliveira and Fernandes 2009, severity 1.0.
    "without red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "without green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "without blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
APART = 10.0
"""CIEDE2000 distance that two series must have; 2.3 is just noticeable side by side."""

APART_IN_GREY = 4.0
"""Difference in CIE lightness of any two series."""


def linear(colour: str) -> np.ndarray:
    """Linear sRGB of a hex colour."""
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2.2."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    """CIELAB (D65) of linear sRGB."""
    to_xyz = np.array([[0.41246, 0.35758, 0.18044], [0.21267, 0.71515, 0.07218], [0.01933, 0.11919, 0.95030]])
    xyz = to_xyz @ np.clip(light, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 1 + 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    c1, c2 = np.hypot(a1 * g, b1), np.hypot(a2 * g, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * g)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    h = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lightness, c = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 + sum(
        weight * np.cos(np.radians(times * h + shift))
        for weight, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    )
    sl = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    rt = -2 * np.sqrt(c**7 / (c**7 + 25**7)) * np.sin(np.radians(60 * np.exp(-(((h - 275) / 25) ** 2))))
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh))


def test_the_distance_is_the_published_one() -> None:
    # Pairs 1, 7 and 25 of the test data of Sharma, Wu and Dalal.
    for one, other, expected in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ):
        assert distance(np.array(one), np.array(other)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_series_are_seen_against_the_paper(colours: dict[str, str]) -> None:
    faint = {name: contrast(colours[name], colours["paper"]) for name in "123456"}
    assert {name: value for name, value in faint.items() if value < 3} == {}
    assert all(contrast(colours[name], colours["paper"]) >= 4.5 for name in ("ink", "muted"))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("seen", SEEN)
def test_series_stay_apart_for_everybody(colours: dict[str, str], seen: str) -> None:
    looks = {name: lab(SEEN[seen] @ linear(colours[name])) for name in "123456"}
    close = {(a, b): distance(looks[a], looks[b]) for a, b in combinations(looks, 2)}
    assert {pair: value for pair, value in close.items() if value < APART} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_series_stay_apart_in_grey(colours: dict[str, str]) -> None:
    greys = sorted(float(lab(linear(colours[name]))[0]) for name in "123456")
    assert min(b - a for a, b in pairwise(greys)) >= APART_IN_GREY


def test_the_style_sheet_has_the_same_colours() -> None:
    sheet = Path(__file__).parents[2] / "scripts" / "retorno" / "book" / "theme" / "static" / "cards.css"
    blocks = re.findall(r"--chart-1: [^}]*", sheet.read_text(encoding="utf-8"))
    stated = [dict(re.findall(r"--chart-(\d): (#\w+)", block)) for block in blocks]
    assert stated == [{name: colours[name] for name in "123456"} for colours in (LIGHT, DARK, DARK)]
