"""The book as PDFs: its pages set piece by piece, and bound as the whole book, its parts and its chapters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from retorno.project.files import keep_newest
from retorno.project.problems import ContentError, MachineError
from retorno.site import typesetting
from retorno.site.printing import answer, assemble, binding, faults, pdf_objects, sources_cited, typefaces, volumes
from retorno.site.printing.assemble import Place, slug
from retorno.site.printing.binding import Bound
from retorno.site.printing.pdf_objects import Piece, Placed, Target
from retorno.site.printing.pieces import MOST, PICTURE, SetPieces
from retorno.site.printing.printed_pages import Written
from retorno.site.printing.volumes import CHAPTER, PART, VOLUME, WHOLE, Volume
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import keep, kept, used

LINES = 40
"""About how many lines of contents a page holds: where counting its pages begins."""

ROUNDS = 5
"""How often contents are set until the pages that they name are those of a book with so many pages of contents."""


def make(written: Written, pieces: SetPieces, folder: Path, root: Path) -> None:
    """Put the PDFs of the pages *written*, of the project below *root*, into *folder*, and the list of them.

    Each has its name only when it is whole.

    Raises :class:`ContentError` where a PDF is wrong (see :mod:`retorno.site.printing.faults`), and
    :class:`MachineError` where it cannot be right for want of typefaces.
    """
    bindery = _Bindery(written, pieces, root / ".cache" / "print", root)
    bindery.set_pages()
    said = written.facts.words.say
    made = volumes.all_volumes(root, written.facts.language, written.parts, said("Annex"))
    bindery.set_sources(volume for volume in made if volume.kind in (CHAPTER, VOLUME))
    sheets = {volume.file: bindery.sheets(volume) for volume in made}
    lost = binding.lost_links(pieces[key] for key in sheets[made[0].file])
    _refuse((f"No anchor #{name} for internal URI reference" for name in lost), written, root)
    bindery.take_faces(sheets.values())
    folder.mkdir(parents=True, exist_ok=True)
    volumes.note(made, folder)
    for volume in reversed(made):  # the whole book last: where it is, all are
        target = folder / volume.file
        target.parent.mkdir(parents=True, exist_ok=True)
        answer.unfinished(target).write_bytes(bindery.bound(volume, sheets[volume.file], made[0].file))
        answer.finish(target)
    bindery.tidy()


def _refuse(told: Iterable[str], written: Written, root: Path) -> None:
    """Raise what :func:`make` says if something that was *told* makes a PDF wrong."""
    found = list(faults.found(told))
    without_face = [concerned for fault, concerned in found if fault.faces]
    if without_face and (lacking := [need for need in typesetting.missing() if need.families]):
        names = " and ".join(need.name for need in lacking)
        raise MachineError(
            f"no typeface here has “{''.join(without_face[:5])}”, and {names} are not installed. "
            f"{typesetting.how_to_get(lacking)}"
        )
    if found:
        raise ContentError([faults.problem(fault, concerned, written, root) for fault, concerned in found])


class _Bindery:
    """What the PDFs of one edition have in common: its pieces, its typefaces, and what is kept of them."""

    def __init__(self, written: Written, pieces: SetPieces, cache: Path, root: Path) -> None:
        self._written, self._pieces, self._root = written, pieces, root
        self._pages: dict[str, list[str]] = {}
        self._sources: dict[str, str] = {}
        self._lists, self._placed, self._volumes = cache / "lists", cache / "placed", cache / "volumes"
        self._faces: dict[str, pdf_objects.Face] = {}
        self._fonts: binding.Fonts = []
        self._faces_state = ""

    def set_pages(self) -> None:
        """Set what has changed of the pages of the book."""
        lacking: dict[str, str] = {}
        for part in self._written.parts:
            for place in assemble.places(part):
                self._pages[place.name] = self._keys(place, lacking)
        self._set(lacking)

    def set_sources(self, chosen: Iterable[Volume]) -> None:
        """Set the sources that each of the *chosen* cites, for its own PDF; none for one that has them all."""
        known, lacking, say = sources_cited.entries(self._written), {}, self._written.facts.words.say
        for volume in chosen:
            places = [place for part in volume.parts for place in assemble.places(part)]
            pieces = [self._pieces[key] for place in places for key in self._pages[place.name]]
            cited = {name for piece in pieces for name in piece.links}
            cited -= {name for piece in pieces for name in piece.anchors}
            title = say("Sources of this chapter") if volume.kind == CHAPTER else say("Sources")
            if html := sources_cited.text(self._written.facts, places[-1], cited, known, title):
                self._sources[volume.file] = self._pieces.key(html)
                lacking[self._sources[volume.file]] = html
        self._set(lacking)

    def _set(self, texts: dict[str, str]) -> None:
        _refuse(self._pieces.set_all(texts), self._written, self._root)

    def _keys(self, place: Place, lacking: dict[str, str]) -> list[str]:
        """The keys of the pieces of a page; the texts of those that are not kept go to *lacking*.

        The list is kept as well, so that a page that has not changed is not even taken apart.
        """
        raw = (self._written.folder / f"{place.name}.xhtml").read_text(encoding="utf-8")
        up = "../" * place.name.count("/")
        shown = sorted({name.removeprefix(up) for name in PICTURE.findall(raw)})
        path = self._lists / digest(
            "\n".join(
                [self._pieces.state, self._written.facts.language, self._written.facts.title, repr(place), raw]
                + [self._pieces.picture(name) for name in shown]
            )
        )
        if (known := kept(path)) is not None:
            keys: list[str] = json.loads(known)
            if all(self._pieces.has(key) for key in keys):
                used(path)
                return keys
        texts = {self._pieces.key(html): html for html in assemble.texts(self._written, place)}
        lacking |= texts
        keep(path, json.dumps([*texts]).encode())
        return [*texts]

    def sheets(self, volume: Volume) -> list[str]:
        """The keys of the pieces of *volume* in their order, with cover and contents."""
        last = [*filter(None, [self._sources.get(volume.file)])]
        if volume.kind == CHAPTER:
            found = [key for part in volume.parts for place in assemble.places(part) for key in self._pages[place.name]]
            return [*found, *last]
        known = self._written.facts
        first = [assemble.cover(known, volume.title)]
        pages = self._numbered(volume, 0 if volume.kind == PART else 1 + self._entries(volume) // LINES)
        for _ in range(ROUNDS):
            before = [*first, *([] if volume.kind == PART else [assemble.contents(known, volume.parts, pages)])]
            parts = {
                assemble.part_id(part): assemble.part_page(known, part, pages) for part in volume.parts if part["title"]
            }
            texts = {self._pieces.key(html): html for html in [*before, *parts.values()]}
            self._set(texts)
            length = sum(len(self._pieces[self._pieces.key(html)].pages) for html in before[1:])
            opening = {name: len(self._pieces[self._pieces.key(html)].pages) for name, html in parts.items()}
            counted = self._numbered(volume, length, opening)
            if counted == pages:
                break
            pages = counted
        found = [self._pieces.key(html) for html in before]
        for part in volume.parts:
            if part["title"]:
                found.append(self._pieces.key(parts[assemble.part_id(part)]))
            found += [key for place in assemble.places(part) for key in self._pages[place.name]]
        return [*found, *last]

    @staticmethod
    def _entries(volume: Volume) -> int:
        return sum(1 for part in volume.parts for _ in assemble.places(part))

    def _numbered(self, volume: Volume, contents: int, opening: dict[str, int] | None = None) -> dict[str, int]:
        """The page on which each part and each page of *volume* begins, if it has so many pages of contents."""
        page, found = 2 + contents, {}
        for part in volume.parts:
            if part["title"]:
                found[assemble.part_id(part)] = page
                page += (opening or {}).get(assemble.part_id(part), 1)
            for place in assemble.places(part):
                found[slug(place.name)] = page
                page += sum(len(self._pieces[key].pages) for key in self._pages[place.name])
        return found

    def take_faces(self, sheets: Iterable[list[str]]) -> None:
        """Take the typefaces that all the PDFs use together: the same for each, so that one changes no other."""
        keys = sorted({key for sheet in sheets for key in sheet})
        self._faces = typefaces.together(self._pieces[key] for key in keys)
        self._fonts = self._pieces.fonts(self._faces)
        self._faces_state = digest(repr(self._fonts))

    def bound(self, volume: Volume, sheet: list[str], whole: str) -> bytes:
        """The PDF *volume* of the pieces of *sheet*; *whole* is the file of the whole book."""
        known = self._written.facts
        title = ": ".join(filter(None, (known.title, volume.title or known.subtitle)))
        up = "" if volume.kind == WHOLE else "../" * volume.file.count("/") + whole
        facts = Bound(title, known.author, known.description, known.language, known.date.isoformat(), up)
        path = self._volumes / digest("\n".join([self._faces_state, repr(facts), *sheet]))
        if (known_pdf := kept(path)) is not None:
            used(path)
            return known_pdf
        names = {id(self._pieces[key]): key for key in sheet}

        def place(piece: Piece, base: int, target: Target, links: str) -> Placed:
            path = self._placed / digest(f"{names[id(piece)]} {base} {links}")
            if (content := kept(path)) is not None:
                used(path)
                return Placed.unpacked(content)
            placed = pdf_objects.place(piece, base, target)
            if volume.kind == WHOLE:
                keep(path, placed.packed())
            return placed

        pdf = binding.bind([self._pieces[key] for key in sheet], self._faces, self._fonts, facts, place)
        keep(path, pdf)
        return pdf

    def tidy(self) -> None:
        """Throw away what was not used for longest."""
        for folder, most in ((self._lists, MOST), (self._placed, MOST), (self._volumes, MOST // 4)):
            keep_newest(folder.iterdir() if folder.is_dir() else (), most)
