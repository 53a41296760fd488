"""The HTML from which a book is set: that of its pages, piece by piece, and that of covers and contents.

A piece is set by itself, so that a changed sentence sets one of them: a page, or of a long page as much as
begins at one of its entries. Every id is prefixed with the name of its page, since two pages may use the
same one. A link to what is not in the piece begins with :data:`piece_layout.BOOK`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.etree import ElementTree
from zlib import crc32

from retorno.site.printing.edition_facts import Facts
from retorno.site.printing.piece_layout import BOOK
from retorno.site.printing.printed_pages import Written

XHTML = "{http://www.w3.org/1999/xhtml}"
REFERRING = ("aria-labelledby", "aria-describedby", "for", "headers")
"""Attributes that name ids of the same page, besides links."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WIDE_COLUMNS = 7
"""A table with as many columns or more gets a page across."""

LONG = 120_000
"""Letters of HTML in a page that is set in several pieces."""

ENOUGH, EVERY = 30_000, 8
"""Letters of HTML after which a piece may end, and before which of the entries that follow: one of so many, told by
its name and not by its place, so that an entry more or less moves the ends of no other piece."""

Pages = list[dict[str, Any]]
"""Pages in their order, each with ``name``, ``title`` and the ``pages`` below it."""


@dataclass(frozen=True)
class Place:
    """A page in its book: the titles of its part and chapter, and how deep it lies, 1 for a chapter."""

    name: str
    part: str
    chapter: str
    depth: int


def slug(name: str) -> str:
    """The id of a page in the book."""
    return name.replace("/", ".")


def places(part: dict[str, Any]) -> Iterator[Place]:
    """The pages of *part* in their order."""

    def below(pages: Pages, chapter: str, depth: int) -> Iterator[Place]:
        for page in pages:
            title = chapter or page["title"]
            yield Place(page["name"], part["title"], title, depth)
            yield from below(page["pages"], title, depth + 1)

    return below(part["pages"], "", 1)


def texts(written: Written, place: Place) -> list[str]:
    """One page as the texts of its pieces."""
    tree = ElementTree.parse(written.folder / f"{place.name}.xhtml")
    body = tree.getroot().find(f"{XHTML}body")
    assert body is not None
    for element in list(body.iter()):
        relocate(element, place.name)
        if element.tag == "pre":
            _plain(element)
        if element.tag in HEADINGS:
            element.tag = HEADINGS[min(HEADINGS.index(element.tag) + place.depth, len(HEADINGS) - 1)]
        if element.tag == "table" and _columns(element) >= WIDE_COLUMNS:
            element.set("class", f"{element.get('class', '')} wide".strip())
    body.tag = "article"
    body.attrib = {
        "id": slug(place.name),
        "class": f"chapter depth-{place.depth}",
        "data-part": place.part,
        "data-chapter": place.chapter,
        "data-book": known_as(written.facts),
    }
    pieces = _divided(body)
    for piece in pieces:
        _lead_out(piece)
    return [document(written.facts, f"<main>{markup(piece)}</main>") for piece in pieces]


def known_as(known: Facts) -> str:
    """What stands at the foot of each page, so that a sheet that lies about says where it is from."""
    return " · ".join(filter(None, (known.title, known.address.partition("://")[2])))


def cover(known: Facts, title: str) -> str:
    """The cover; with *title*, that of a volume which holds a part of the book."""
    lines = [line for line in (title, *known.cover) if line]
    shown = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return document(known, f'<section class="cover"><h1>{escape(known.title)}</h1>{shown}</section>')


def contents(known: Facts, parts: Sequence[dict[str, Any]], pages: Mapping[str, int]) -> str:
    """The table of contents of *parts*; *pages* gives the page on which each id stands."""
    shown = []
    for part in parts:
        link = f'<li class="part">{_link(part_id(part), part["title"], pages)}' if part["title"] else "<li>"
        shown.append(f"{link}{_entries(part['pages'], pages)}</li>")
    title = escape(known.words.say("Contents"))
    return document(known, f'<nav class="contents"><h1>{title}</h1><ul>{"".join(shown)}</ul></nav>')


def part_page(known: Facts, part: dict[str, Any], pages: Mapping[str, int]) -> str:
    """The page before a part, with its chapters."""
    entries = _entries([{**page, "pages": []} for page in part["pages"]], pages)
    section = f'<section class="part" id="{part_id(part)}"><h1>{escape(part["title"])}</h1>{entries}</section>'
    return document(known, f"<main>{section}</main>")


def part_id(part: dict[str, Any]) -> str:
    """The id of the page before a part."""
    words = re.sub(r"\W+", "-", part["title"].lower())
    return f"part--{words}"


def document(known: Facts, body: str) -> str:
    """The text of a piece, of what stands in it."""
    title = escape(known.title)
    return f'<!doctype html><html lang="{known.language}"><head><title>{title}</title></head><body>{body}</body></html>'


def _link(target: str, title: str, pages: Mapping[str, int]) -> str:
    return f'<a href="{BOOK}{escape(target)}" data-page="{pages[target]}">{escape(title)}</a>'


def _entries(listed: Pages, pages: Mapping[str, int]) -> str:
    entries = (
        f"<li>{_link(slug(page['name']), page['title'], pages)}{_entries(page['pages'], pages)}</li>" for page in listed
    )
    return f"<ul>{''.join(entries)}</ul>" if listed else ""


def markup(element: ElementTree.Element) -> str:
    """An element as HTML."""
    return ElementTree.tostring(element, encoding="unicode", method="html")


def _plain(code: ElementTree.Element) -> None:
    """Code in one colour: tens of thousands of coloured words would double the time of setting the book."""
    text = "".join(code.itertext())
    for child in list(code):
        code.remove(child)
    code.text = text


def relocate(element: ElementTree.Element, name: str) -> None:
    """Make the tag, ids, links and pictures of an element of the page *name* those of the whole book."""
    element.tag = str(element.tag).removeprefix(XHTML)
    here = slug(name)
    element.attrib.pop("title", None)  # what a mouse shows does not print
    if "id" in element.attrib:
        element.set("id", f"{here}--{element.get('id')}")
    for attribute in REFERRING:
        if attribute in element.attrib:
            element.set(attribute, " ".join(f"{here}--{id}" for id in element.get(attribute, "").split()))
    folder = posixpath.dirname(name)
    if element.tag == "img":
        element.set("src", posixpath.normpath(posixpath.join(folder, element.get("src", ""))))
    if element.tag == "a" and (target := element.get("href")) is not None:
        address, _, fragment = target.partition("#")
        if address.endswith(".xhtml") and "://" not in address:
            there = slug(posixpath.normpath(posixpath.join(folder, address)).removesuffix(".xhtml"))
        elif not address:
            there = here
        else:
            return
        element.set("href", f"#{there}--{fragment}" if fragment else f"#{there}")


def _lead_out(piece: ElementTree.Element) -> None:
    """Tell links to what another piece holds from those that stay inside."""
    ids = {element.get("id") for element in piece.iter()}
    for element in piece.iter("a"):
        target = element.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            element.set("href", f"{BOOK}{target[1:]}")


def _columns(table: ElementTree.Element) -> int:
    row = next((element for element in table.iter() if str(element.tag).removeprefix(XHTML) == "tr"), None)
    return 0 if row is None else len(row)


def _divided(page: ElementTree.Element) -> list[ElementTree.Element]:
    """A long page as several; a short one as it is."""
    size = len(markup(page))
    if size < LONG:
        return [page]
    around, inner = [], page
    while True:
        sizes = {child: len(markup(child)) for child in inner}
        largest = max(sizes, key=sizes.__getitem__, default=None)
        if largest is None or largest.tag not in ("section", "div") or sizes[largest] < size * 2 / 3:
            break
        around.append(inner)
        inner = largest
    runs = _runs(inner, sizes)
    return [_with_run(around, inner, run, index, len(runs)) for index, run in enumerate(runs)]


def _runs(inner: ElementTree.Element, sizes: Mapping[ElementTree.Element, int]) -> list[list[ElementTree.Element]]:
    """The children of *inner* in runs that begin with an entry or a section of its own."""
    runs: list[list[ElementTree.Element]] = [[]]
    size = 0
    for child in inner:
        begins = child.tag in ("section", "div") and bool(name := _name(child)) and not crc32(name.encode()) % EVERY
        if runs[-1] and size >= ENOUGH and (begins or child.tag == "section"):
            runs.append([])
            size = 0
        runs[-1].append(child)
        size += sizes[child]
    return runs


def _name(element: ElementTree.Element) -> str:
    """The first id in an element."""
    return next((one.get("id", "") for one in element.iter() if one.get("id")), "")


def _with_run(
    around: Sequence[ElementTree.Element],
    inner: ElementTree.Element,
    run: Sequence[ElementTree.Element],
    index: int,
    count: int,
) -> ElementTree.Element:
    """One run of the children of *inner*, in copies of the elements *around*; what stood before is in the first."""
    copy = _shell(inner, index)
    copy.text = inner.text if not index else None
    copy.extend(run)
    below = inner
    for outer in reversed(around):
        shell = _shell(outer, index)
        children = list(outer)
        place = children.index(below)
        if not index:
            shell.text = outer.text
            shell.extend(children[:place])
        shell.append(copy)
        if index == count - 1:
            shell.extend(children[place + 1 :])
        copy, below = shell, outer
    return copy


def _shell(element: ElementTree.Element, index: int) -> ElementTree.Element:
    """A copy without content, and without the id in all but the first."""
    return ElementTree.Element(element.tag, {k: v for k, v in element.attrib.items() if k != "id" or not index})
