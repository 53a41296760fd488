"""One item of the quiz as every export takes it: words with their numbers in them, and reasons."""

from __future__ import annotations

from dataclasses import dataclass

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
