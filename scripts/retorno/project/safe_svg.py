"""An SVG that only draws: no script, no handler, nothing from elsewhere.

What is not known to draw is refused, whatever it may be; the file itself is never changed.
"""

from __future__ import annotations

import re
from xml.parsers import expat

NAMESPACE = "http://www.w3.org/2000/svg"
DRAWS = frozenset(
    {"svg", "g", "path", "line", "rect", "circle", "ellipse", "polygon", "polyline", "text", "tspan", "textPath"}
    | {"defs", "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "mask", "marker", "symbol", "use"}
    | {"image", "title", "desc", "style", "metadata"}
)
DESCRIBES = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
)
"""Namespaces of what drawing programs write into ``metadata``."""

RASTER = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
FOREIGN = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|image-set|(?<![\w-])src\s*\(|\\", re.I)
"""What a style says to load something, or to hide that it does (a backslash spells letters otherwise)."""

SCRIPTED = re.compile(r"(?:java|vb|live)script:", re.I)
LARGEST = 5_000_000
"""Bytes; a drawing with more is no picture for a page."""


class _Refused(Exception):
    """Carries the reason out of the parser."""


def refusal(data: bytes) -> str:
    """Why this SVG may not be published, with its line; empty where it only draws."""
    if len(data) > LARGEST:
        return f"the drawing has more than {LARGEST // 1_000_000} MB"
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except _Refused as refused:
        return f"{refused} (line {reader.parser.CurrentLineNumber} of the drawing)"
    except (expat.ExpatError, UnicodeError, ValueError, LookupError) as error:
        return f"the drawing is not well formed: {error}"
    return ""


class _Reader:
    """Looks at each part of the drawing as the parser meets it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.open: list[str] = []

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        if not self.open and (namespace, element) != (NAMESPACE, "svg"):
            raise _Refused(f"this is no SVG: it begins with <{element}>")
        if namespace != NAMESPACE and not (namespace in DESCRIBES and "metadata" in self.open):
            raise _Refused(f"it holds <{element}>, which is no part of a drawing")
        if namespace == NAMESPACE and element not in DRAWS:
            raise _Refused(f"it holds <{element}>, which can do more than draw")
        for attribute, value in attributes.items():
            _look(element, attribute.rpartition(" ")[2], value)
        self.open.append(element)

    def _end(self, name: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        if self.open and self.open[-1] == "style" and FOREIGN.search(text):
            raise _Refused("its style loads something or hides what it does")

    def _instruction(self, target: str, data: str) -> None:
        raise _Refused(f"it holds an instruction, <?{target}…?>")

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        if internal:
            raise _Refused("it defines entities of its own")


def _look(element: str, attribute: str, value: str) -> None:
    """Raise :class:`_Refused` where an attribute could run or load something."""
    if attribute.lower().startswith("on"):
        raise _Refused(f"it has a handler of events, {attribute}=…")
    if attribute.lower() in ("href", "src", "base", "from", "to", "values", "begin"):
        own = value.strip().startswith("#") or (element == "image" and RASTER.fullmatch(value.strip()))
        if not own:
            raise _Refused(f"it refers to something outside itself, {attribute}=“{value[:40]}”")
        return
    if SCRIPTED.search(value) or FOREIGN.search(value):
        raise _Refused(f"it loads something or hides what it does, {attribute}=“{value[:40]}”")
