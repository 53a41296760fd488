"""Setting one piece of the book with WeasyPrint, and taking from its PDF what a whole book is bound of."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from retorno.site.printing import typefaces
from retorno.site.printing.pdf_objects import DOCUMENT, FONTS, PAGES, REFERENCE, Bookmark, Face, Number, Part, Piece

STYLE = Path(__file__).with_name("print.css")
VARIANT = "pdf/ua-1"
"""Tagged for screen readers; WeasyPrint checks what it can of that standard."""

BOOK = "book:"
"""How the address of a place in the book begins that another piece may hold."""

COUNTED_FROM = 1_023_456_789
"""The number of the first page of each piece, which nothing else bears: it is found, and replaced by that in the
book. Its ten digits are those of which other numbers are made."""

COUNTER = f"@page :first {{ counter-reset: page {COUNTED_FROM} }}"
PIXEL = 0.75
"""Points in a pixel of CSS."""

TEXT = re.compile(rb"<([0-9a-f]+)>")
PLACE = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")
FACE = re.compile(rb"/(\w+) ([\d.]+) Tf")


def set_piece(html: str, base: str, prefix: str, style: str = "") -> tuple[Piece, list[str]]:
    """Set the text *html*, whose pictures are found from *base*; gives the piece, and what WeasyPrint told of it.

    *prefix* makes the names of its table headings different from those of other pieces. With a *style* that is
    not the book's its pages are numbered as that says, and not as pages of what it is bound into.
    """
    import weasyprint

    known, names = typefaces.of_the_book()
    sheets = [names, weasyprint.CSS(filename=STYLE), weasyprint.CSS(string=COUNTER)]
    if style:
        sheets = [weasyprint.CSS(string=style)]
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("file", "data") if base else ("data",))
    told = _Told()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(told)
    found: list[Piece] = []
    try:
        weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher).write_pdf(
            font_config=known,
            stylesheets=sheets,
            pdf_variant=VARIANT,
            finisher=lambda document, pdf: found.append(_taken(document, pdf, prefix, counted=not style)),
        )
    finally:
        logger.removeHandler(told)
    return found[0], told.lines


def _taken(document: Any, pdf: Any, prefix: str, counted: bool) -> Piece:
    """What pages and tags need of *pdf*, without fonts, outline and all else that a file has once."""
    piece = Piece()
    objects = pdf.objects
    root = objects[_number(pdf.catalog["StructTreeRoot"])]
    element, mapping = root["K"][0], objects[_number(root["ParentTree"])]
    page_numbers = pdf.pages["Kids"][::3]
    fixed = {pdf.pages.number: PAGES, root.number: DOCUMENT}
    fixed |= {
        _number(one["Font"]): FONTS for one in objects if isinstance(one, dict) and isinstance(one.get("Font"), bytes)
    }
    objects[_number(element)]["S"] = "/Part"
    for one in objects:
        if isinstance(one, dict):
            _make_movable(one, piece.links, prefix)
    for number, page in zip(page_numbers, document.pages, strict=True):
        piece.numbers.append(_split_at_number(pdf, objects[number], page.width, document) if counted else None)
    leaf = _parents(pdf, mapping["Nums"])
    contents = _reachable(objects, [leaf, _number(element), *page_numbers], fixed)
    new = {number: place for place, number in enumerate(contents)}

    def renamed(found: re.Match[bytes]) -> bytes:
        if found[1] is None or found[2] != b"0":
            return found[0]
        number = int(found[1])
        return b"%d 1 R" % fixed[number] if number in fixed else b"%d 0 R" % new[number]

    later = {number.object for number in piece.numbers if number}
    for number, (value, data) in contents.items():
        piece.parts.append(Part(None) if number in later else Part(REFERENCE.sub(renamed, value), data))
    piece.pages = [new[number] for number in page_numbers]
    piece.element, piece.parents = new[_number(element)], new[leaf]
    piece.numbers = [number and Number(**{**vars(number), "object": new[number.object]}) for number in piece.numbers]
    where = {reference: place for place, reference in enumerate(pdf.page_references)}
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for name, (page, _, x, y, _) in zip(named[::2], named[1::2], strict=True):
        piece.anchors[name.string] = where[page], x, y
    for place, page in enumerate(document.pages):
        for level, label, (x, y), _ in page.bookmarks:
            piece.outline.append(Bookmark(level, label, place, x * PIXEL, (page.height - y) * PIXEL))
    piece.faces = {font.hash: Face(font.family, font.weight, font.style, {}) for font in document.fonts.values()}
    for font in document.fonts.values():
        glyphs = piece.faces[font.hash].glyphs
        glyphs |= {str(glyph): (font.widths[glyph], text) for glyph, text in sorted(font.to_unicode.items())}
    del objects[3:]  # what WeasyPrint writes from here on is read by nobody
    return piece


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _make_movable(value: dict[str, Any], links: list[str], prefix: str) -> None:
    """Write the references of :mod:`pdf_objects` into an object, and names that no other piece has."""
    import pydyf

    if value.get("Subtype") == "/Link":
        address = value["Dest"].string if "Dest" in value else value["A"]["URI"].string
        if "Dest" in value or address.startswith(BOOK):
            name = unquote(address.removeprefix(BOOK))
            value.pop("Dest", None)
            value["A"] = b"%d 3 R" % len(links)
            value["Contents"] = pydyf.String(name)
            links.append(name)
        value["StructParent"] = b"%d 2 R" % value["StructParent"]
    elif value.get("Type") == "/Page":
        value["StructParents"] = b"%d 2 R" % value["StructParents"]
    elif value.get("Type") == "/StructElem":
        if "ID" in value:
            value["ID"] = pydyf.String(f"{prefix}-{value['ID'].string}")
        if isinstance(of_cell := value.get("A"), dict) and "Headers" in of_cell:
            # Several cells share these texts: each is written anew, and none is changed.
            of_cell["Headers"] = pydyf.Array(pydyf.String(f"{prefix}-{one.string}") for one in of_cell["Headers"])


def _parents(pdf: Any, numbers: list[Any]) -> int:
    """The object that leads from marked content to tags, as a leaf of the tree that the whole file has."""
    import pydyf

    keys, values = numbers[::2], numbers[1::2]
    written: list[Any] = []
    for key, value in zip(keys, values, strict=True):
        written += [b"%d 2 R" % key, value]
    limits = pydyf.Array([b"%d 2 R" % keys[0], b"%d 2 R" % keys[-1]])
    leaf = pydyf.Dictionary({"Limits": limits, "Nums": pydyf.Array(written)})
    pdf.add_object(leaf)
    return int(leaf.number)


def _split_at_number(pdf: Any, page: Any, across: float, document: Any) -> Number | None:
    """Divide what is drawn on *page* before and behind its number, which another object draws."""
    import pydyf

    drawn = pdf.objects[_number(page["Contents"])]
    shown = str(COUNTED_FROM + pdf.pages["Kids"][::3].index(page.number))
    for index in range(len(drawn.stream) - 1, 1, -1):
        line = drawn.stream[index]
        if not (isinstance(line, bytes) and line.endswith(b"TJ")):
            continue
        place, face = PLACE.fullmatch(_bytes(drawn.stream[index - 2])), FACE.fullmatch(_bytes(drawn.stream[index - 1]))
        if not place or not face:
            continue
        font = next(font for font in document.fonts.values() if font.hash == face[1].decode())
        glyphs = [int(hexed[at : at + 4], 16) for hexed in TEXT.findall(line) for at in range(0, len(hexed), 4)]
        if "".join(font.to_unicode.get(glyph, "") for glyph in glyphs) != shown:
            continue
        before = pydyf.Stream(drawn.stream[: index - 2], compress=True)
        number = pydyf.Stream()
        after = pydyf.Stream(drawn.stream[index + 1 :], compress=True)
        for one in (before, number, after):
            pdf.add_object(one)
        page["Contents"] = pydyf.Array([before.reference, number.reference, after.reference])
        size = float(face[2])
        width = sum(font.widths[glyph] for glyph in glyphs) * size / 1000
        return Number(number.number, float(place[1]), float(place[2]), width, across, font.hash, size)
    return None


def _bytes(line: Any) -> bytes:
    return line if isinstance(line, bytes) else b""


Content = tuple[bytes, bytes | None]
"""An object as its value and, of a stream, what follows."""


def _reachable(objects: list[Any], roots: Iterable[int], fixed: dict[int, int]) -> dict[int, Content]:
    """The objects that *roots* refer to, directly or by others, but for those that are *fixed*, by their numbers."""
    found: dict[int, Content] = {}
    waiting = list(roots)
    while waiting:
        number = waiting.pop()
        if number in found or number in fixed:
            continue
        found[number] = value, _ = _content(objects[number])
        waiting += [int(one[1]) for one in REFERENCE.finditer(value) if one[1] and one[2] == b"0"]
    return dict(sorted(found.items()))


def _content(value: Any) -> Content:
    import pydyf

    data: bytes = value.data
    if not isinstance(value, pydyf.Stream):
        return data, None
    head, mark, rest = data.partition(b"\nstream\n")
    return head, mark + rest


class _Told(logging.Handler):
    """Keeps what WeasyPrint says: of the book, of itself and of its libraries."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        print(record.getMessage(), file=sys.stderr)  # into the log
