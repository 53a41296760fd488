"""What a plan is made of: kits, their blocks and sessions, the steps of these, sheets and cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    """What the trainer does in some minutes."""

    minutes: int
    text: str


@dataclass(frozen=True)
class Session:
    """One block of work: its minutes, what it serves, what is needed, what to do, and what goes wrong."""

    id: str
    title: str
    minutes: int
    outcomes: tuple[str, ...]
    assesses: tuple[str, ...]
    pages: tuple[str, ...]
    materials: tuple[str, ...]
    steps: tuple[Step, ...]
    goes_wrong: tuple[str, ...]
    debrief: tuple[str, ...]
    content_note: str
    sheets: tuple[str, ...]
    cases: tuple[str, ...]
    cards: tuple[str, ...]
    slides: tuple[dict[str, Any], ...]
    file: str


@dataclass(frozen=True)
class Sheet:
    """A page or two to hand out; ``kind`` says to whom, ``key`` is what the trainer alone sees."""

    id: str
    title: str
    kind: str
    text: str
    key: str
    file: str
    copies: str = ""
    """How many are printed, where that is not one for each person, or for a poster one."""
    tall: bool = False
    """Whether the rows of its tables leave room for a sentence by hand."""


@dataclass(frozen=True)
class Case:
    """An invented case: facts, a time line, what is known and unknown, decisions with notes."""

    id: str
    title: str
    about: str
    content_note: str
    facts: tuple[str, ...]
    timeline: tuple[tuple[str, str], ...]
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    decisions: tuple[tuple[str, str], ...]
    trainer: str


@dataclass(frozen=True)
class Block:
    """A part of a day: a session, or a break of some minutes."""

    minutes: int
    session: Session | None = None
    name: str = ""


@dataclass(frozen=True)
class Kit:
    """All that one trainer needs for one day or meeting."""

    id: str
    letters: str
    title: str
    page: str
    starts: str
    minutes: int
    prepares: int
    audience: str
    objectives: tuple[str, ...]
    blocks: tuple[Block, ...]
    cases: tuple[str, ...]
    sheets: tuple[str, ...]
    cards: tuple[str, ...]
    forms: bool = True
    """Whether the forms belong to it; of a course in several parts, to the first and the last."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """How many of a sheet, or of a kind of cards, are printed, by its id, where that is not what is said elsewhere."""
    course: str = ""
    """The course of which it is a part: sign-in sheet and certificate are for the whole of it."""

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions, without breaks."""
        return tuple(block.session for block in self.blocks if block.session)

    def clock(self) -> Iterator[tuple[str, Block]]:
        """Each block with the time at which it begins, as ``09:20``."""
        hours, minutes = map(int, self.starts.split(":"))
        now = hours * 60 + minutes
        for block in self.blocks:
            yield f"{now // 60:02}:{now % 60:02}", block
            now += block.minutes
