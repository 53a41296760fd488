"""How to cite the book, a page of it, or a figure: as a sentence and as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retorno.evidence.wording import ENGLISH, Words
from retorno.project.documents import yaml_document
from retorno.project.problems import ContentError, Problem

FILE = "CITATION.cff"


def read_citation(root: Path) -> dict[str, Any]:
    """What ``CITATION.cff`` states of the work in *root*; nothing where there is no such file.

    Raises :class:`ContentError` where it is no YAML, or one of the keys that the book uses holds
    something of another kind.
    """
    if not (root / FILE).exists():
        return {}
    stated = yaml_document(root / FILE, FILE, "citation-file")
    if not isinstance(stated, dict):
        raise ContentError(Problem(FILE, 0, "", "the file holds no keys", "lines of the form “key: value”"))
    if wrong := [
        Problem(FILE, 0, key, f"“{stated[key]}” is no {called}", right)
        for key, (called, fits, right) in KEYS.items()
        if key in stated and not fits(stated[key])
    ]:
        raise ContentError(wrong)
    return stated


def _is_date(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


KEYS: dict[str, tuple[str, Callable[[Any], bool], str]] = {
    "title": ("title", _is_text, "text in double quotes"),
    "url": ("address", _is_text, "an address that begins with https://"),
    "repository-code": ("address", _is_text, "an address that begins with https://"),
    "version": (
        "version",
        lambda value: isinstance(value, str | int | float),
        "the number of the release, such as 0.1.0",
    ),
    "date-released": ("date", _is_date, "a date such as 2026-11-22"),
    "authors": (
        "list of authors",
        lambda value: isinstance(value, list) and bool(value) and all(_name(entry).strip() for entry in value),
        "a list of entries with family-names and given-names, or with name",
    ),
}
"""The keys that the book uses: what each holds, how that is told from other things, what would be right."""


@dataclass(frozen=True)
class Work:
    """The book as it is cited; ``released`` is an ISO date or empty, ``address`` ends without a slash or is empty.

    ``title`` is what a part of the book names it by, ``full_title`` has what stands behind the colon too.
    """

    title: str
    authors: tuple[str, ...]
    year: str
    released: str = ""
    version: str = ""
    address: str = ""
    full_title: str = ""

    @classmethod
    def of(cls, root: Path, title: str, author: str, copyright: str) -> Work:
        """The work in *root*: as ``CITATION.cff`` states it, and as the settings of the book do where it is silent."""
        stated = read_citation(root)
        # The repository of the source is not where the pages are.
        address = str(stated.get("url") or "")
        released = str(stated.get("date-released") or "")
        year = re.search(r"\d{4}", released or copyright)
        authors = tuple(name for entry in stated.get("authors") or [] if (name := _name(entry)))
        return cls(
            title=str(stated.get("title") or title).split(":")[0],
            full_title=str(stated.get("title") or ""),
            authors=tuple(name.removeprefix("The ") for name in authors or (author,)),
            year=year[0] if year else "n.d.",
            released=released,
            version=str(stated.get("version") or ""),
            address="" if address == stated.get("repository-code") else address.rstrip("/"),
        )

    def edition(self, words: Words = ENGLISH) -> str:
        """Which edition was read: “Version 1.0, 22 November 2026”, or an empty string."""
        version = words.say("Version {version}", version=self.version) if self.version else ""
        parts = [version, words.period(self.released) if self.released else ""]
        return ", ".join(filter(None, parts))

    def where(self, path: str) -> str:
        """The address of *path* on the web, or the path itself where the book has no address yet."""
        return f"{self.address}/{path}".rstrip("/") if self.address else path


@dataclass(frozen=True)
class Citation:
    """One citation in its two forms."""

    text: str
    bibtex: str


def book(work: Work, words: Words = ENGLISH) -> Citation:
    """How to cite the whole book."""
    given = {**_whole(work, words), "book": work.full_title or work.title}
    told = words.say("{people} ({year}). {book}.", **given)
    cited = " ".join(part for part in (told, _ending(work, "", words)) if part)
    return Citation(cited, _entry("book", work, "", {"title": given["book"]}, "", words))


def page(work: Work, title: str, path: str, words: Words = ENGLISH) -> Citation:
    """How to cite the page *title* at *path* (from the root of the site)."""
    told = words.say("{people} ({year}). “{title}”, in {book}.", title=title, **_whole(work, words))
    fields = {"title": title, "booktitle": work.title}
    return Citation(
        f"{told} {_ending(work, path, words)}", _entry("incollection", work, Path(path).stem, fields, path, words)
    )


def figure(work: Work, number: int, title: str, path: str, source: str, words: Words = ENGLISH) -> Citation:
    """How to cite figure *number*; *source* credits who published the data, in *words*."""
    publishers = source.removeprefix(words.say(SOURCE).partition("{")[0]).rstrip(".")
    told = words.say(
        "{people} ({year}). “{title}” (figure {number}), in {book}. Data: {source}.",
        title=title,
        number=number,
        source=publishers,
        **_whole(work, words),
    )
    note = words.say("Figure {number}. Data: {source}", number=number, source=publishers)
    fields = {"title": title, "booktitle": work.title, "note": note}
    name = path.rpartition("#figure-")[2]
    return Citation(f"{told} {_ending(work, path, words)}", _entry("incollection", work, name, fields, path, words))


def data_set(work: Work, publishers: str, title: str, path: str, words: Words = ENGLISH) -> Citation:
    """How to cite a data set: who published the figures first, then who compiled them."""
    whole = _whole(work, words)
    told = words.say(
        "{publishers}. “{title}”, compiled by {people} ({year}), in {book}.",
        publishers=publishers or whole["people"],
        title=title,
        **whole,
    )
    fields = {"title": title, "booktitle": work.title, "note": publishers}
    return Citation(
        f"{told} {_ending(work, path, words)}", _entry("incollection", work, Path(path).stem, fields, path, words)
    )


SOURCE = "Source: {source}"
"""The line below a figure that credits who published the data."""


def _whole(work: Work, words: Words) -> dict[str, str]:
    """What is said of the whole book in a citation of a part of it."""
    return {"people": words.say(" and ".join(work.authors)), "year": work.year, "book": work.title}


def _name(entry: object) -> str:
    """A person or an organisation of CITATION.cff."""
    if not isinstance(entry, dict):
        return ""
    person = " ".join(str(entry[part]) for part in ("given-names", "family-names") if entry.get(part))
    return str(entry.get("name") or person)


def _ending(work: Work, path: str, words: Words) -> str:
    return " ".join(f"{part}." for part in (work.edition(words), work.where(path)) if part)


def _entry(kind: str, work: Work, name: str, fields: dict[str, str], path: str, words: Words) -> str:
    """A BibTeX entry; what is special to BibTeX or TeX is escaped."""
    given = {"author": " and ".join(f"{{{_tex(name)}}}" for name in work.authors)}
    given |= {key: _tex(value) for key, value in fields.items()}
    given["year"] = work.year
    if edition := work.edition(words):
        given["edition"] = _tex(edition)
    if where := work.where(path):
        given["url" if work.address else "howpublished"] = where if work.address else _tex(where)
    width = max(map(len, given))
    lines = [f"  {key:<{width}} = {{{value}}}" for key, value in given.items()]
    key = re.sub(r"[^a-z0-9-]", "", f"retorno-{name or work.year}".lower())
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _tex(text: str) -> str:
    return "".join(TEX.get(letter, letter) for letter in " ".join(text.split()))
