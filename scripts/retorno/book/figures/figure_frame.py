"""A drawing made fit for a page: small, framed with its text, and as a picture file.

Vega's SVG says more than a browser needs: a class, a role and a description for every mark,
positions to twelve digits, empty paths. :func:`plot` drops all of it; :func:`framed` puts title,
caption and source around what is left, so that whoever copies the picture has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import digits
from xml.etree import ElementTree

from retorno.analysis.dimensions import FONT, MARGIN
from retorno.analysis.palette import INK, MUTED, PAPER, variable

SVG = "http://www.w3.org/2000/svg"

DRAWN = frozenset(
    {"svg", "g", "path", "line", "rect", "circle", "ellipse", "polygon", "polyline", "text", "tspan"}
    | {"defs", "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "mask"}
)
"""Elements that draw; links, pictures, styles and scripts are left out."""

DROPPED = re.compile(r"class|role|aria-.*|pointer-events|cursor|xml:.*|font-family|on.*|style|.*href")
IDLE = {"opacity": "1", "stroke-width": "1", "fill-opacity": "1", "stroke-opacity": "1", "text-anchor": "start"}
NUMBERS = ("d", "transform", "points", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "width", "height", "cx", "cy", "r")
LONG = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
OWN = re.compile(r"url\(#[\w-]+\)")
COUNTED = re.compile(r'(?<=\bid=")[^"\d]+\d+(?=")|(?<=url\(#)[^)\d]+\d+(?=\))')
"""A name that Vega gives: it counts on from one drawing to the next."""

NOTHING = re.compile(r"(?:M0,0h0v0h0Z)?")


@dataclass(frozen=True)
class Text:
    """What stands around a drawing: number ("Figure 3"), title, caption and the lines below."""

    number: str
    title: str
    caption: str = ""
    below: tuple[str, ...] = ()


def plot(svg: str, prefix: str) -> tuple[ElementTree.Element, float, float]:
    """The marks of a drawing without ballast, with ids that begin with *prefix*; its width and height."""
    root = ElementTree.fromstring(_counted_anew(svg))
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    made = ElementTree.Element("g")
    for child in root:
        if not _is_ground(child, root):
            made.extend(_lean(child, prefix))
    return made, width, height


def _counted_anew(svg: str) -> str:
    """The drawing with the names that it would have as the first of all: the same, whatever was drawn before it."""
    names: dict[str, str] = {}
    return COUNTED.sub(lambda found: names.setdefault(found[0], f"{found[0].rstrip(digits)}{len(names)}"), svg)


def framed(svg: str, text: Text, width: int, prefix: str = "", for_page: bool = False) -> str:
    """The whole figure as SVG, *width* pixels wide: text above, the drawing, text below.

    For a page, colours become custom properties and the ground stays open, so that the drawing
    follows the page into the dark; a file stands alone on white.
    """
    drawing, drawn_width, drawn_height = plot(svg, prefix)
    room = width - 2 * MARGIN
    body = ElementTree.Element("g")
    y = 0.0
    y = _lines(body, [text.number] if text.number else [], y, 12.5, MUTED, "600")
    y = _lines(body, wrapped(text.title, room, 17, bold=True), y, 17, INK, "600") + 10
    scale = min(1.0, room / drawn_width)
    place = f"translate({MARGIN},{_short(y)})" + (f" scale({scale:.3f})" if scale < 1 else "")
    holder = ElementTree.SubElement(body, "g", transform=place)
    holder.extend(drawing)
    y += drawn_height * scale + 6
    y = _lines(body, wrapped(text.caption, room, 12.5) if text.caption else [], y, 12.5, INK)
    for line in text.below:
        y = _lines(body, wrapped(line, room, 12), y, 12, MUTED)
    height = round(y + 6)
    size = {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}", "font-family": FONT}
    root = ElementTree.Element("svg", {"xmlns": SVG, **size})
    if for_page:
        root.set("aria-hidden", "true")
        root.set("focusable", "false")
        _recolour(body)
    else:
        ElementTree.SubElement(root, "rect", width=str(width), height=str(height), fill=PAPER)
    root.extend(body)
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """About how wide *text* is in the book's sans at *size*, in pixels; rather too wide than too narrow.

    The letters are added in hundredths of their size: sums of fractions differ between releases of
    Python, and a line at the edge of its room would break in one and not in the other.
    """
    return sum(map(_hundredths, text)) * size * (103 if bold else 100) / 10_000


def _hundredths(letter: str) -> int:
    """How wide a letter is, in hundredths of the size of its type."""
    if letter in "iljtfI.,;:'’!|()[] r-":
        return 31
    if letter in "mwMW%@—":
        return 85
    return 65 if letter.isupper() else 55


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """*text* in lines that are no wider than *room* pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _lines(body: ElementTree.Element, lines: list[str], y: float, size: float, colour: str, weight: str = "") -> float:
    """Write *lines* below *y*; returns where the next thing begins."""
    for line in lines:
        y += size * 1.3
        written = ElementTree.SubElement(body, "text", {"x": str(MARGIN), "y": _short(y), "font-size": f"{size:g}"})
        written.set("fill", colour)
        if weight:
            written.set("font-weight", weight)
        written.text = line
    return y + (size * 0.25 if lines else 0)


def _is_ground(element: ElementTree.Element, root: ElementTree.Element) -> bool:
    """Whether this is the rectangle that Vega paints behind everything."""
    return _name(element) == "rect" and element.get("width") == root.get("width") and element.get("x") is None


def _lean(element: ElementTree.Element, prefix: str) -> list[ElementTree.Element]:
    """The element without ballast: none if it draws nothing, its children if it is only a wrapper."""
    name = _name(element)
    if name not in DRAWN or element.get("display") == "none":
        return [] if name != "a" else [lean for child in element for lean in _lean(child, prefix)]
    if name == "path" and (NOTHING.fullmatch(element.get("d", "")) or _unseen(element)):
        return []
    children = [lean for child in element for lean in _lean(child, prefix)]
    attributes = {key: _value(key, value, prefix) for key, value in element.attrib.items() if not _idle(key, value)}
    if name == "g" and (not children or not attributes):
        return children
    made = ElementTree.Element(name, attributes)
    made.text = element.text if name in ("text", "tspan") else None
    made.extend(children)
    return [made]


def _unseen(path: ElementTree.Element) -> bool:
    """Whether a group's background has neither a fill nor a stroke of its own."""
    return path.get("class") == "background" and not (path.get("fill") or path.get("stroke"))


def _idle(key: str, value: str) -> bool:
    return bool(DROPPED.fullmatch(key)) or IDLE.get(key) == value or (key, value) == ("transform", "translate(0,0)")


def _value(key: str, value: str, prefix: str) -> str:
    if key == "id":
        return f"{prefix}{value}"
    if "url(" in value:
        if not OWN.fullmatch(value):
            return "none"  # a colour from elsewhere
        return value.replace("url(#", f"url(#{prefix}")
    if key == "font-size":
        return value.removesuffix("px")
    return LONG.sub(lambda found: _short(float(found[0])), value) if key in NUMBERS else value


def _short(number: float) -> str:
    """A position to a tenth of a pixel."""
    return f"{round(number, 1) + 0:g}"


def _recolour(body: ElementTree.Element) -> None:
    for element in body.iter():
        for key in ("fill", "stroke"):
            if colour := element.get(key):
                element.set(key, variable(colour))


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
