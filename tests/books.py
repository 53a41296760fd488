"""Reading PDF and ePub files in tests: their text, their outline, their links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, TextStringObject

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


def text_of(pdf: PdfReader) -> str:
    """All text of the pages in one line, words divided by single spaces."""
    return plain(" ".join(page.extract_text() for page in pdf.pages))


def plain(text: str) -> str:
    return " ".join(text.split())


def outline_of(pdf: PdfReader) -> list[tuple[int, str, int]]:
    """Level, title and page number (from 1) of every bookmark."""

    def walk(entries: list, level: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            else:
                yield level, plain(entry.title), pdf.get_destination_page_number(entry) + 1

    return list(walk(pdf.outline, 1))


def links_of(pdf: PdfReader) -> Iterator[tuple[str, object]]:
    """Every link as ``("web", address)`` or ``("inside", name or page)``."""
    for page in pdf.pages:
        for reference in page.get("/Annots") or []:
            note = reference.get_object()
            if note.get("/Subtype") != "/Link":
                continue
            action = note.get("/A")
            if action and action.get("/S") == "/URI":
                yield "web", str(action["/URI"])
            else:
                yield "inside", note.get("/Dest", action.get("/D") if action else None)


def dangling(pdf: PdfReader) -> list[object]:
    """The links that lead nowhere."""
    known = set(pdf.named_destinations)
    found = []
    for kind, target in links_of(pdf):
        if kind == "web":
            if not str(target).startswith(("https://", "http://", "mailto:")):
                found.append(target)
        elif isinstance(target, TextStringObject | ByteStringObject):
            name = target.decode("latin-1") if isinstance(target, bytes) else str(target)
            if name not in known:
                found.append(name)
        elif not isinstance(target, ArrayObject):
            found.append(target)
    return found


def pages_of(path: Path) -> list[tuple[str, str]]:
    """The pages of an ePub in reading order, each with its title."""
    with ZipFile(path) as book:
        package = ElementTree.fromstring(book.read("content.opf"))
        files = {item.get("id"): item.get("href", "") for item in package.iter(f"{OPF}item")}
        names = [files[place.get("idref")] for place in package.iter(f"{OPF}itemref") if place.get("linear") != "no"]
        titles = [ElementTree.fromstring(book.read(name)).find(f".//{XHTML}h1") for name in names]
    pairs = zip(names, titles, strict=True)
    return [(name, plain("".join(title.itertext()))) for name, title in pairs if title is not None]


def contents_of(path: Path) -> list[tuple[int, str]]:
    """What readers find in the contents of an ePub: level and title of every entry."""
    with ZipFile(path) as book:
        navigation = ElementTree.fromstring(book.read("nav.xhtml")).find(f".//{XHTML}nav/{XHTML}ol")

    def walk(entries: ElementTree.Element, level: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            yield level, plain("".join(entry.find(f"{XHTML}a").itertext()))
            if (below := entry.find(f"{XHTML}ol")) is not None:
                yield from walk(below, level + 1)

    return list(walk(navigation, 1))


def wrong_in_epub(path: Path) -> list[str]:
    """What is wrong with an ePub: files missing, links that lead nowhere, scripts, remote resources."""
    wrong = []
    with ZipFile(path) as book:
        first = book.infolist()[0]
        if (first.filename, first.compress_type) != ("mimetype", ZIP_STORED):
            wrong.append("mimetype is not the first file, or is compressed")
        names = set(book.namelist())
        manifest = ElementTree.fromstring(book.read("content.opf")).iter(f"{OPF}item")
        listed = {item.get("href", "") for item in manifest}
        wrong += [f"{name} is in the manifest only" for name in listed - names]
        wrong += [f"{name} is not in the manifest" for name in names - listed - KNOWN]
        pages = {name: ElementTree.fromstring(book.read(name)) for name in names if name.endswith(".xhtml")}
    ids = {name: {element.get("id") for element in page.iter()} for name, page in pages.items()}
    for name, page in pages.items():
        wrong += [f"{name}: {problem}" for problem in _wrong_in_page(name, page, names, ids)]
    return wrong


KNOWN = {"mimetype", "META-INF/container.xml", "content.opf"}


def _wrong_in_page(name: str, page: ElementTree.Element, names: set, ids: dict) -> Iterator[str]:
    for element in page.iter():
        tag = str(element.tag).removeprefix(XHTML)
        if tag in ("script", "iframe", "object", "form", "button", "input"):
            yield f"<{tag}> in a book"
        if tag == "img" and not element.get("alt"):
            yield f"{element.get('src')} has no text"
        for attribute in ("src", "href"):
            target = element.get(attribute)
            if target is None:
                continue
            if re.match(r"[a-z]+:", target):
                if tag != "a":
                    yield f"{target} is fetched from elsewhere"
                continue
            address, _, fragment = target.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), address)) if address else name
            if there not in names:
                yield f"{target} leads nowhere"
            elif fragment and fragment not in ids.get(there, {fragment}):
                yield f"{target} has no such place"
