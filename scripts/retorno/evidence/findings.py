"""What an analysis computed: a finding is one value with all that is needed to use it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from retorno.evidence.periods import days
from retorno.project.documents import unprintable

UNITS = {
    "percent": "%",
    "percentage points": "percentage points",
    "points": "points",
    "ratio": "times",
    "persons": "persons",
    "events": "events",
    "registrations": "registrations",
    "requests": "requests",
    "interviews": "interviews",
    "surveys": "surveys",
    "flights": "flights",
    "countries": "countries",
    "indicators": "indicators",
    "items": "items",
    "organisations": "organisations",
    "months": "months",
    "years": "years",
    "days": "days",
    "USD": "US dollars",
    "EUR": "euros",
    "MXN": "Mexican pesos",
    "HNL": "lempiras",
    "HTG": "gourdes",
    "votes": "votes",
    "year": "",
    "rank": "",
    "paragraph": "",
    "places": "places",
}
"""Every unit that a finding or a claim may have, and how it is said in English."""

COUNTED = ("persons", "events", "registrations", "requests", "interviews", "flights", "items", "organisations")
"""Units of counts. One may stand in for another where the register says why; a rate never may."""

QUANTITIES = ("stock", "flow", "change", "share", "count", "label")
"""What kind of quantity a value is: who is there (stock), who moved in a time (flow), by how much something
changed (change), a part of a whole (share), a number of things without a time (count), or a name, a date, a
place in an order (label)."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""The form of an id: lower-case words and numbers joined by hyphens."""

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
"""The form of a number in a table: digits, a point if need be, nothing between thousands."""


class FindingError(ValueError):
    """A value that cannot be a finding; the message says what would be right."""


@dataclass(frozen=True)
class Finding:
    """One computed value.

    ``value`` is a float in ``unit``, or a tuple of place codes when the unit is ``places``;
    ``precision`` is the step to which it is shown (0.1, 1, 100000); ``period`` is ISO 8601;
    ``datasets`` are the tables from which the value was computed.

    The rest is needed only of a finding with which a claim is compared: the kind of ``quantity``,
    the ``population`` counted, the ``base`` period of a change, and ``low`` and ``high`` where the
    value is an estimate with an interval.
    """

    id: str
    value: float | tuple[str, ...]
    unit: str
    precision: float
    statement: str
    period: str
    place: str = ""
    datasets: tuple[str, ...] = ()
    reported_by: str = ""
    """Bib key of the report, when the value is quoted and not computed."""

    quantity: str = ""
    population: str = ""
    base: str = ""
    low: float | None = None
    high: float | None = None
    sources: tuple[str, ...] = ()
    """Bib keys of the sources used, of a table that holds figures of many; empty for all of its sources."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data that survives JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Finding:
        """The finding that :meth:`as_dict` wrote."""
        value = data["value"]
        return cls(
            **{
                **data,
                "value": tuple(value) if isinstance(value, list | tuple) else value,
                "datasets": tuple(data["datasets"]),
                "sources": tuple(data.get("sources", ())),
            }
        )


def finding(
    id: str,
    value: Any,
    *,
    unit: str,
    precision: float,
    statement: str,
    period: str,
    place: str = "",
    datasets: tuple[str, ...] = (),
    reported_by: str = "",
    quantity: str = "",
    population: str = "",
    base: str = "",
    low: Any = None,
    high: Any = None,
    sources: Iterable[str] = (),
) -> Finding:
    """Make a finding, refusing what would later show as nonsense.

    Numpy scalars become plain numbers. Raises :class:`FindingError` for a missing value,
    an infinite one, a text, an array, an unknown unit, a precision that is not positive,
    an id that is not in kebab case, or an empty statement or period.
    """
    if not ID.fullmatch(id):
        raise FindingError(f"“{id}” is no id: use lower-case words joined by hyphens, as in darien-2024.")
    if unit not in UNITS:
        raise FindingError(f"{id}: “{unit}” is no known unit. Known are: {', '.join(UNITS)}.")
    if not statement.strip():
        raise FindingError(f"{id}: say in one sentence what the value counts (statement=…).")
    if not period.strip():
        raise FindingError(f"{id}: a figure without a period is not published (period='2025-05').")
    try:
        days(period)
        days(base or period)
    except ValueError as error:
        raise FindingError(f"{id}: {error}: a period is written as 2025, 2025-05 or 2025-01/2025-04.") from error
    if sign := unprintable(statement + population + place):
        raise FindingError(f"{id}: its words hold the sign {sign}, which cannot be printed.")
    if isinstance(precision, bool | str) or not 0 < precision < math.inf:
        raise FindingError(f"{id}: precision is the step of the last digit shown, such as 0.1 or 1000.")
    if quantity and quantity not in QUANTITIES:
        raise FindingError(f"{id}: “{quantity}” is no kind of quantity. Known are: {', '.join(QUANTITIES)}.")
    if base and quantity != "change":
        raise FindingError(f"{id}: only a change has a base (quantity='change').")
    plain, ends = _plain(id, value, unit), _interval(id, low, high)
    if isinstance(plain, float) and not (-math.inf if ends[0] is None else ends[0]) <= plain <= (
        math.inf if ends[1] is None else ends[1]
    ):
        raise FindingError(f"{id}: the value lies outside the interval from low to high.")
    return Finding(
        id,
        plain,
        unit,
        float(precision),
        statement.strip(),
        period,
        place,
        tuple(datasets),
        reported_by,
        quantity,
        population.strip(),
        base,
        *ends,
        sources=(sources,) if isinstance(sources, str) else tuple(sources),
    )


def _interval(id: str, low: Any, high: Any) -> tuple[float | None, float | None]:
    """The ends of the interval of an estimate, each None where there is none."""
    low, high = (None if end is None else _number(id, end) for end in (low, high))
    return low, high


def _plain(id: str, value: Any, unit: str) -> float | tuple[str, ...]:
    """*value* as a plain number, or as a tuple of codes where the unit is ``places``."""
    if unit == "places":
        codes = tuple(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes) else ()
        if not codes or not all(isinstance(code, str) and code.strip() for code in codes):
            raise FindingError(f"{id}: a finding in places is a list of country codes, such as ['USA', 'ESP'].")
        return codes
    return _number(id, value)


def _number(id: str, value: Any) -> float:
    """*value* as a plain number."""
    # A numpy truth value and a complex number would turn into floats without a word.
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if isinstance(value, str | bytes | bool) or kind in ("b", "c") or getattr(value, "ndim", False):
        raise FindingError(f"{id}: {value!r} is not one number; reduce it first, for example with .sum() or .item().")
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise FindingError(f"{id}: {value!r} is not a number.") from error
    if math.isnan(number) or math.isinf(number):
        raise FindingError(f"{id}: the value is missing or infinite; the table has no figure for that period.")
    return number
