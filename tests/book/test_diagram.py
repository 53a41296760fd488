"""Drawings that explain: their texts are messages, fit where they stand, and can be read on a telephone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from retorno.analysis.palette import LIGHT
from retorno.book.figures import diagram_svg
from retorno.book.figures.figure_frame import SVG, text_width
from retorno.project import safe_svg
from retorno.project.paths import Project

ROOT = Project.containing(Path(__file__)).root
DRAWINGS = sorted((ROOT / "diagrams").glob("*.svg"))
PHONE, LEAST = 328, 11.0
"""How wide a drawing is on a telephone of 360 pixels, and the smallest type that can be read there."""

SMALL = f"""<svg xmlns="{SVG}" viewBox="0 0 360 80">
  <rect x="10" y="10" width="100" height="60" fill="#00548f" fill-opacity=".12"/>
  <text x="20" y="40" font-size="13" fill="#1b1f24" data-room="80" data-middle="1">One two three four</text>
</svg>"""


def named(path: Path) -> str:
    return path.stem


def test_a_text_is_said_and_broken_into_lines() -> None:
    shown = diagram_svg.drawn(SMALL, lambda words: words.replace("four", "four five six seven"), for_page=True)
    spans = list(ElementTree.fromstring(shown).iter(f"{{{SVG}}}tspan"))
    assert " ".join(span.text or "" for span in spans) == "One two three four five six seven"
    heights = [float(span.get("y", "0")) for span in spans]
    assert len(spans) == 4
    assert abs(sum(heights) / 4 - (40 + 13 * 0.35)) < 0.2, "the lines stand around the middle"
    assert 'fill="var(--chart-1,#00548f)"' in shown
    assert "data-" not in shown


def test_a_file_stands_alone() -> None:
    shown = diagram_svg.drawn(SMALL, str, for_page=False)
    assert "var(" not in shown
    assert 'width="360"' in shown
    assert safe_svg.refusal(shown.encode()) == ""


@pytest.mark.parametrize("path", DRAWINGS, ids=named)
def test_drawing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert safe_svg.refusal(text.encode()) == ""
    assert diagram_svg.texts(text)
    root = ElementTree.fromstring(text)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for element in root.iter():
        for key in diagram_svg.COLOURED:
            colour = element.get(key)
            assert colour is None or colour == "none" or colour in LIGHT.values(), f"{colour} is not of the palette"
    for element in root.iter(f"{{{SVG}}}text"):
        words, size = " ".join(element.itertext()), float(element.get("font-size", "0"))
        assert size * PHONE / width >= LEAST, f"“{words}” is too small on a telephone"
        bold = element.get("font-weight") == "600"
        for y, line in diagram_svg.lines(element, words):
            assert y < height, f"“{line}” lies below the drawing"
            assert text_width(line, size, bold) <= float(element.get(diagram_svg.ROOM, "0")), f"“{line}” is too wide"


@pytest.mark.parametrize("path", DRAWINGS, ids=named)
def test_texts_stay_in_their_boxes(path: Path) -> None:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    boxes = [
        [float(rect.get(side, "0")) for side in ("x", "y", "width", "height")]
        for rect in root.findall(f"{{{SVG}}}rect")
    ]
    for element in root.findall(f"{{{SVG}}}text"):
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        inside = [box for box in boxes if box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]]
        placed = [height for height, _ in diagram_svg.lines(element, " ".join(element.itertext()))]
        for _, top, _, tall in inside:
            assert placed[-1] <= top + tall - 3, f"“{' '.join(element.itertext())}” runs out of its box"
            assert placed[0] >= top + 9, f"“{' '.join(element.itertext())}” begins above its box"


@pytest.mark.parametrize("path", DRAWINGS, ids=named)
def test_every_drawing_is_on_a_page(path: Path) -> None:
    used = [
        page
        for page in (ROOT / "chapters").rglob("*.md")
        if f"{{diagram}} {path.stem}\n" in page.read_text(encoding="utf-8")
    ]
    assert len(used) == 1, f"{path.name} is on {len(used)} pages"


@pytest.mark.parametrize("path", DRAWINGS, ids=named)
def test_words_are_in_the_colours_of_words(path: Path) -> None:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    for element in root.iter(f"{{{SVG}}}text"):
        assert element.get("fill") in (LIGHT["ink"], LIGHT["muted"]), "other colours have too little contrast for words"


@pytest.mark.parametrize("path", DRAWINGS, ids=named)
def test_texts_do_not_lie_on_one_another(path: Path) -> None:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    columns: dict[str, list[tuple[float, float, str]]] = {}
    for element in root.findall(f"{{{SVG}}}text"):
        words, size = " ".join(element.itertext()), float(element.get("font-size", "0"))
        placed = [y for y, _ in diagram_svg.lines(element, words)]
        columns.setdefault(element.get("x", ""), []).append((placed[0] - size * 0.75, placed[-1] + size * 0.2, words))
    for column in columns.values():
        column.sort()
        for (_, bottom, upper), (top, _, lower) in pairwise(column):
            assert bottom <= top, f"“{upper}” runs into “{lower}”"
