"""UNHCR: the Refugee Data Finder's interface for programs, as JSON.

Real format, as documented at api.unhcr.org/docs and read in public programs that use it (answers
themselves were not recorded): ``https://api.unhcr.org/population/v1/solutions/`` (and
``population/``) answers ``{"page": 1, "maxPages": 1, "items": […]}``. An item has ``year``,
``coo_iso`` and ``coa_iso`` (alpha-3 with ``cf_type=ISO``), and the measures: returned_refugees,
resettlement, naturalisation, returned_idps; or refugees, asylum_seekers, idps and others. Without
``coo`` and ``coa`` the interface sums over them and writes “-” for the countries. Numbers come as
numbers or as text; “-” stands for not applicable. A page holds at most ``limit`` items.
"""

from __future__ import annotations

import json
from typing import Any

from retorno.refresh import FormatError, Observation

TYPES = ("application/json",)

NOT_MEASURES = {"year", "coo", "coo_id", "coo_name", "coo_iso", "coa", "coa_id", "coa_name", "coa_iso"}


def read(content: bytes) -> list[Observation]:
    """One observation for each item and measure that has a number."""
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise FormatError(f"this is no JSON: {error}") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
        raise FormatError("the answer has no list “items”")
    if int(answer.get("maxPages") or 1) > 1:
        raise FormatError(
            f"the answer has {answer['maxPages']} pages and one was fetched: give the address a higher limit"
        )
    return [found for item in answer["items"] for found in _observations(item)]


def _observations(item: Any) -> list[Observation]:
    if not isinstance(item, dict) or not str(item.get("year", "")).isdigit():
        raise FormatError(f"an item has no year: {str(item)[:80]}")
    places = {"origin": _place(item.get("coo_iso")), "asylum": _place(item.get("coa_iso"))}
    return [
        Observation(str(item["year"]), number, {**places, "measure": name})
        for name, cell in item.items()
        if name not in NOT_MEASURES and (number := _number(cell)) is not None
    ]


def _place(code: Any) -> str:
    return "WLD" if code in (None, "", "-") else str(code)


def _number(cell: Any) -> float | None:
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return cell
    return int(cell) if str(cell).isdigit() else None
