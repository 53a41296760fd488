"""A large zip that costs what has changed in it: what was compressed for the last one is kept, entry by entry."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from retorno.project.files import NO_DAY, Entry
from sphinx_keyed_execution.kept_files import keep, kept

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
NEEDS, UNIX, UTF8, DEFLATED, STORED = 20, 3, 0x800, 8, 0
FILE = 0o100644 << 16


def pack_again(
    entries: Iterable[Entry], target: Path, known: Path, day: date = NO_DAY, stored: Iterable[str] = ()
) -> None:
    """Write a zip of *entries* in the order given, whose bytes depend on its content and *day* alone.

    What is compressed for it is kept at *known*, and taken from there for what has not changed. Those named in
    *stored* are not compressed. Each entry, and the whole, is smaller than 4 GB.
    """
    plain, before, now = set(stored), _read(known), {}
    places, written = [], 0
    with target.open("wb") as file:
        for name, content in entries:
            hashed = sha256(content).hexdigest()
            data = content if name in plain else before.get(hashed) or _deflated(content)
            if name not in plain:
                now[hashed] = data
            fields = _fields(name, content, data, name in plain, day)
            head = LOCAL + struct.pack("<H", NEEDS) + fields + struct.pack("<H", 0) + name.encode()
            file.write(head)
            file.write(data)
            places.append((name, fields, written))
            written += len(head) + len(data)
        start = written
        for name, fields, place in places:
            head = CENTRAL + struct.pack("<HH", UNIX << 8 | NEEDS, NEEDS) + fields
            head += struct.pack("<HHHHLL", 0, 0, 0, 0, FILE, place) + name.encode()
            file.write(head)
            written += len(head)
        count = len(places)
        file.write(END + struct.pack("<HHHHLLH", 0, 0, count, count, written - start, start, 0))
    if now != before:
        lengths = [(hashed, len(data)) for hashed, data in now.items()]
        keep(known, json.dumps(lengths).encode() + b"\n" + b"".join(now.values()))


def _fields(name: str, content: bytes, data: bytes, stored: bool, day: date) -> bytes:
    """What stands alike in both heads of an entry, from its flags to the length of its name."""
    return struct.pack(
        "<HHHHLLLH",
        0 if name.isascii() else UTF8,
        STORED if stored else DEFLATED,
        0,
        (max(day.year, NO_DAY.year) - 1980) << 9 | day.month << 5 | day.day,
        zlib.crc32(content),
        len(data),
        len(content),
        len(name.encode()),
    )


def _deflated(content: bytes) -> bytes:
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(content) + made.flush()


def _read(known: Path) -> dict[str, bytes]:
    """What was kept, by the hash of what it was before it was compressed."""
    content = kept(known)
    if content is None:
        return {}
    head, _, body = content.partition(b"\n")
    found, place = {}, 0
    for hashed, length in json.loads(head):
        found[hashed] = body[place : place + length]
        place += length
    return found
