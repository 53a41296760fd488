"""Eurostat: the statistics interface, as JSON-stat 2.0.

Real format, as documented by Eurostat and at json-stat.org: ``https://ec.europa.eu/eurostat/api/
dissemination/statistics/1.0/data/migr_eirtn?format=JSON&lang=EN&…`` answers a data set with ``id``
(the dimensions in order), ``size``, ``dimension`` (for each: ``category.index``, an object from
code to position or a list of codes) and ``value``: the cells in row-major order, as a list with
nulls or, where few are filled, as an object from position to number. The period is the dimension
``time``; places are in ``geo``, as alpha-2 with EL and UK. An error is an object with ``error``.
"""

from __future__ import annotations

import json
from itertools import product
from typing import Any

from retorno.refresh import FormatError, Observation
from retorno.refresh.codes import from_alpha2
from retorno.refresh.quarters import as_interval

TYPES = ("application/json",)

PLACES = {"geo", "citizen"}
"""The dimensions whose codes are places."""


def read(content: bytes) -> list[Observation]:
    """One observation for each cell that has a number."""
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise FormatError(f"this is no JSON: {error}") from error
    if not isinstance(answer, dict) or "error" in answer:
        raise FormatError(f"Eurostat answers: {str(answer)[:200]}")
    try:
        names = [str(name) for name in answer["id"]]
        categories = [answer["dimension"][name]["category"] for name in names]
        codes = [_codes(category["index"]) for category in categories]
        if [len(of) for of in codes] != list(answer["size"]) or "time" not in names:
            raise FormatError("the sizes do not fit the dimensions, or there is no dimension “time”")
        cells = answer["value"]
    except (KeyError, TypeError) as error:
        raise FormatError(f"this is no JSON-stat data set: {error} is missing") from error
    found = []
    for position, combination in enumerate(product(*codes)):
        value = _cell(cells, position)
        if value is not None:
            properties = dict(zip(names, combination, strict=True))
            for name, code, category in zip(names, combination, categories, strict=True):
                if label := category.get("label", {}).get(code):
                    properties[f"{name} label"] = str(label)
            for name in PLACES & properties.keys():
                properties[name] = from_alpha2(properties[name])
            found.append(Observation(as_interval(properties.pop("time")), float(value), properties))
    return found


def _codes(index: Any) -> list[str]:
    """The codes of a dimension in the order of their positions."""
    if isinstance(index, dict):
        return [str(code) for code, _ in sorted(index.items(), key=lambda one: int(one[1]))]
    return [str(code) for code in index]


def _cell(cells: Any, position: int) -> Any:
    if isinstance(cells, dict):
        return cells.get(str(position))
    return cells[position] if position < len(cells) else None
