"""Binding pieces that were set by themselves into one PDF: page numbers, outline, links, tags, faces and metadata."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import md5

from retorno.site.printing import pdf_objects
from retorno.site.printing.pdf_metadata import PRODUCER, metadata
from retorno.site.printing.pdf_objects import (
    CATALOG,
    DOCUMENT,
    FIRST,
    FONTS,
    INFO,
    METADATA,
    NAMES,
    OUTLINES,
    PAGES,
    PARENTS,
    STRUCTURE,
    Bookmark,
    Face,
    Number,
    Part,
    Piece,
    Placed,
    Target,
)

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"

Place = Callable[[Piece, int, Target, str], Placed]
"""How a piece is placed: as :func:`pdf_objects.place`, with a text that says in which of its links it can differ."""


Fonts = Sequence[tuple[int, Part]]
"""The objects that PDF has for typefaces, each with a number of its own, the last of them the dictionary of all."""


@dataclass(frozen=True)
class Bound:
    """What a PDF says of itself. *whole* is the file, seen from this one, to which links lead that leave it."""

    title: str
    author: str
    description: str
    language: str
    day: str
    whole: str = ""


def lost_links(pieces: Iterable[Piece]) -> list[str]:
    """The places to which links of *pieces* lead, and which none of them has."""
    pieces = list(pieces)
    known = {name for piece in pieces for name in piece.anchors}
    return sorted({name for piece in pieces for name in piece.links} - known)


def bind(pieces: Sequence[Piece], faces: dict[str, Face], fonts: Fonts, bound: Bound, place: Place) -> bytes:
    """The PDF of *pieces*, with the objects *fonts* of all their *faces* (:mod:`typefaces`)."""
    bases, base = [], FIRST
    for piece in pieces:
        bases.append(base)
        base += pdf_objects.span(piece)
    inside = {name for piece in pieces for name in piece.anchors}
    file, table = bytearray(HEADER), bytearray(pdf_objects.entry(0, 0, 65535))
    tail = _Tail(base)
    _shared(tail, pieces, bases, fonts, bound)
    rows = bytearray(pdf_objects.entry(0, 0, 0) * (FIRST - 1))
    first_page = 1
    for piece, at in zip(pieces, bases, strict=True):
        outside = " ".join(sorted(set(piece.links) - inside))
        placed = place(piece, at, _target(piece, inside, bound.whole), f"{outside} {bound.whole if outside else ''}")
        rows += placed.table(len(file))
        file += placed.body
        _draw_numbers(tail, piece, at, first_page, faces)
        first_page += len(piece.pages)
    table += rows
    _write_tail(file, table, tail, md5(file, usedforsecurity=False).hexdigest())
    return bytes(file)


class _Tail:
    """The objects that no piece has: those that a file has once, those of faces and outline, and numbers of pages."""

    def __init__(self, base: int) -> None:
        self.next = base
        self.values: dict[int, bytes] = {}
        self.streams: dict[int, bytes] = {}

    def number(self) -> int:
        """A number that is free."""
        self.next += 1
        return self.next - 1


def _target(piece: Piece, inside: set[str], whole: str) -> Target:
    import pydyf

    def target(link: int) -> bytes:
        name = piece.links[link]
        place = pydyf.String(name).data
        if name in inside:
            return b"<</S/GoTo/D %b>>" % place
        return b"<</S/GoToR/F %b/D %b>>" % (pydyf.String(whole).data, place)

    return target


def _shared(tail: _Tail, pieces: Sequence[Piece], bases: list[int], fonts: Fonts, bound: Bound) -> None:
    """The objects that each file has once."""
    import pydyf

    text = lambda words: pydyf.String(words).data  # noqa: E731
    pages = [base + number for piece, base in zip(pieces, bases, strict=True) for number in piece.pages]
    elements = [base + piece.element for piece, base in zip(pieces, bases, strict=True)]
    parents = [base + piece.parents for piece, base in zip(pieces, bases, strict=True)]
    values = tail.values
    values[PAGES] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), _references(pages))
    values[DOCUMENT] = b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (STRUCTURE, _references(elements))
    values[STRUCTURE] = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R>>" % (DOCUMENT, PARENTS)
    values[PARENTS] = b"<</Kids[%b]>>" % _references(parents)
    _fonts(tail, fonts)
    moment = b"(D:%b000000Z)" % bound.day.replace("-", "").encode()
    values[INFO] = b"<</Producer %b/Title %b/Author %b/Subject %b/CreationDate %b/ModDate %b>>" % (
        text(PRODUCER),
        text(bound.title),
        text(bound.author),
        text(bound.description),
        moment,
        moment,
    )
    tail.streams[METADATA] = metadata(vars(bound))
    values[NAMES] = _names(pieces, bases)
    outlined = _outline(tail, pieces, bases)
    values[CATALOG] = (
        b"<</Type/Catalog/Pages %d 0 R/Lang %b/Names<</Dests %d 0 R>>/StructTreeRoot %d 0 R/Metadata %d 0 R"
        b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>%b>>"
    ) % (
        PAGES,
        text(bound.language),
        NAMES,
        STRUCTURE,
        METADATA,
        b"/PageMode/UseOutlines/Outlines %d 0 R" % OUTLINES if outlined else b"",
    )


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _fonts(tail: _Tail, fonts: Fonts) -> None:
    numbers = {number: tail.number() for number, _ in fonts[:-1]} | {fonts[-1][0]: FONTS}

    def renamed(value: bytes) -> bytes:
        return pdf_objects.REFERENCE.sub(
            lambda found: found[0] if found[1] is None else b"%d 0 R" % numbers[int(found[1])], value
        )

    for number, part in fonts:
        value = renamed(part.value or b"")
        if part.stream is not None:
            tail.streams[numbers[number]] = value + part.stream
        else:
            tail.values[numbers[number]] = value


def _names(pieces: Sequence[Piece], bases: list[int]) -> bytes:
    """The places that links may lead to; a name that two pieces have leads to the first."""
    import pydyf

    places: dict[str, bytes] = {}
    for piece, base in zip(pieces, bases, strict=True):
        for name, (page, x, y) in piece.anchors.items():
            places.setdefault(name, b"[%d 0 R/XYZ %.2f %.2f 0]" % (base + piece.pages[page], x, y))
    return b"<</Names[%b]>>" % b"".join(pydyf.String(name).data + places[name] for name in sorted(places))


def _outline(tail: _Tail, pieces: Sequence[Piece], bases: list[int]) -> bool:
    """The outline of all pieces: an entry stands below the last before it with a smaller level."""
    import pydyf

    entries: list[tuple[int, Bookmark, int]] = [
        (tail.number(), bookmark, base + piece.pages[bookmark.page])
        for piece, base in zip(pieces, bases, strict=True)
        for bookmark in piece.outline
    ]
    above: list[tuple[int, int]] = []  # level and number of the entries that are open
    parent: dict[int, int] = {}
    children: dict[int, list[int]] = {OUTLINES: []}
    for number, bookmark, _ in entries:
        while above and above[-1][0] >= bookmark.level:
            above.pop()
        parent[number] = above[-1][1] if above else OUTLINES
        children.setdefault(parent[number], []).append(number)
        above.append((bookmark.level, number))
    beside = {number: (row, row.index(number)) for row in children.values() for number in row}
    for number, bookmark, page in entries:
        row, index = beside[number]
        value = b"<</Title %b/Parent %d 0 R/Dest[%d 0 R/XYZ %.2f %.2f 0]" % (
            pydyf.String(bookmark.label).data,
            parent[number],
            page,
            bookmark.x,
            bookmark.y,
        )
        value += b"/Prev %d 0 R" % row[index - 1] if index else b""
        value += b"/Next %d 0 R" % row[index + 1] if index + 1 < len(row) else b""
        if below := children.get(number):  # closed, so that chapters are seen at a glance
            value += b"/First %d 0 R/Last %d 0 R/Count %d" % (below[0], below[-1], -len(below))
        tail.values[number] = value + b">>"
    if top := children[OUTLINES]:
        tail.values[OUTLINES] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (top[0], top[-1], len(top))
    return bool(top)


def _draw_numbers(tail: _Tail, piece: Piece, base: int, first: int, faces: dict[str, Face]) -> None:
    """Draw the numbers of the pages of *piece*, the first of which is page *first*."""
    for page, number in enumerate(piece.numbers, start=first):
        if number:
            tail.streams[base + number.object] = _drawn(number, str(page), faces[number.face])


def _drawn(number: Number, shown: str, face: Face) -> bytes:
    """A number, where another one stood: as far to the left, in the middle or to the right."""
    glyphs = {text: (int(glyph), width) for glyph, (width, text) in face.glyphs.items()}
    spare = number.width - sum(glyphs[digit][1] for digit in shown) * number.size / 1000
    middle = number.x + number.width / 2 - number.across / 2
    shift = spare / 2 if abs(middle) < 2 else spare if middle > 0 else 0
    hexed = b"".join(b"%04x" % glyphs[digit][0] for digit in shown)
    drawn = b"1 0 0 -1 %.4f %.4f Tm\n/%b %.6f Tf\n<%b> Tj" % (
        number.x + shift,
        number.y,
        number.face.encode(),
        number.size,
        hexed,
    )
    return b"<</Length %d>>\nstream\n%b\nendstream" % (len(drawn), drawn)


def _write_tail(file: bytearray, table: bytearray, tail: _Tail, identity: str) -> None:
    """Write the objects of *tail*, and the *table* of all objects of the file."""
    width = sum(pdf_objects.ROW)
    packs: list[list[tuple[int, bytes]]] = []
    for index, item in enumerate(sorted(tail.values.items())):
        if index % pdf_objects.PACKED == 0:
            packs.append([])
        packs[-1].append(item)
    packed = {tail.number(): pack for pack in packs}
    last = tail.number()
    table += bytes(width) * (last + 1 - len(table) // width)

    def row(number: int, kind: int, second: int, third: int) -> None:
        table[number * width : (number + 1) * width] = pdf_objects.entry(kind, second, third)

    for number, pack in packed.items():
        tail.streams[number] = pdf_objects.object_stream(pack)
        for index, (member, _) in enumerate(pack):
            row(member, 2, number, index)
    for number, content in sorted(tail.streams.items()):
        row(number, 1, len(file), 0)
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    row(last, 1, start := len(file), 0)
    entries = b"/Type/XRef/W[%d %d %d]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
        *pdf_objects.ROW,
        last + 1,
        CATALOG,
        INFO,
        identity.encode(),
        identity.encode(),
    )
    file += b"%d 0 obj\n%b\nendobj\n" % (last, pdf_objects.stream(entries, zlib.compress(bytes(table))))
    file += b"startxref\n%d\n%%%%EOF\n" % start
