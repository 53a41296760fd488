"""What the search knows of a page: its sections, entries and figures, each with a title and its text.

An entry is what readers look for by itself: a section, a term, a claim, a finding, a figure, a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from retorno.book.figures.figure_card import FigureCard

SKIPPED = (nodes.literal_block, nodes.raw, nodes.comment, nodes.Invisible, addnodes.toctree)
"""Nodes that readers do not look for: code above all."""

ENDED = re.compile(r"[.!?:;…][”’\")\]]*$")

COUNTED = re.compile(r"id\d+")
"""An id that docutils counts out where a title gives none that is free."""

SPANISH = re.compile(r"Spanish: (?P<words>[^.]+)")
"""What ends an entry of the glossary: the same term in Spanish."""

BETWEEN = re.compile(r"[;,()]|\balso\b")
ASIDE = re.compile(r"\bthe (?:note|paper|2017)\b|\bno name\b|\bin some\b|\bhas\b", re.I)
"""Words of ours among the Spanish ones."""


class Entry(NamedTuple):
    """One place of a page: its anchor (empty for the beginning of the page), title and text."""

    anchor: str
    title: str
    text: str


def sections(doctree: nodes.document) -> list[Entry]:
    """The entries of a page with the text that stands directly in each."""
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for kind, text in _walk(doctree, top=True):
        if isinstance(kind, str):
            found.append((kind, text, []))
        else:
            found[-1][2].append(text)
    return [Entry(anchor, title, _running(parts)) for anchor, title, parts in found]


def spanish(definition: str) -> list[str]:
    """The Spanish words for a term, from the text of its entry in the glossary."""
    found = SPANISH.search(definition)
    told = BETWEEN.split(found["words"]) if found else []
    return [word.strip() for word in told if word.strip() and not ASIDE.search(word)]


def _running(parts: list[str]) -> str:
    """Pieces of text as one; what ends without a full stop, a cell or a heading, is set apart by a dot."""
    pieces = [" ".join(part.split()) for part in parts]
    ended = [piece if ENDED.search(piece) else f"{piece} ·" for piece in pieces if piece]
    return " ".join(ended).removesuffix(" ·")


def _walk(node: nodes.Node, top: bool = False) -> Iterator[tuple[str | None, str]]:
    """Beginnings of entries (anchor, title) and pieces of text (None, text), in their order."""
    for child in node.children:
        if isinstance(child, SKIPPED) or _is_furniture(child):
            continue
        if isinstance(child, FigureCard):
            figure = child["figure"]
            yield child["ids"][0], figure.title
            yield None, f"{figure.caption} {figure.alt}"
        elif begun := _beginning(child, top):
            yield begun
            yield from _walk(child)
        elif (isinstance(child, nodes.title) and isinstance(node, nodes.section)) or isinstance(child, nodes.label):
            continue
        elif isinstance(child, nodes.term) and child["ids"]:
            continue  # it is the title of its entry
        elif isinstance(child, nodes.TextElement):
            yield None, child.astext()
        else:
            yield from _walk(child)


def _is_furniture(node: nodes.Node) -> bool:
    """Code in a cell, and the line beneath the title that says the same on every page."""
    return isinstance(node, nodes.Element) and bool({"cell_input", "edition"} & set(node["classes"]))


def _beginning(node: nodes.Node, top: bool) -> tuple[str, str] | None:
    """Anchor and title, where the node is a section, a term, a source or an entry of the register."""
    if isinstance(node, nodes.section) and not top and node["ids"] and (title := _title(node)):
        return _given(node), title  # the text of an exercise stands in a section without a title
    if isinstance(node, nodes.citation) and node["ids"]:
        return node["ids"][0], next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
    if isinstance(node, nodes.definition_list_item):
        terms = [child for child in node.children if isinstance(child, nodes.term) and child["ids"]]
        return (terms[0]["ids"][0], ", ".join(_own(term) for term in terms)) if terms else None
    if isinstance(node, nodes.container) and "entry" in node["classes"] and node["ids"]:
        return node["ids"][0], node.get("found_as", "").rstrip(".")
    return None


def _given(section: nodes.section) -> str:
    """The id that an author gave a section, which outlives a new title; else the one made of its title.

    Releases of docutils put the two in another order.
    """
    made = nodes.make_id(" ".join(child.astext() for child in section.children if isinstance(child, nodes.title)))
    ids: list[str] = section["ids"]
    return next((id for id in ids if id != made and not COUNTED.fullmatch(id)), made if made in ids else ids[0])


def _title(section: nodes.section) -> str:
    return next((child.astext() for child in section.children if isinstance(child, nodes.title)), "")


def _own(term: nodes.term) -> str:
    return "".join(child.astext() for child in term.children if not isinstance(child, addnodes.index))
