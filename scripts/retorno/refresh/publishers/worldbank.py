"""World Bank: the indicators interface, version 2, as JSON.

Real format, as documented by the Bank and its users: ``https://api.worldbank.org/v2/country/all/
indicator/SM.POP.TOTL?format=json&per_page=20000`` answers a list of two: first ``page``, ``pages``,
``per_page``, ``total``, ``lastupdated``; then a list of items with ``indicator`` (``id``,
``value``), ``country``, ``countryiso3code``, ``date`` (a year), ``value`` (a number or null),
``unit``, ``obs_status``, ``decimal``. An error is a list of one with ``message``, served with
status 200. Aggregates come beside countries, with codes such as WLD and LCN.
"""

from __future__ import annotations

import json

from retorno.refresh import FormatError, Observation

TYPES = ("application/json",)


def read(content: bytes) -> list[Observation]:
    """One observation for each item that has a value."""
    try:
        answer = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise FormatError(f"this is no JSON: {error}") from error
    if not isinstance(answer, list) or not answer or not isinstance(answer[0], dict):
        raise FormatError("the answer is no list that begins with its pages")
    if "message" in answer[0]:
        told = "; ".join(str(one.get("value", one)) for one in answer[0]["message"])
        raise FormatError(f"the World Bank answers: {told}")
    if len(answer) < 2 or not isinstance(answer[1], list):
        raise FormatError("the answer has no items")
    if int(answer[0].get("pages") or 1) > 1:
        raise FormatError(
            f"the answer has {answer[0]['pages']} pages and one was fetched: give the address a higher per_page"
        )
    try:
        return [
            Observation(
                str(item["date"]),
                float(item["value"]),
                {"indicator": str(item["indicator"]["id"]), "place": str(item["countryiso3code"])},
            )
            for item in answer[1]
            if item["value"] is not None
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"an item lacks date, value, indicator or countryiso3code: {error!r}") from error
