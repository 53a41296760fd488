"""One module a publisher: how its bytes become observations.

Each has ``TYPES`` (the content types in which the publisher serves them) and
``read(content) -> list[Observation]``, which is pure and raises ``FormatError``; where the address
of the file changes, also ``find(page, address) -> str``: the file's address from the page that
lists it. A new publisher is a new module and a line in ``READERS``.

World Bank and Eurostat are here although no data set of the book is fetched from them yet: the
book promises its contributors that a table of theirs can be added by describing it, without
code, and the tests hold it to that.
"""

from __future__ import annotations

from types import ModuleType

from retorno.refresh.publishers import cbp, eurostat, undesa, unhcr, worldbank

READERS: dict[str, ModuleType] = {
    "cbp": cbp,
    "eurostat": eurostat,
    "undesa": undesa,
    "unhcr": unhcr,
    "worldbank": worldbank,
}
