"""The objects of a PDF as a piece that can be put at any place in another PDF.

A PDF is a list of numbered objects that refer to each other by number. A *piece* holds those of a few
pages, numbered from nought, with three kinds of reference in the form that PDF has for them, told
apart by what PDF calls the generation, which is always nought in what is written:

- ``12 0 R`` is object 12 of the same piece;
- ``2 1 R`` is object 2 of the whole file, one of :data:`SHARED`;
- ``7 2 R`` is no reference: it is the number that comes 7 after the place of the piece;
- ``3 3 R`` is where link 3 of the piece leads, which the whole file decides.

Placing a piece writes its objects with their numbers in that file, most of them packed and compressed.
A piece at the same place has the same bytes, so that what was placed can be kept.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

CATALOG, PAGES, DOCUMENT, FONTS, STRUCTURE, PARENTS, INFO, METADATA, OUTLINES, NAMES = range(1, 11)
"""The numbers of the objects that a whole file has once; pieces refer to the second to the fourth."""

FIRST = 64
"""The place of the first piece."""

ROUND = 256
"""Places are multiples of this, so that a piece that grows a little moves no other."""

PACKED = 200
"""How many objects are compressed together."""

ROW = (1, 4, 2)
"""Bytes of the three fields of a row in the table of objects."""

REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|\b(\d+) ([0-3]) R\b", re.S)
"""A text, which is passed over, or a reference."""

Target = Callable[[int], bytes]
"""Where a link of a piece leads: an action."""


@dataclass(frozen=True)
class Part:
    """One object: its value, and of a stream what follows its dictionary; neither of one that comes later."""

    value: bytes | None
    stream: bytes | None = None


@dataclass(frozen=True)
class Number:
    """Where the number of a page is drawn: from *x* on, *width* wide, on the baseline *y*; all in pixels.

    The page is so many pixels *across*.
    """

    object: int
    x: float
    y: float
    width: float
    across: float
    face: str
    size: float


@dataclass(frozen=True)
class Bookmark:
    """One entry of the outline: its level from 1, and the page and point to which it leads."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass
class Face:
    """One typeface as a piece uses it: the *glyphs* by number, each with its width and its text."""

    family: str
    weight: int
    style: int
    glyphs: dict[str, tuple[float, str]]


@dataclass
class Piece:
    """Some pages that were set, ready to be placed."""

    pages: list[int] = field(default_factory=list)
    """The objects that are pages, in their order."""

    numbers: list[Number | None] = field(default_factory=list)
    """For each page where its number stands; ``None`` if it shows none."""

    element: int = 0
    """The object at the top of the tags."""

    parents: int = 0
    """The object that leads from marked content to tags."""

    anchors: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    """Page and point of each place that a link may lead to, by its name in the book."""

    links: list[str] = field(default_factory=list)
    """The names of the places in the book to which links lead."""

    outline: list[Bookmark] = field(default_factory=list)
    faces: dict[str, Face] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def packed(self) -> bytes:
        """The piece as bytes, for :func:`unpacked`."""
        told = asdict(self)
        told["parts"] = [
            [-1 if part.value is None else len(part.value), -1 if part.stream is None else len(part.stream)]
            for part in self.parts
        ]
        body = b"".join((part.value or b"") + (part.stream or b"") for part in self.parts)
        return json.dumps(told).encode() + b"\n" + body

    @property
    def size(self) -> int:
        """How many numbers the objects take, with those of the packs."""
        plain = sum(part.value is not None and part.stream is None for part in self.parts)
        return len(self.parts) + -(-plain // PACKED)


def unpacked(content: bytes) -> Piece:
    """A piece from what :meth:`Piece.packed` gave."""
    head, _, body = content.partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    place = 0

    def taken(length: int) -> bytes | None:
        nonlocal place
        if length < 0:
            return None
        place += length
        return body[place - length : place]

    told["parts"] = [Part(taken(value), taken(stream)) for value, stream in told["parts"]]
    told["numbers"] = [number and Number(**number) for number in told["numbers"]]
    told["outline"] = [Bookmark(**bookmark) for bookmark in told["outline"]]
    told["faces"] = {
        name: Face(**{**face, "glyphs": {glyph: (width, text) for glyph, (width, text) in face["glyphs"].items()}})
        for name, face in told["faces"].items()
    }
    told["anchors"] = {name: (page, x, y) for name, (page, x, y) in told["anchors"].items()}
    return Piece(**told)


def packed_parts(objects: Iterable[tuple[int, bytes]]) -> bytes:
    """Some objects, each with its number, as bytes for :func:`numbered_parts`."""
    listed = list(objects)
    head = json.dumps([[number, len(data)] for number, data in listed]).encode()
    return head + b"\n" + b"".join(data for _, data in listed)


def numbered_parts(content: bytes) -> list[tuple[int, Part]]:
    """The objects that :func:`packed_parts` packed."""
    head, _, body = content.partition(b"\n")
    made, place = [], 0
    for number, length in json.loads(head):
        value, mark, rest = body[place : place + length].partition(b"\nstream\n")
        made.append((number, Part(value, mark + rest if mark else None)))
        place += length
    return made


@dataclass(frozen=True)
class Placed:
    """The objects of a piece with their numbers: their bytes, and their rows in the table of objects."""

    body: bytes
    rows: bytes
    streams: list[tuple[int, int]]
    """Row and offset in the body of each object that stands by itself, since the table needs the offset in the file."""

    def table(self, start: int) -> bytes:
        """The rows, for a body that begins at *start* in the file."""
        rows, width = bytearray(self.rows), sum(ROW)
        for row, offset in self.streams:
            rows[row * width : (row + 1) * width] = entry(1, start + offset, 0)
        return bytes(rows)

    def packed(self) -> bytes:
        """As bytes, for :func:`placed_from`."""
        head = json.dumps([len(self.rows), self.streams]).encode()
        return b"\n".join([head, self.rows + self.body])

    @classmethod
    def unpacked(cls, content: bytes) -> Placed:
        """What :meth:`packed` gave."""
        head, _, body = content.partition(b"\n")
        length, streams = json.loads(head)
        return cls(body[length:], body[:length], [(row, offset) for row, offset in streams])


def entry(kind: int, second: int, third: int) -> bytes:
    """One row of the table of objects."""
    return b"".join(value.to_bytes(width, "big") for value, width in zip((kind, second, third), ROW, strict=True))


def span(piece: Piece) -> int:
    """How many numbers are kept for *piece*."""
    return -(-piece.size // ROUND) * ROUND


def numbered(value: bytes, base: int, target: Target) -> bytes:
    """The *value* of an object of a piece at *base*."""

    def written(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        number, kind = int(found[1]), found[2]
        if kind == b"0":
            return b"%d 0 R" % (base + number)
        if kind == b"1":
            return b"%d 0 R" % number
        return b"%d" % (base + number) if kind == b"2" else target(number)

    return REFERENCE.sub(written, value)


def place(piece: Piece, base: int, target: Target) -> Placed:
    """Place *piece* at *base*."""
    empty = entry(0, 0, 0)
    rows = [empty] * span(piece)
    body, streams = bytearray(), []
    waiting: list[tuple[int, bytes]] = []
    pack = len(piece.parts)

    def stand(row: int, content: bytes) -> None:
        streams.append((row, len(body)))
        body.extend(b"%d 0 obj\n%b\nendobj\n" % (base + row, content))

    def close_pack() -> None:
        nonlocal pack
        if waiting:
            stand(pack, object_stream([(base + row, value) for row, value in waiting]))
            for index, (row, _) in enumerate(waiting):
                rows[row] = entry(2, base + pack, index)
            pack += 1
            waiting.clear()

    for row, part in enumerate(piece.parts):
        if part.value is None:
            continue
        value = numbered(part.value, base, target)
        if part.stream is not None:
            stand(row, value + part.stream)
            continue
        waiting.append((row, value))
        if len(waiting) == PACKED:
            close_pack()
    close_pack()
    return Placed(bytes(body), b"".join(rows), streams)


def object_stream(objects: Sequence[tuple[int, bytes]]) -> bytes:
    """Several objects, each with its number, compressed together."""
    offsets, place = [], 0
    for number, value in objects:
        offsets.append(f"{number} {place}")
        place += len(value) + 1
    head = " ".join(offsets).encode()
    data = zlib.compress(head + b"\n" + b"\n".join(value for _, value in objects))
    return stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head) + 1), data)


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream of compressed *data*, with *entries* in its dictionary."""
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)
