"""A figure of the book: what an analysis gives of it, and the pictures that are drawn of that."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from retorno.evidence.periods import latest_end
from sphinx_keyed_execution.inputs import digest

TIMES = frozenset({"period", "year", "fiscal_year", "month", "date", "day", "start", "end"})
"""What the columns of a figure's table are called that say when, in small letters."""

FIRST_OF_MONTH = re.compile(r"\d{4}-\d\d-01", re.ASCII)


@dataclass(frozen=True)
class Figure:
    """A figure with its words, its table and its drawings.

    ``below`` are the lines inside the picture, ``drawings`` the specifications of the pictures (wide,
    narrow) without the words around them, ``specification`` the Vega-Lite for browsers (None where
    nothing is interactive), ``csv`` the table behind the chart. ``svg`` are the pictures, by the names
    of their drawings; none before they are drawn.
    """

    id: str
    title: str
    caption: str
    alt: str
    source: str
    vintage: str
    below: tuple[str, ...]
    datasets: tuple[str, ...]
    csv: str
    drawings: Mapping[str, Any]
    specification: Mapping[str, Any] | None
    svg: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, without the pictures where there are none yet."""
        told = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}
        return told if self.svg else {name: value for name, value in told.items() if name != "svg"}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Figure:
        """The figure that :meth:`as_dict` told."""
        return cls(**{**told, "below": tuple(told["below"]), "datasets": tuple(told["datasets"])})

    @property
    def summary(self) -> Summary:
        """What of it decides whether it is still the same."""
        words = (self.title, self.caption, self.alt, self.source, self.vintage)
        return Summary(digest(json.dumps([dict(self.svg), self.csv])), digest(repr(words)), self._reach())

    def _reach(self) -> str:
        """How far in time its table goes; days that are all the first of a month stand for months."""
        rows = list(csv.DictReader(self.csv.splitlines()))
        columns = [[row[name] or "" for row in rows] for name in rows[0] if name.lower() in TIMES] if rows else []
        return latest_end(iso for cells in columns for iso in _as_months(cells))


def _as_months(days: list[str]) -> list[str]:
    return [day[:7] for day in days] if all(FIRST_OF_MONTH.fullmatch(day) for day in days) else days


@dataclass(frozen=True)
class Summary:
    """A figure in short: hashes of what is drawn and of the words around it, and how far in time its table goes."""

    drawn: str
    words: str
    to: str = ""


GIVEN = frozenset(one.name for one in fields(Figure)) - {"svg"}
"""The parts that an analysis gives."""
