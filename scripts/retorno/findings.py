"""What an analysis computed: a finding is one value with all that is needed to use it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

UNITS = {
    "percent": "%",
    "percentage points": "percentage points",
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
    "USD": "US dollars",
    "EUR": "euros",
    "votes": "votes",
    "places": "places",
}
"""Every unit that a finding or a claim may have, and how it is said in English."""

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
    ``datasets`` are the tables that the analysis had read when it recorded the value.
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
    if isinstance(precision, bool | str) or not 0 < precision < math.inf:
        raise FindingError(f"{id}: precision is the step of the last digit shown, such as 0.1 or 1000.")
    return Finding(
        id,
        _plain(id, value, unit),
        unit,
        float(precision),
        statement.strip(),
        period,
        place,
        tuple(datasets),
        reported_by,
    )


def _plain(id: str, value: Any, unit: str) -> float | tuple[str, ...]:
    """*value* as a plain number, or as a tuple of codes where the unit is ``places``."""
    if unit == "places":
        codes = tuple(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes) else ()
        if not codes or not all(isinstance(code, str) and code.strip() for code in codes):
            raise FindingError(f"{id}: a finding in places is a list of country codes, such as ['USA', 'ESP'].")
        return codes
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
