"""The texts of the book for its search, in scripts that work from any place, also from a disk.

Sphinx's own index is switched off: it costs time, misses words without their accents and cannot
show excerpts from a disk. While pages are written their entries are collected; those of pages
that were not written anew come from the files of the build before.

What a first answer needs, titles, terms, claims, questions that were answered by hand, comes in one
small script; the texts follow in others, one for each part of the book.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from retorno.book.state import entry_addresses
from retorno.book.state.book_build import Build
from retorno.book.state.page_languages import language_of
from retorno.book.theme import navigation
from retorno.book.theme.search_kinds import kind_of, kinds, part_of
from retorno.book.theme.search_texts import Entry, sections, spanish
from retorno.book.theme.theming import ours
from retorno.project.paths import REGISTER, Project
from retorno.project.search_words import Question, fold, read_leads, read_questions, read_synonyms

FILE = "search-index.js"
BEGIN, END = "window.RETORNO_SEARCH = ", ";\n"
TEXTS = "search-texts-{part}.js"
BEGIN_TEXTS, END_TEXTS = "window.RETORNO_TEXTS.push(", ");\n"
STOP_WORDS = Path(__file__).with_name("stop-words.txt")
"""Snowball's for English and for Spanish: kept here, since each release of Sphinx has another list."""

ASKING = ("want", "need", "mean", "means", "quiero", "puedo", "necesito", "debo", "significa", "hay", "tengo")
"""Words of a question, besides the stop words, that say nothing of what is asked for."""

FIRST = 59_000
"""How many bytes the script may have that comes first."""

COMMON = 2
"""On how many pages a heading may stand and still say something: “Limits” stands on every analysis."""

DULL = re.compile(r"[¶§]|fn |Section \d|Figure ")
"""Headings that say where something stands in a text, and less of what it is."""


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


def _complete(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """``env-updated``: every page, when the texts of the build before are not there."""
    return sorted(env.all_docs) if ours(app) and not (Path(app.outdir) / FILE).is_file() else []


def _collect(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: keep the entries of a page that is about to be written."""
    if ours(app) and app.builder.name != "singlehtml":
        Build.of(app.env).once(_written)[docname] = sections(doctree)


def _written(book: Build) -> dict[str, list[Entry]]:
    """The entries of the pages that this build writes; none at its beginning."""
    return {}


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``html-collect-pages``: the page to search on, which without scripts lists all pages."""
    if ours(app):
        book = Build.of(app.env)
        known = book.once(navigation.Navigation)
        told = {
            "parts": known.parts,
            "home_name": known.home,
            "kinds": kinds(book.words),
            "register": REGISTER,
            "entries": entry_addresses.from_page(book, "search", "ID"),
        }
        yield "search", told, "search.html"


def _write(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the scripts with all texts, and none of a part that is gone."""
    if exception or not ours(app) or app.builder.name == "singlehtml":
        return
    out, book = Path(app.outdir), Build.of(app.env)
    kept, fresh = _read(out), book.once(_written)
    order = [app.env.config.root_doc, *book.once(navigation.Navigation).trail]
    pages = [name for name in order if name in app.env.all_docs]
    texts = {name: fresh[name] if name in fresh else kept.get(name, []) for name in pages}
    parts: dict[str, list[tuple[str, str, str, str]]] = {}
    for name in pages:
        for entry in texts[name]:
            if entry.title or entry.text:
                parts.setdefault(part_of(name), []).append((name, *entry))
    scripts = {TEXTS.format(part=part): BEGIN_TEXTS + _json(given) + END_TEXTS for part, given in parts.items()}
    scripts[FILE] = BEGIN + _json(_first(app, book, pages, texts)) + END
    for name, script in scripts.items():
        path = out / name
        if not path.is_file() or path.read_text(encoding="utf-8") != script:
            path.write_text(script, encoding="utf-8")
    for path in out.glob(TEXTS.format(part="*")):
        if path.name not in scripts:
            path.unlink()


def _first(app: Sphinx, book: Build, pages: list[str], texts: dict[str, list[Entry]]) -> dict[str, Any]:
    """What stands in the script that comes first: as many titles as fit, the most useful of them."""
    project = Project.containing(Path(app.srcdir))
    terms = [entry for name in pages for entry in texts[name] if kind_of(name, entry.anchor) == "term"]
    pairs = [[*entry.title.split(", "), *spanish(entry.text)] for entry in terms]
    groups = [*read_synonyms(project), *(pair for pair in pairs if len(pair) > 1)]
    words = (*STOP_WORDS.read_text(encoding="utf-8").split(), *ASKING)
    first = {
        "pages": [_page_entry(app.env, name) for name in pages],
        "synonyms": _joined([[fold(word) for word in group] for group in groups]),
        "leads": {fold(said): [fold(word) for word in meant] for said, meant in read_leads(project).items()},
        "questions": [_question(book, question) for question in read_questions(project)],
        "stop": sorted({fold(word) for word in words}),
        "parts": sorted({TEXTS.format(part=part_of(name)) for name in pages}),
    }
    return {**first, "entries": list(_fitting(_titles(pages, texts), FIRST - len(_json(first).encode())))}


def _page_entry(env: BuildEnvironment, name: str) -> list[str]:
    """Name, title and kind of a page, and its language where that is its own."""
    language = language_of(env, name)
    return [name, env.titles[name].astext(), kind_of(name), *([language] if language else [])]


def _titles(pages: list[str], texts: dict[str, list[Entry]]) -> Iterator[list[Any]]:
    """The titles of places, terms and claims before headings, and no heading that many pages have."""
    headings = Counter(entry.title for name in pages for entry in texts[name] if entry.anchor)
    for wanted in (("term",), ("claim",), ("help",), ("chapter",), ("analysis",), ("teaching",)):
        for position, name in enumerate(pages):
            for entry in texts[name]:
                says = entry.title and entry.anchor and headings[entry.title] <= COMMON
                if says and kind_of(name, entry.anchor) in wanted and not DULL.match(entry.title):
                    yield [position, entry.anchor, entry.title, *_more(name, entry)]


def _fitting(titles: Iterable[list[Any]], room: int) -> Iterator[list[Any]]:
    """The titles that fit into so many bytes, in their order."""
    for title in titles:
        room -= len(_json(title).encode()) + 1
        if room < 0:
            return
        yield title


def _more(name: str, entry: Entry) -> list[str]:
    """The Spanish words for a term."""
    also = spanish(entry.text) if kind_of(name, entry.anchor) == "term" else []
    return [" · ".join(also)] if also else []


def _joined(groups: Iterable[list[str]]) -> list[list[str]]:
    """Groups of words that mean the same, each word in one group only."""
    made: list[list[str]] = []
    for group in groups:
        same = [one for one in made if set(one) & set(group)]
        made = [one for one in made if one not in same]
        made.append(list(dict.fromkeys([*(word for one in same for word in one), *group])))
    return made


def _question(book: Build, question: Question) -> dict[str, Any]:
    """A question as the search shows it, its values filled in."""
    values = {
        id: book.words.value(book.registry.findings[id]) for id in question.findings if id in book.registry.findings
    }
    # An answer that leads to a page in another language is in that language.
    answer = question.answer if language_of(book.env, question.page) else book.words.text(question.answer)
    for id, value in values.items():
        answer = answer.replace(f"{{{id}}}", value)
    return {
        "asked": list(question.asked),
        "answer": answer,
        "page": question.page,
        "anchor": question.anchor,
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _read(out: Path) -> dict[str, list[Entry]]:
    """The entries that the build before has written, by page."""
    found: dict[str, list[Entry]] = {}
    for path in sorted(out.glob(TEXTS.format(part="*"))):
        script = path.read_text(encoding="utf-8")
        for name, anchor, title, text in json.loads(script.removeprefix(BEGIN_TEXTS).removesuffix(END_TEXTS)):
            found.setdefault(name, []).append(Entry(anchor, title, text))
    return found
