"""The texts of the book for its search, by section, in one script that works from any place.

Sphinx's own index is switched off: it costs time, misses words without their accents and cannot
show excerpts from a disk. While pages are written their sections are collected; those of pages
that were not written anew come from the file of the build before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from retorno.book.figures.figure_card import FigureCard
from retorno.book.state.book_build import Build
from retorno.book.theme import navigation
from retorno.book.theme.theming import ours
from retorno.project.paths import Project
from retorno.project.search_words import fold, read_synonyms

FILE = "search-index.js"
BEGIN, END = "window.RETORNO_SEARCH = ", ";\n"

SKIPPED = (nodes.literal_block, nodes.raw, nodes.comment, nodes.Invisible, addnodes.toctree)
"""Nodes that readers do not look for: code above all."""

ENDED = re.compile(r"[.!?:;…][”’\")\]]*$")

Section = tuple[str, str, str]
"""Anchor (empty for the beginning of the page), title, text."""


def setup(app: Sphinx) -> None:
    """Switch Sphinx's search off and ours on."""
    app.connect("builder-inited", _begin)
    app.connect("env-updated", _complete)
    app.connect("doctree-resolved", _collect, priority=900)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _write)


def _begin(app: Sphinx) -> None:
    """``builder-inited``: no index of Sphinx."""
    if ours(app):
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        app.builder.search = False


def _path(app: Sphinx) -> Path:
    return Path(app.outdir) / FILE


def _complete(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """``env-updated``: every page, when the texts of the build before are not there."""
    return sorted(env.all_docs) if ours(app) and not _path(app).is_file() else []


def _collect(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: keep the sections of a page that is about to be written."""
    if ours(app) and app.builder.name != "singlehtml":
        Build.of(app.env).once(_written)[docname] = sections(doctree)


def _written(book: Build) -> dict[str, list[Section]]:
    """The sections of the pages that this build writes; none at its beginning."""
    return {}


def sections(doctree: nodes.document) -> list[Section]:
    """The sections of a page with the text that stands directly in each."""
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for kind, text in _walk(doctree, top=True):
        if isinstance(kind, str):
            found.append((kind, text, []))
        else:
            found[-1][2].append(text)
    return [(anchor, title, _running(parts)) for anchor, title, parts in found]


def _running(parts: list[str]) -> str:
    """Pieces of text as one; what ends without a full stop, a cell or a heading, is set apart by a dot."""
    pieces = [" ".join(part.split()) for part in parts]
    ended = [piece if ENDED.search(piece) else f"{piece} ·" for piece in pieces if piece]
    return " ".join(ended).removesuffix(" ·")


def _walk(node: nodes.Node, top: bool = False) -> Iterator[tuple[str | None, str]]:
    """Beginnings of sections (anchor, title) and pieces of text (None, text), in their order."""
    for child in node.children:
        if isinstance(child, SKIPPED) or (isinstance(child, nodes.container) and "cell_input" in child["classes"]):
            continue
        if isinstance(child, FigureCard):
            figure = child["figure"]
            yield child["ids"][0], figure.title
            yield None, f"{figure.caption} {figure.alt}"
        elif begun := _beginning(child, top):
            yield begun
            yield from _walk(child)
        elif isinstance(child, nodes.title) and isinstance(node, nodes.section):
            continue
        elif isinstance(child, nodes.term) and child["ids"]:
            continue  # it is the title of its entry
        elif isinstance(child, nodes.TextElement):
            yield None, child.astext()
        else:
            yield from _walk(child)


def _beginning(node: nodes.Node, top: bool) -> tuple[str, str] | None:
    """Anchor and title, where the node is a section, a term of the glossary or an entry of the register."""
    if isinstance(node, nodes.section) and not top and node["ids"]:
        return node["ids"][0], _title(node)
    if isinstance(node, nodes.definition_list_item):
        terms = [child for child in node.children if isinstance(child, nodes.term) and child["ids"]]
        return (terms[0]["ids"][0], ", ".join(_own(term) for term in terms)) if terms else None
    if isinstance(node, nodes.container) and "entry" in node["classes"] and node["ids"]:
        return node["ids"][0], node.get("found_as", "").rstrip(".")
    return None


def _title(section: nodes.section) -> str:
    return next((child.astext() for child in section.children if isinstance(child, nodes.title)), "")


def _own(term: nodes.term) -> str:
    return "".join(child.astext() for child in term.children if not isinstance(child, addnodes.index))


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``html-collect-pages``: the page to search on, which without scripts lists all pages."""
    if ours(app):
        known = Build.of(app.env).once(navigation.Navigation)
        yield "search", {"parts": known.parts, "home_name": known.home}, "search.html"


def _write(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the script with all texts."""
    if exception or not ours(app) or app.builder.name == "singlehtml":
        return
    path = _path(app)
    kept = _read(path)
    env, fresh = app.env, Build.of(app.env).once(_written)
    order = [env.config.root_doc, *Build.of(app.env).once(navigation.Navigation).trail]
    pages = [name for name in order if name in env.all_docs]
    texts = {name: fresh[name] if name in fresh else kept.get(name, []) for name in pages}
    content = {
        "titles": {name: env.titles[name].astext() for name in pages},
        "synonyms": [[fold(word) for word in group] for group in read_synonyms(Project.containing(Path(app.srcdir)))],
        "entries": [[name, *section] for name in pages for section in texts[name] if section[1] or section[2]],
    }
    script = BEGIN + json.dumps(content, ensure_ascii=False, separators=(",", ":")) + END
    if not path.is_file() or path.read_text(encoding="utf-8") != script:
        path.write_text(script, encoding="utf-8")


def _read(path: Path) -> dict[str, list[Section]]:
    """The sections that the build before has written, by page."""
    if not path.is_file():
        return {}
    found: dict[str, list[Section]] = {}
    script = path.read_text(encoding="utf-8")
    for name, anchor, title, text in json.loads(script.removeprefix(BEGIN).removesuffix(END))["entries"]:
        found.setdefault(name, []).append((anchor, title, text))
    return found
