"""How a source is named on a sheet that has no bibliography: author, year; and its title, where there is room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pybtex.database import Entry, parse_string

BRACES = re.compile(r"[{}\\]")

LONGEST = 60
"""The longest name of a body that is written out; a longer one is cut at a word."""


@lru_cache(maxsize=4)
def _entries(path: Path) -> Mapping[str, Entry]:
    return dict(parse_string(path.read_text(encoding="utf-8"), "bibtex").entries)


@lru_cache(maxsize=4)
def labels(path: Path) -> Mapping[str, str]:
    """The label of each key of the bibliography at *path*: “IOM 2008”, “Schweitzer 2022”."""
    return {key: label(entry) for key, entry in _entries(path).items()}


@lru_cache(maxsize=4)
def titles(path: Path) -> Mapping[str, str]:
    """The title of each key of the bibliography at *path*."""
    return {key: _title(entry.fields.get("title", "")) for key, entry in _entries(path).items()}


def _title(written: str) -> str:
    """A title as readers see it: without braces, with the quotation marks that BibTeX writes in its own way."""
    return BRACES.sub("", written).replace("``", "“").replace("''", "”")


def label(entry: Entry) -> str:
    """Author and year of one entry; the short name of the author where the bibliography gives one, as on the pages."""
    year = entry.fields.get("year", "no year")
    if short := entry.fields.get("shortauthor", ""):
        return f"{BRACES.sub('', short)} {year}"
    authors = [_name(person) for person in entry.persons.get("author", [])]
    named = (
        authors[0]
        if len(authors) == 1
        else " and ".join(authors)
        if len(authors) == 2
        else f"{authors[0]} et al."
        if authors
        else "Anonymous"
    )
    return f"{named} {year}"


def _name(person: object) -> str:
    last = " ".join([*getattr(person, "prelast_names", []), *getattr(person, "last_names", [])]) or str(person)
    text = BRACES.sub("", last)
    text = {"International Organization for Migration": "IOM"}.get(text, text)
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " …"
