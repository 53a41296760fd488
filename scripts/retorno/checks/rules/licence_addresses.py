"""Name, address and title of a licence speak of the same licence.

Whoever uses the data reads one of the three in data/datapackage.json, and must not be told two things: a name that
says CC-BY-4.0 over the address of another version, or over a title that says MIT, leaves them with no licence at all.
Where the text of each licence stands is in `policy/words/licence-addresses.toml`; one that is not there may have any
address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import FILE, data_sets, line_of
from retorno.checks.reading.word_lists import listed, lists
from retorno.project.problems import Problem

SEVERITY = "error"
SPELT_OUT = {"Creative Commons": "CC"}
"""Families of licences that titles spell out, by how their names begin."""

VERSION = re.compile(r"\b\d\.\d\b")


def check(content: Content) -> Iterator[Problem]:
    """Compare the three in each licence of each data set."""
    known, addresses = listed(content, "licences"), lists(content, "licence-addresses")
    families = {name.split("-")[0] for name in known}
    for data_set in data_sets(content):
        line = line_of(content, data_set.name, "licenses")
        for licence in data_set.described.get("licenses", []):
            name, path, title = (str(licence.get(key, "")) for key in ("name", "path", "title"))
            if name in known:
                for wrong, right in (*_address(name, path, addresses), *_title(name, title, families)):
                    told = f"the licence is called {name}, and its {wrong}"
                    yield Problem(FILE, line, f"{data_set.name}, licenses", told, right)


def _address(name: str, path: str, addresses: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    bare = re.sub(r"^https?://(?:www\.)?", "", path.casefold())
    meant = max((one for one in addresses if bare.startswith(one)), key=len, default="")
    own = next((one for one, names in addresses.items() if name in names), "")
    right = f"name, path and title of one licence; that of {name} is at https://{own or '…'}"
    if meant and name not in addresses[meant]:
        yield f"address is that of {' or '.join(addresses[meant])}", right
    elif own and not meant:
        yield f"address is {path or 'missing'}", right


def _title(name: str, title: str, families: set[str]) -> Iterator[tuple[str, str]]:
    said = {one for one in families if re.search(rf"\b{re.escape(one)}\b", title)}
    said |= {family for words, family in SPELT_OUT.items() if words in title}
    versions = VERSION.findall(title)
    if (said and name.split("-")[0] not in said) or (
        versions and VERSION.search(name) and not any(one in name for one in versions)
    ):
        yield f"title is “{title}”", f"name, path and title of one licence; or a title that says {name} in words"
