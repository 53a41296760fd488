"""The PDFs that are bound: the whole book, the volumes that ``_print.yml`` asks for, each part and each chapter."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from retorno.project.problems import ContentError, Problem
from retorno.site.printing.assemble import Pages

SETTINGS = "_print.yml"
"""Where it is said which volumes there are beside the whole book, its parts and its chapters."""

FOLDER = "pdf"
"""Where all PDFs but that of the whole book lie, below the root of the site."""

OFFERED = "volumes.json"
"""The list of the PDFs beside them: file, title and kind of each."""

WHOLE, VOLUME, PART, CHAPTER = "whole", "volume", "part", "chapter"

FORM = "volumes, each with name, title and pages, and with annex if it has one (docs/print.md)"


@dataclass(frozen=True)
class Volume:
    """One PDF: its *file* below the root of the site, its *title*, and the *parts* of the book that it holds."""

    kind: str
    file: str
    title: str
    parts: list[dict[str, Any]]

    @property
    def offer(self) -> dict[str, str]:
        """What the site says of it."""
        return {"kind": self.kind, "file": self.file, "title": self.title}


@dataclass(frozen=True)
class Chosen:
    """A volume as the settings ask for it: names of pages, those of the annex last."""

    name: str
    title: str
    pages: list[str]
    annex: list[str]


def all_volumes(root: Path, edition: str, parts: list[dict[str, Any]], annex: str) -> list[Volume]:
    """The PDFs of an *edition* of the project below *root*, the whole book first; an annex is called *annex*."""
    made = [Volume(WHOLE, f"retorno-{edition}.pdf", "", parts)]
    made += [
        Volume(VOLUME, _file(edition, one.name), one.title, _chosen_parts(root, one, parts, annex))
        for one in chosen(root)
    ]
    for part in parts:
        if part["title"]:
            made.append(Volume(PART, _file(edition, "part", part["title"]), part["title"], [part]))
        for page in part["pages"]:
            name = page["name"].removeprefix("chapters/")
            alone = {"title": part["title"], "pages": [page]}
            made.append(Volume(CHAPTER, _file(edition, name), page["title"], [alone]))
    return made


def _file(*names: str) -> str:
    return f"{FOLDER}/{'-'.join(['retorno', *(plain(name) for name in names)])}.pdf"


def plain(text: str) -> str:
    """A text as a piece of a file's name: small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def chosen(root: Path) -> list[Chosen]:
    """What :data:`SETTINGS` asks for; raises :class:`ContentError` where it cannot be read so."""
    path = root / SETTINGS
    if not path.is_file():
        return []
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        found = [_one(one) for one in stated["volumes"]]
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        said = str(error).replace("\n", " ")
        raise ContentError(Problem(SETTINGS, 0, "", f"the volumes cannot be read: {said}", FORM, "build")) from error
    names = [plain(one.name) for one in found]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ContentError(Problem(SETTINGS, 0, twice[0], "two volumes have this name", "a name for each", "build"))
    return found


def _one(stated: dict[str, Any]) -> Chosen:
    if unknown := stated.keys() - {"name", "title", "pages", "annex"}:
        raise ValueError(f"“{min(unknown)}” is not known")
    pages, annex = list(stated["pages"]), list(stated.get("annex") or [])
    if not plain(str(stated["name"])) or not pages or not all(isinstance(page, str) for page in [*pages, *annex]):
        raise ValueError("a volume has a name and pages")
    return Chosen(str(stated["name"]), str(stated["title"]), pages, annex)


def _chosen_parts(root: Path, asked: Chosen, parts: list[dict[str, Any]], annex: str) -> list[dict[str, Any]]:
    """The parts of a chosen volume: pages that follow each other in one part of the book stay in it."""
    where = {page["name"]: (part["title"], page) for part in parts for page in _every(part["pages"])}
    made: list[dict[str, Any]] = []
    for name, after in [*((name, "") for name in asked.pages), *((name, annex) for name in asked.annex)]:
        if name not in where:
            wrong = f"the volume “{asked.name}” asks for a page that the book does not have"
            raise ContentError(Problem(SETTINGS, _line(root, name), name, wrong, "a page of _toc.yml", "build"))
        title, page = where[name]
        title = after or title
        if not made or made[-1]["title"] != title:
            made.append({"title": title, "pages": []})
        made[-1]["pages"].append({**page, "pages": []} if _is_chosen_below(page, asked) else page)
    return made


def _is_chosen_below(page: dict[str, Any], asked: Chosen) -> bool:
    """Whether pages below *page* are asked for by themselves, and so do not come with it."""
    return any(below["name"] in [*asked.pages, *asked.annex] for below in _every(page["pages"]))


def _every(pages: Pages) -> Iterator[dict[str, Any]]:
    for page in pages:
        yield page
        yield from _every(page["pages"])


def _line(root: Path, name: str) -> int:
    lines = (root / SETTINGS).read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if name in line), 0)


def note(volumes: Iterable[Volume], folder: Path) -> None:
    """Leave the list of *volumes* in *folder*."""
    told = json.dumps([volume.offer for volume in volumes], ensure_ascii=False)
    (folder / OFFERED).write_text(told, encoding="utf-8")


def noted(folder: Path) -> list[dict[str, str]]:
    """The list that :func:`note` left in *folder*; empty where there is none."""
    try:
        found: list[dict[str, str]] = json.loads((folder / OFFERED).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return found
