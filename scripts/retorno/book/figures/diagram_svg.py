"""A drawing in words: an SVG of the repository with its texts put into a language and broken into lines.

The file has the texts as plain words. ``data-room`` on a ``text`` says how wide it may be, in the
units of the drawing; ``data-middle`` that its lines stand around ``y`` and not below it. So a
translator sees words, and a longer language has more lines. Colours are those of the palette; on
a page they become custom properties, so that the drawing follows the page into the dark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from retorno.analysis.dimensions import FONT
from retorno.analysis.palette import PAPER, variable
from retorno.book.figures.figure_frame import SVG, wrapped

ROOM, MIDDLE = "data-room", "data-middle"
LEADING = 1.28
"""From one line to the next, in sizes of the type."""
SIZE = 13.0
"""The size of a text that names none."""
COLOURED = ("fill", "stroke")


def texts(svg: str) -> list[str]:
    """The words of the drawing, in its order."""
    return [words for element in ElementTree.fromstring(svg).iter(f"{{{SVG}}}text") if (words := _words(element))]


def drawn(svg: str, say: Callable[[str], str], for_page: bool) -> str:
    """The drawing with its texts in the words of *say*: for a page, or as a file that stands alone on white."""
    root = ElementTree.fromstring(svg)
    for element in root.iter(f"{{{SVG}}}text"):
        _write(element, say(_words(element)))
    if for_page:
        root.set("aria-hidden", "true")
        root.set("focusable", "false")
        for element in root.iter():
            for key in COLOURED:
                if colour := element.get(key):
                    element.set(key, variable(colour))
    else:
        _, _, width, height = root.get("viewBox", "0 0 0 0").split()
        root.set("width", width)
        root.set("height", height)
        root.insert(0, ElementTree.Element("rect", width=width, height=height, fill=PAPER))
    root.set("font-family", FONT)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    root.set("xmlns", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def lines(element: ElementTree.Element, words: str) -> Iterator[tuple[float, str]]:
    """The lines of a text with the height of each: below ``y``, or around it."""
    size, y = _size(element), float(element.get("y", "0"))
    bold = element.get("font-weight") in ("600", "700", "bold")
    room = element.get(ROOM)
    broken = wrapped(words, float(room), size, bold) if room else [words]
    if element.get(MIDDLE):
        y += size * 0.35 - (len(broken) - 1) * size * LEADING / 2
    for number, line in enumerate(broken):
        yield y + number * size * LEADING, line


def _write(element: ElementTree.Element, words: str) -> None:
    """Put *words* into the text, line by line."""
    placed = list(lines(element, words))
    x = element.get("x", "0")
    for attribute in (ROOM, MIDDLE, "y"):
        element.attrib.pop(attribute, None)
    for child in list(element):
        element.remove(child)
    element.text = None
    for y, line in placed:
        ElementTree.SubElement(element, f"{{{SVG}}}tspan", x=x, y=f"{round(y, 1):g}").text = line


def _size(element: ElementTree.Element) -> float:
    return float(element.get("font-size", SIZE))


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())
