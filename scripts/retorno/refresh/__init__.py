"""Fetching the data sets again from their publishers.

What a data set needs for that stands in its description, under ``retorno:refresh``::

    "publisher": "UNHCR",
    "how": "api",                     # file, api or by-hand
    "address": "https://…",           # the page that readers are sent to
    "file": "https://…",              # what is fetched, where that is another address
    "hosts": ["data.example.org"],    # other hosts to which the publisher may redirect
    "reader": "unhcr",                # a module of retorno.refresh.publishers
    "source": "unhcr-refugee-data",   # the key in references.bib is this and the month of retrieval
    "vintage": "month",               # or a fixed one, where the key of the table has a vintage
    "series": {
        "refugee-returns": {
            "pick": {"measure": "returned_refugees"},    # observations with these properties
            "place": "WLD",                              # or {"from": "origin"}
            "obtained": "published",
            "divide": 1000000, "decimals": 1,            # from the publisher's unit to the table's
            "least": 10,                                 # smaller sums are left out
            "file": "https://…"                          # where this series stands in a file of its own
        }                                                # or a list of such ways; the first that fits decides
    },
    "known_only": true,               # only places that the table has already
    "link": "nationwide-*.csv"        # which file of the page at “address”, for readers that find it there

A reader turns the publisher's bytes into :class:`Observation` objects, in the publisher's own
terms; ``series`` says which of them are summed into which rows. A new data set from a publisher
that has a reader needs no code. ``retorno:bounds`` says what a refresh may change by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Observation:
    """One number as the publisher gives it.

    ``period`` is ISO 8601 (2025, 2025-05); ``properties`` are what the number is about, such as
    component, origin or indicator; places are ISO 3166 alpha-3, ``WLD`` or ``M49_419``.
    """

    period: str
    value: float
    properties: Mapping[str, str]


class FormatError(ValueError):
    """The publisher's bytes are not in the form that the reader knows; the message says how."""


class Refused(Exception):
    """A refresh that leaves the table as it is; the message says why.

    ``acceptable`` tells whether whoever has looked at it may accept it.
    """

    def __init__(self, why: str, acceptable: bool = False) -> None:
        super().__init__(why)
        self.acceptable = acceptable
