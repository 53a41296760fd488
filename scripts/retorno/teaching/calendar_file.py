"""A calendar file for a kit: each session an entry, on a day that the trainer then moves."""

from __future__ import annotations

from collections.abc import Iterator

from retorno.evidence.wording import Words
from retorno.teaching.plan_parts import Kit

DAY = "20270104"
"""A Monday; calendars let one move all entries of a file, and the description says so."""


def calendar(kit: Kit, words: Words, stamp: str) -> str:
    """The iCalendar text (RFC 5545) of *kit*; *stamp* is the date of the edition, ``20261125``."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Retorno//Teaching//EN",
        f"X-WR-CALNAME:{_text(words.say(kit.title))}",
    ]
    for number, (start, block) in enumerate(kit.clock(), 1):
        title = words.say(block.session.title) if block.session else words.say(block.name.capitalize())
        lines += [
            "BEGIN:VEVENT",
            f"UID:{kit.id}-{number}@retorno",
            f"DTSTAMP:{stamp}T000000Z",
            f"DTSTART:{DAY}T{start.replace(':', '')}00",
            f"DURATION:PT{block.minutes}M",
            f"SUMMARY:{_text(title)}",
            f"DESCRIPTION:{_text(words.say('Move all entries of this file to your own day.'))}",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """*line* in pieces of at most 75 bytes, as the standard asks, none inside a letter."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > 74:
            yield piece
            piece = " "
        piece += letter
    yield piece
