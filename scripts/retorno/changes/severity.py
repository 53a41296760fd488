"""What changed between two states of the book, and how much it matters.

Severity, by this rule and no other:

``major``
    the verdict on a claim is another; a finding changed by fifteen per cent of its former value
    or more, changed its sign, or is another list of places; a claim's published value was
    corrected; a finding or a claim is gone; the same inputs gave another result.
``moderate``
    a finding changed by one per cent or more; what a finding counts (unit, period, place,
    statement) or what a claim's row says was corrected; a verdict holds in another manner;
    rows of a table, a figure, a data set or a chapter are gone.
``minor``
    any other change of a number, and what was added or renamed, redrawn or corrected.
``text``
    words alone.

A chapter or a data set counts as much as the gravest change in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from retorno.changes.states import Entry
from retorno.evidence.findings import UNITS
from retorno.evidence.wording import ENGLISH, SYMBOLS

MAJOR, MODERATE, MINOR, TEXT = "major", "moderate", "minor", "text"
SEVERITIES = (MAJOR, MODERATE, MINOR, TEXT)
MUCH, SOME = 0.15, 0.01
"""Shares of the former value from which a change is major, and moderate."""

KINDS = ("verdict", "finding", "claim", "figure", "data set", "chapter")


@dataclass(frozen=True)
class Change:
    """One thing that changed.

    ``what`` is one of moved, restated, corrected, completed, changed, added, removed, renamed; ``before`` and
    ``after`` are what readers saw and see; ``by`` is the difference in the unit and in per cent;
    ``why`` are causes (see :mod:`retorno.changes.causes`); ``pages`` show it; ``details`` say more.
    """

    kind: str
    id: str
    what: str
    severity: str
    before: str = ""
    after: str = ""
    by: str = ""
    why: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Report:
    """Everything that changed, the gravest first."""

    changes: tuple[Change, ...] = field(default_factory=tuple)

    @classmethod
    def of(cls, changes: Iterable[Change]) -> Report:
        """The changes in the order in which they are told."""
        return cls(
            tuple(sorted(changes, key=lambda one: (KINDS.index(one.kind), SEVERITIES.index(one.severity), one.id)))
        )

    @property
    def severity(self) -> str:
        """The gravest severity, or ``none``."""
        return gravest(one.severity for one in self.changes) if self.changes else "none"

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {"severity": self.severity, "changes": [one.as_dict() for one in self.changes]}


def gravest(severities: Iterable[str]) -> str:
    """The gravest of *severities*; ``text`` if there are none."""
    return min(severities, key=SEVERITIES.index, default=TEXT)


def by_size(before: float, after: float) -> str:
    """The severity of a number that changed."""
    if before == 0 or (before > 0) != (after > 0):
        return MAJOR
    share = abs(after - before) / abs(before)
    return MAJOR if share >= MUCH else MODERATE if share >= SOME else MINOR


def shown(computed: Entry | None) -> str:
    """A computed value as readers see it."""
    if computed is None:
        return "nothing"
    if isinstance(computed["value"], list | tuple):
        return ", ".join(computed["value"])
    return ENGLISH.number(computed["value"], computed["precision"], computed["unit"])


def difference(before: Entry, after: Entry) -> str:
    """By how much a computed value changed: “+1.2 percentage points (+2.4%)”, “−190 events (−18.8%)”."""
    old, new = before["value"], after["value"]
    if isinstance(old, list | tuple) or isinstance(new, list | tuple) or before["unit"] != after["unit"]:
        return ""
    change = new - old
    unit = "percentage points" if after["unit"] == "percent" else after["unit"]
    # Fine enough to show two digits of a change with a fraction, even where readers see none of it.
    fine = 1.0 if float(change).is_integer() else 10.0 ** (math.floor(math.log10(abs(change))) - 1)
    step = min(after["precision"], fine)
    text = _signed(ENGLISH.number(change, step, unit))
    if unit not in SYMBOLS:
        text = f"{text} {UNITS.get(unit, unit)}"
    return f"{text} ({percent(old, new)})" if old else text


def percent(before: float, after: float) -> str:
    """The change in per cent of the former value, with its sign."""
    share = 100 * (after - before) / abs(before)
    step = 0.1 if abs(share) >= 0.05 else 10.0 ** (math.floor(math.log10(abs(share))) - 1)
    return _signed(ENGLISH.number(share, step, "percent"))


def _signed(text: str) -> str:
    return text if text.startswith("−") else f"+{text}"
