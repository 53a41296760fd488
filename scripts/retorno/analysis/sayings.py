"""Texts that an analysis makes of its numbers, with how they were made.

An analysis runs once, and every edition says the same in its own language. So a text with a number
in it is a template with named places: ``fill("{count} in {month}", count=number(…), month=period(…))``.
What comes back is plain English text, which a chart or a table can hold; how it was made is noted
beside it and handed over with the outputs of the cell, so that an edition can make it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from retorno.evidence.findings import FindingError
from retorno.evidence.templates import Saying, filled, names, parts
from retorno.evidence.wording import ENGLISH


class Sayings:
    """What one notebook has said so far, by the text that it gave."""

    def __init__(self) -> None:
        self.said: dict[str, Saying] = {}
        self._told: set[str] = set()

    def news(self) -> dict[str, Saying]:
        """What has been said since this was last asked."""
        fresh = {text: saying for text, saying in self.said.items() if text not in self._told}
        self._told.update(fresh)
        return fresh

    def number(self, value: float, precision: float, unit: str = "") -> str:
        """*value* at *precision* as readers expect it: “8,725”, “−92.6%” with the unit ``percent``."""
        given = float(value), float(precision), unit
        return self._noted(ENGLISH.number(*given), {"number": list(given)})

    def period(self, when: Any, short: bool = False) -> str:
        """A month, a day or a span of either (ISO 8601, or a date of pandas, told as its month): “May 2025”."""
        iso = when if isinstance(when, str) else f"{when:%Y-%m}"
        return self._noted(ENGLISH.period(iso, short), {"period": iso, "short": short})

    def fill(self, template: str, **places: object) -> str:
        """*template* with its named places filled.

        A place takes what ``number``, ``period`` or ``fill`` gave, another text of the book, a
        whole number, which is written as it is, or a list of any of these, joined by “; ”.
        Raises ``FindingError`` where the places of the template are not those that are given.
        """
        named = names(template)
        if named != places.keys():
            raise FindingError(
                f"the template “{template}” has the places {', '.join(sorted(named)) or 'none'}, "
                f"and given are {', '.join(sorted(places)) or 'none'}: the same names stand in both."
            )
        told = {name: self._part(given) for name, given in places.items()}
        return self._noted(filled(template, told), {"template": template, "places": told})

    def joined(self, texts: Iterable[object], between: str = "; ") -> str:
        """*texts* as one, with the mark *between* them."""
        told = [self._part(part) for part in texts]
        return self._noted(between.join(told), {"parts": told, "between": between})

    def _part(self, given: object) -> str:
        if isinstance(given, str):
            return given
        return self.joined(given) if isinstance(given, list | tuple) else str(given)

    def _noted(self, text: str, saying: Saying) -> str:
        if all(len(part) < len(text) for part in parts(saying)):  # else it says no more than one of its parts
            self.said.setdefault(text, saying)
        return text
