"""When the publishers of data sets should have newer figures, and how old what the book has is.

``retorno:expected`` is the month from which a publisher, by the rhythm kept so far, should have figures
that the table lacks; or a word: the series has ended, or no rhythm is known. ``retorno:review_by`` is the
day by which somebody looks. Nothing here asks for today: what is said depends on the description alone,
so that a build of the same files says the same for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retorno.evidence.catalogue import DataSet
from retorno.evidence.periods import days

KEY = "expected"
ENDED, UNKNOWN = "ended", "unknown"
WORDS = (ENDED, UNKNOWN)
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


def month(data_set: DataSet) -> str:
    """The month from which newer figures are expected, as 2027-06; empty where there is none."""
    said = str(data_set.about(KEY))
    return said if MONTH.fullmatch(said) else ""


def is_behind(data_set: DataSet) -> bool:
    """Whether newer figures were to be expected when somebody last looked, and are still not in the table."""
    expected = month(data_set)
    return bool(expected) and expected <= str(data_set.about("checked"))[:7]


@dataclass(frozen=True)
class Age:
    """How old the tables of others are: days of looking in ISO 8601, data sets by name."""

    tables: int
    first_look: str
    last_look: str
    oldest: str
    """Of the series that go on, the data set whose figures end first; empty where none goes on."""
    behind: tuple[str, ...]


def age(data_sets: Iterable[DataSet]) -> Age | None:
    """How old the tables of other publishers are; None where there are none."""
    others = [one for one in data_sets if not one.is_own and one.about("checked")]
    if not others:
        return None
    looks = sorted(str(one.about("checked")) for one in others)
    going_on = [one for one in others if month(one) and one.about("coverage", {}).get("to")]
    oldest = min(going_on, key=_end, default=None)
    behind = tuple(one.name for one in others if is_behind(one))
    return Age(len(others), looks[0], looks[-1], oldest.name if oldest else "", behind)


def _end(data_set: DataSet) -> tuple[object, str]:
    return days(str(data_set.about("coverage")["to"]))[1], data_set.name


def faults(data_set: DataSet) -> Sequence[tuple[str, str]]:
    """What is wrong with what a data set expects, and what would be right."""
    if data_set.is_own or not data_set.about("refresh", {}).get("publisher"):
        return []
    right = f"a month such as 2027-06, “{ENDED}” for a series that has ended, or “{UNKNOWN}”"
    said = str(data_set.about(KEY))
    if not said:
        return [("it is not said when the next figures are expected", right)]
    return [] if said in WORDS or month(data_set) else [(f"“{said}” is no month", right)]
