"""How to cite the book, a page of it, or a figure: as a sentence and as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retorno.evidence.wording import period
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
    """The book as it is cited; ``released`` is an ISO date or empty, ``address`` ends without a slash or is empty."""

    title: str
    authors: tuple[str, ...]
    year: str
    released: str = ""
    version: str = ""
    address: str = ""

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
            authors=tuple(name.removeprefix("The ") for name in authors or (author,)),
            year=year[0] if year else "n.d.",
            released=released,
            version=str(stated.get("version") or ""),
            address="" if address == stated.get("repository-code") else address.rstrip("/"),
        )

    @property
    def edition(self) -> str:
        """Which edition was read: “Version 1.0, 22 November 2026”, or an empty string."""
        parts = [f"Version {self.version}" if self.version else "", period(self.released) if self.released else ""]
        return ", ".join(filter(None, parts))

    def where(self, path: str) -> str:
        """The address of *path* on the web, or the path itself where the book has no address yet."""
        return f"{self.address}/{path}" if self.address else path


@dataclass(frozen=True)
class Citation:
    """One citation in its two forms."""

    text: str
    bibtex: str


def page(work: Work, title: str, path: str) -> Citation:
    """How to cite the page *title* at *path* (from the root of the site)."""
    text = f"{_people(work)} ({work.year}). “{title}”, in {work.title}. {_ending(work, path)}"
    return Citation(
        text, _entry("incollection", work, Path(path).stem, {"title": title, "booktitle": work.title}, path)
    )


def figure(work: Work, number: int, title: str, path: str, source: str) -> Citation:
    """How to cite figure *number*; *source* credits who published the data."""
    text = f"{_people(work)} ({work.year}). “{title}” (figure {number}), in {work.title}. Data: {_bare(source)}. "
    fields = {"title": title, "booktitle": work.title, "note": f"Figure {number}. Data: {_bare(source)}"}
    return Citation(
        text + _ending(work, path), _entry("incollection", work, path.rpartition("#figure-")[2], fields, path)
    )


def _name(entry: object) -> str:
    """A person or an organisation of CITATION.cff."""
    if not isinstance(entry, dict):
        return ""
    person = " ".join(str(entry[part]) for part in ("given-names", "family-names") if entry.get(part))
    return str(entry.get("name") or person)


def _people(work: Work) -> str:
    return " and ".join(work.authors)


def _ending(work: Work, path: str) -> str:
    return " ".join(f"{part}." for part in (work.edition, work.where(path)) if part)


def _bare(source: str) -> str:
    return source.removeprefix("Source: ").rstrip(".")


def _entry(kind: str, work: Work, name: str, fields: dict[str, str], path: str) -> str:
    """A BibTeX entry; what is special to BibTeX or TeX is escaped."""
    given = {"author": " and ".join(f"{{{_tex(name)}}}" for name in work.authors)}
    given |= {key: _tex(value) for key, value in fields.items()}
    given["year"] = work.year
    if work.edition:
        given["edition"] = _tex(work.edition)
    given["url" if work.address else "howpublished"] = work.where(path) if work.address else _tex(path)
    width = max(map(len, given))
    lines = [f"  {key:<{width}} = {{{value}}}" for key, value in given.items()]
    key = re.sub(r"[^a-z0-9-]", "", f"retorno-{name}".lower())
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
