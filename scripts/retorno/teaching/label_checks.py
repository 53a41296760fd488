"""The words of teaching material of which there are only a few: verdicts of a test, levels, kinds of charts, codes.

The products look them up when they are made; one that is not among them would be told then, and without its file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from retorno.project.problems import Problem, nearest
from retorno.teaching.handouts.answer_key import TESTS
from retorno.teaching.plan_checks import OUTCOMES
from retorno.teaching.quiz.items import LEVELS
from retorno.teaching.slides.native_charts import CHARTS
from retorno.teaching.sources import FOLDER, RULE, Material

HOURS = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
LETTERS = re.compile(r"[A-Z]{2}")
"""What begins the codes of a kit."""

THREE = 3
"""Tests that a story is held against."""


def label_problems(material: Material) -> Iterator[Problem]:
    """Labels that no product knows."""
    for story in material.stories:
        yield from _story(story)
    file = f"{FOLDER}/exercises.yml"
    for id, entry in material.exercises.items():
        if entry.get("level"):
            yield from _one_of(file, id, "level", entry["level"], LEVELS)
        if entry.get("minutes") and not isinstance(entry["minutes"], int):
            yield Problem(file, 0, id, f"“{entry['minutes']}” is no number of minutes", "minutes: 20", RULE)
    for session in material.sessions.values():
        for slide in session.slides:
            if isinstance(slide, Mapping) and isinstance(chart := slide.get("chart"), Mapping):
                yield from _one_of(session.file, session.id, "kind of chart", chart.get("kind", ""), CHARTS)
    seen: dict[str, str] = {}
    file = f"{FOLDER}/kits.yml"
    for kit in material.kits.values():
        if not HOURS.fullmatch(kit.starts):
            yield Problem(file, 0, kit.id, f"“{kit.starts}” is no time of day", 'hours and minutes, as "09:00"', RULE)
        if not LETTERS.fullmatch(kit.letters):
            right = "two capitals, as HD"
            yield Problem(file, 0, kit.id, f"“{kit.letters}” cannot begin a code", right, RULE)
        if seen.setdefault(kit.letters, kit.id) != kit.id:
            wrong = f"“{kit.letters}” are the letters of {seen[kit.letters]} too"
            yield Problem(file, 0, kit.id, wrong, "letters of its own for each kit: codes begin with them", RULE)


def double_problems(material: Material) -> Iterator[Problem]:
    """Cards of one name, options of one text, and sheets that nobody hands out."""
    cards = (("stories", "name", material.stories), ("roles", "title", material.roles))
    for kind, key, entries in (*cards, ("statements", "text", material.statements)):
        seen: set[str] = set()
        for entry in entries:
            name = str(entry.get(key, "")).strip()
            if name in seen:
                wrong = f"two of the {kind} have the {key} “{name[:60]}”"
                yield Problem(f"{FOLDER}/{kind}.yml", 0, name[:40], wrong, "one of its own for each card", RULE)
            seen.add(name)
    for file, item in material.items:
        id, options = str(item.get("id", "")), item.get("options") or []
        texts = [
            str(option[1]).strip().casefold() for option in options if isinstance(option, list) and len(option) > 1
        ]
        if len(set(texts)) < len(texts):
            twice = next(text for text in texts if texts.count(text) > 1)
            yield Problem(file, 0, id, f"two options say “{twice}”", "another text for one of the two", RULE)
        yield from _one_of(file, id, "outcome", item.get("outcome"), OUTCOMES)
    used = {name for kit in material.kits.values() for name in kit.sheets}
    used |= {name for session in material.sessions.values() for name in session.sheets}
    for sheet in material.sheets.values() if material.kits else ():
        if sheet.id not in used and sheet.kind != "form":
            wrong = "no kit and no session hands this sheet out"
            yield Problem(
                sheet.file, 0, sheet.id, wrong, "its id under “sheets” of a kit or a session, or no sheet", RULE
            )


def _story(story: Mapping[str, Any]) -> Iterator[Problem]:
    file, name, tests = f"{FOLDER}/stories.yml", str(story.get("name", "")), story.get("tests") or []
    if not isinstance(tests, list) or len(tests) != THREE:
        yield Problem(file, 0, name, "the story is not held against three tests", f"[{', '.join(TESTS)}]", RULE)
        return
    for test in tests:
        yield from _one_of(file, name, "outcome of a test", test, TESTS)


def _one_of(file: str, place: str, what: str, said: object, known: Collection[str]) -> Iterator[Problem]:
    if str(said) not in known:
        wrong = f"“{said}” is no {what}.{nearest(str(said), known)}"
        yield Problem(file, 0, place, wrong, f"one of {', '.join(known)}", RULE)
