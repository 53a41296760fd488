"""One item of the quiz as every export takes it: words with their numbers in them, and reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retorno.project.problems import Problem
from retorno.teaching.sources import RULE

KINDS = ("choice", "multiple", "numeric")
LEVELS = ("remember", "understand", "apply", "analyse")


@dataclass(frozen=True)
class Option:
    """One answer to choose, whether it is right, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Item:
    """An item, made: ``stem`` and options as HTML; for ``numeric`` an answer with its tolerance and mistakes.

    ``options`` of a numeric item are mistakes that people make, as numbers in ``text``.
    """

    id: str
    kind: str
    stem: str
    options: tuple[Option, ...]
    outcome: str
    chapter: str
    level: str
    language: str
    numbers: dict[str, str]
    answer: float | None = None
    tolerance: float = 0.0
    answer_text: str = ""
    why: str = ""
    unit: str = ""
    graded: bool = False

    @property
    def rights(self) -> tuple[Option, ...]:
        """The right options."""
        return tuple(option for option in self.options if option.right)


@dataclass(frozen=True)
class Retired:
    """An item that the build does not give out, and why."""

    id: str
    why: str


def item_fault(file: str, source: Mapping[str, Any], seen: set[str]) -> Problem | None:
    """What keeps a *source* from being an item; its id joins those that were *seen*."""
    id = str(source.get("id", ""))
    wrong, right = _fault(source, id, seen)
    seen.add(id)
    return Problem(file, 0, id, f"{id or 'an item'}: {wrong}", right, RULE) if wrong else None


def _fault(source: Mapping[str, Any], id: str, seen: set[str]) -> tuple[str, str]:
    if not id or id in seen:
        return ("the id stands here twice" if id else "there is no id"), "one id for each item"
    for name in ("stem", "outcome", "chapter", "level"):
        if not source.get(name):
            return f"there is no {name}", f"a line “{name}: …”"
    if source["level"] not in LEVELS:
        return f"“{source['level']}” is no level", ", ".join(LEVELS)
    kind = source.get("kind", "choice")
    if kind not in KINDS:
        return f"“{kind}” is no kind of item", ", ".join(KINDS)
    if kind == "numeric":
        return _numeric_fault(source)
    options = source.get("options") or []
    if len(options) < 2 or any(len(option) != 3 or not str(option[2]).strip() for option in options):
        return "an option has no reason", "each option as [right or wrong, text, why]"
    rights = sum(option[0] == "right" for option in options)
    if (kind == "choice" and rights != 1) or rights == 0:
        return f"{rights} of its options are right", "one right option, or kind: multiple"
    return "", ""


def _numeric_fault(source: Mapping[str, Any]) -> tuple[str, str]:
    """What keeps a question whose answer is a number from having one right answer."""
    if not source.get("answer") or not source.get("why"):
        return "it has no answer, or no why", "both"
    asked = [str(source["answer"]), *(str(mistake[0]) for mistake in source.get("mistakes", ()) if mistake)]
    plain = [" ".join(one.split()) for one in asked]
    if twice := next((one for number, one in enumerate(plain) if one in plain[:number]), ""):
        what = "the answer is one of the mistakes as well" if twice == plain[0] else "two mistakes are the same"
        return f"{what}: “{twice}”", "a calculation of its own for each"
    if CHANGE.search(str(source.get("stem", ""))) and plain[0].split()[0] in NO_CHANGE:
        return f"it asks by how much something changed, and the answer is “{plain[0]}”", "answer: change … …"
    if backwards := _backwards(plain[0]):
        return (
            f"the change goes from {backwards[0]} to {backwards[1]}, which is earlier",
            "the earlier of the two first",
        )
    return "", ""


def _backwards(calculation: str) -> tuple[str, str] | None:
    """The two numbers of a change whose names differ by their years alone, where the first is the later."""
    operation, *names = calculation.partition("=")[0].split()
    if operation != "change" or len(names) != 2:
        return None
    first, second = (YEAR.findall(name) for name in names)
    same = YEAR.sub("", names[0]) == YEAR.sub("", names[1])
    return (names[0], names[1]) if same and first > second else None


YEAR = re.compile(r"(?:19|20)\d\d")
CHANGE = re.compile(r"\bby how (?:many per ?cent|much)\b", re.I)
NO_CHANGE = ("left", "wrong-base", "backwards", "share", "ratio")
"""Calculations that are no change from the first to the second."""
