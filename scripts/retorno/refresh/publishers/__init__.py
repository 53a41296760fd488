"""One module a publisher: how its bytes become observations.

Each has ``TYPES`` (the content types in which the publisher serves them) and
``read(content) -> list[Observation]``, which is pure and raises ``FormatError``; where the address
of the file changes, also ``find(page, address, link) -> str``: the address, from the page that lists it,
of the file that is named like *link*. A new publisher is a
new module and a line in ``READERS``.

The OECD is here although no data set of the book is fetched from it: what the book has of the OECD
stands in a report, as shares printed there. A table of its interface can be added by describing it,
without code, and the tests hold the reader to that.
"""

from __future__ import annotations

from types import ModuleType

from retorno.refresh.publishers import cbp, eurostat, oecd, undesa, unhcr, worldbank

READERS: dict[str, ModuleType] = {
    "cbp": cbp,
    "eurostat": eurostat,
    "oecd": oecd,
    "undesa": undesa,
    "unhcr": unhcr,
    "worldbank": worldbank,
}
