"""One HTML text for the whole book, put together from its pages, for printing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html import escape
from typing import Any
from xml.etree import ElementTree

from retorno.site.printing.printed_pages import Written

XHTML = "{http://www.w3.org/1999/xhtml}"
REFERRING = ("aria-labelledby", "aria-describedby", "for", "headers")
"""Attributes that name ids of the same page, besides links."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WIDE_COLUMNS = 7
"""A table with as many columns or more gets a page across."""


def book(written: Written) -> str:
    """The cover, the contents and all pages in their order, with links that stay inside.

    Every id is prefixed with the name of its page: two pages may use the same one.
    """
    known = written.facts
    meta = {
        "author": known.author,
        "description": known.description,
        "dcterms.created": known.date.isoformat(),
        "dcterms.modified": known.date.isoformat(),
    }
    head = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in meta.items())
    body = "".join(_part(written, part, number) for number, part in enumerate(written.parts))
    return (
        f'<!doctype html><html lang="{known.language}"><head><meta charset="utf-8">'
        f"<title>{escape(': '.join(filter(None, (known.title, known.subtitle))))}</title>{head}</head><body>"
        f'<section class="cover"><h1>{escape(known.title)}</h1>'
        f"{''.join(f'<p>{escape(line)}</p>' for line in known.cover)}</section>"
        f'<nav class="contents"><h1>{escape(known.words.say("Contents"))}</h1>{_contents(written.parts)}</nav>'
        f'<main id="text">{body}</main></body></html>'
    )


def slug(name: str) -> str:
    """The id of a page in the whole text."""
    return name.replace("/", ".")


def _contents(parts: list[dict[str, Any]]) -> str:
    shown = []
    for number, part in enumerate(parts):
        title = f'<li class="part"><a href="#part-{number}">{escape(part["title"])}</a>' if part["title"] else "<li>"
        shown.append(f"{title}{_entries(part['pages'])}</li>")
    return f"<ul>{''.join(shown)}</ul>"


def _entries(pages: list[dict[str, Any]]) -> str:
    entries = (
        f'<li><a href="#{slug(page["name"])}">{escape(page["title"])}</a>{_entries(page["pages"])}</li>'
        for page in pages
    )
    return f"<ul>{''.join(entries)}</ul>" if pages else ""


def _part(written: Written, part: dict[str, Any], number: int) -> str:
    title = ""
    if part["title"]:
        title = (
            f'<section class="part" id="part-{number}"><h1>{escape(part["title"])}</h1>'
            f"{_entries([{**page, 'pages': []} for page in part['pages']])}</section>"
        )
    return title + "".join(_chapter(written, page, depth) for page, depth in _walk(part["pages"], 1))


def _walk(pages: list[dict[str, Any]], depth: int) -> Iterator[tuple[dict[str, Any], int]]:
    for page in pages:
        yield page, depth
        yield from _walk(page["pages"], depth + 1)


def _chapter(written: Written, page: dict[str, Any], depth: int) -> str:
    """One page as a piece of the whole: ids, links and levels of headings changed."""
    tree = ElementTree.parse(written.folder / f"{page['name']}.xhtml")
    body = tree.getroot().find(f"{XHTML}body")
    assert body is not None
    for element in list(body.iter()):
        element.tag = str(element.tag).removeprefix(XHTML)
        if element.tag == "pre":
            _plain(element)
        _relocate(element, page["name"], written)
        if element.tag in HEADINGS:
            element.tag = HEADINGS[min(HEADINGS.index(element.tag) + depth, len(HEADINGS) - 1)]
        if element.tag == "table" and _columns(element) >= WIDE_COLUMNS:
            element.set("class", f"{element.get('class', '')} wide".strip())
    body.tag = "article"
    body.set("id", slug(page["name"]))
    body.set("class", f"chapter depth-{depth}")
    return ElementTree.tostring(body, encoding="unicode", method="html")


def _plain(code: ElementTree.Element) -> None:
    """Code in one colour: tens of thousands of coloured words would double the time of setting the book."""
    text = "".join(code.itertext())
    for child in list(code):
        code.remove(child)
    code.text = text


def _relocate(element: ElementTree.Element, name: str, written: Written) -> None:
    """Make the ids, links and pictures of an element those of the whole text."""
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


def _columns(table: ElementTree.Element) -> int:
    row = next((element for element in table.iter() if str(element.tag).removeprefix(XHTML) == "tr"), None)
    return 0 if row is None else len(row)
