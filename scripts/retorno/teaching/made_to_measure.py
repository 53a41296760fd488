"""A course to measure: for each audience and each length a plan that fills its minutes exactly.

All plans are made by the build, so that the page that offers them only shows what was tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from retorno.project.problems import ContentError, Problem
from retorno.teaching.plan_parts import Session
from retorno.teaching.sources import FOLDER, RULE, Material

LENGTHS = (60, 90, 120, 150, 180, 210, 240, 300, 360, 420)
"""The lengths that can be chosen, in minutes, breaks included."""

OPENING, CLOSING = "opening-short", "closing-short"
LONGEST_STRETCH, BREAK = 110, 15
"""After how many minutes of work there is a break, and how long it is."""

LUNCH_FROM, LUNCH = 360, 60
"""From which length on one break is a lunch."""


@dataclass(frozen=True)
class Part:
    """A part of a plan: a session, a break, or time to talk."""

    minutes: int
    kind: str
    session: str = ""


def plan(audience: dict[str, Any], minutes: int, sessions: dict[str, Session]) -> list[Part]:
    """The plan for *audience* in exactly *minutes*: what serves them first, breaks, and what is left to talk.

    Raises ``KeyError`` with the name of a session that does not exist.
    """
    chosen: list[str] = []
    for name in audience["sessions"]:
        if _length([*chosen, name], minutes, sessions) <= minutes:
            chosen.append(name)
    parts = _parts(chosen, minutes, sessions)
    spare = minutes - sum(part.minutes for part in parts)
    return [*parts[:-1], *([Part(spare, "talk")] if spare else []), parts[-1]]


def _length(names: list[str], minutes: int, sessions: dict[str, Session]) -> int:
    return sum(part.minutes for part in _parts(names, minutes, sessions))


def _parts(names: list[str], minutes: int, sessions: dict[str, Session]) -> list[Part]:
    """Opening, the sessions *names* with a break where one is due, closing."""
    made, stretch, eaten = [Part(sessions[OPENING].minutes, "session", OPENING)], sessions[OPENING].minutes, False
    for name in names:
        length = sessions[name].minutes
        if stretch and stretch + length > LONGEST_STRETCH and stretch > sessions[OPENING].minutes:
            lunch = minutes >= LUNCH_FROM and not eaten and sum(part.minutes for part in made) >= minutes * 0.35
            made.append(Part(LUNCH, "lunch") if lunch else Part(BREAK, "break"))
            stretch, eaten = 0, eaten or lunch
        made.append(Part(length, "session", name))
        stretch += length
    return [*made, Part(sessions[CLOSING].minutes, "session", CLOSING)]


def plans(material: Material) -> Iterator[tuple[str, int, list[Part]]]:
    """Every plan: the id of the audience, the minutes, and its parts."""
    for audience in material.audiences:
        for minutes in LENGTHS:
            try:
                yield str(audience["id"]), minutes, plan(audience, minutes, material.sessions)
            except KeyError as error:
                wrong = f"{audience.get('id')} names {error}, which does not exist"
                file = f"{FOLDER}/audiences.yml"
                raise ContentError(Problem(file, 0, str(audience.get("id")), wrong, "a session", RULE)) from error
