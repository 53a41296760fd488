"""Which pages are read and which are written: decided by content, never by time stamps.

Sphinx compares time stamps, and takes a page for finished once it has been read. Both go wrong:
a restored checkout has new time stamps and old content, a reverted file the other way round; a
page shows titles, labels and values of other pages, which it is not told of. So each page has a
*state*: a hash of its source, of the files that it depends on, of the code, of everything that it
shows of other pages, and of what all pages share. A page is read if its sources or the code
changed, and written if its state is not the one that was last written. (What a killed build has
left half-written is not believed at all: :mod:`retorno.project.manifest`.)
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from retorno.book.figures import figure_card
from retorno.book.state import contributions, numbering
from retorno.book.state.page_order import work
from retorno.book.theme import navigation
from retorno.book.values import number_cards, term_cards
from retorno.book.values.value_roles import ANALYSES
from retorno.evidence.claims import Claim
from retorno.evidence.registry import Registry
from retorno.execution.inputs import PACKAGE, digest

SOURCES = "retorno_sources"
WRITTEN = "retorno-written.json"

Link = tuple[str, str, str]
"""A reference to something on another page: its domain, type and target."""


def changed_sources(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """``env-get-outdated``: the pages whose source or dependencies have another content.

    Sphinx's own choice, made by time stamps, is corrected in place: it hands the set over.
    """
    known: dict[str, str] = getattr(env, SOURCES, {})
    app.retorno_contents = Contents()  # type: ignore[attr-defined]
    now = _sources(app, env)
    setattr(env, SOURCES, now)
    changed.intersection_update([docname for docname in changed if now.get(docname) != known.get(docname)])
    return [docname for docname in now if docname not in added and now[docname] != known.get(docname)]


def _sources(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """For each page, a hash of all that it is read from: its source, its files, and the code that reads."""
    contents: Contents = app.retorno_contents  # type: ignore[attr-defined]
    code = contents.of_code
    return {docname: digest(f"{code} {contents.of_page(env, docname)}") for docname in sorted(env.found_docs)}


READERS = ("sphinx", "docutils", "myst-parser", "myst-nb", "sphinxcontrib-bibtex", "sphinx-external-toc")
"""The libraries whose versions can change how a page is read."""


UNSETTLED = "edited while it was read"
"""The hash of a page's sources that no sources have."""


class Contents:
    """The hashes of files, each taken once: before pages are read, and again (with those *before*) afterwards."""

    def __init__(self, before: Contents | None = None) -> None:
        self._known: dict[Path, str] = {}
        self._before = before._known if before else {}

    def of_page(self, env: BuildEnvironment, docname: str) -> str:
        """A hash of the source of a page and of every file that it depends on."""
        names = sorted(env.dependencies[docname])
        paths = [Path(env.doc2path(docname)), *(Path(env.srcdir, name) for name in names)]
        return self._of_all(paths)

    @cached_property
    def of_code(self) -> str:
        """A hash of the code and the templates that read and write pages, libraries included."""
        files = sorted(path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
        libraries = (f"{name} {version(name)}" for name in READERS)
        return digest("\n".join([self._of_all(files), *libraries]))

    def _of_all(self, paths: Sequence[Path]) -> str:
        """A hash of several files with their names, or that they are not settled."""
        hashes = [self.of(path) for path in paths]
        if any(self._before.get(path, now) != now for path, now in zip(paths, hashes, strict=True)):
            return UNSETTLED
        return digest("\n".join(f"{path.name} {now}" for path, now in zip(paths, hashes, strict=True)))

    def of(self, path: Path) -> str:
        """The hash of one file."""
        if path not in self._known:
            try:
                self._known[path] = digest(path.read_bytes())
            except OSError:
                self._known[path] = "missing"
        return self._known[path]


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: note what this page refers to, since its text may come from there."""
    links = {
        (str(node.get("refdomain")), str(node.get("reftype")), str(node.get("reftarget")))
        for node in doctree.findall(addnodes.pending_xref)
    }
    contributions.page(app.env).links = links


def stale_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """``env-updated``: the pages whose state is not the one that was last written."""
    numbering.assign(app, env)
    # What a page depends on is known only now that it has been read. A file that was edited in the
    # meantime may have been read before or after: whoever depends on it will be read again.
    app.retorno_contents = Contents(app.retorno_contents)  # type: ignore[attr-defined]
    setattr(env, SOURCES, _sources(app, env))
    states = page_states(app, env)
    app.retorno_states = states  # type: ignore[attr-defined]
    written = _written(app)
    return [docname for docname, state in states.items() if written.get(docname) != state]


def page_states(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """The state of every page, by document name."""
    registry = contributions.book(app).registry(env)
    labels = _LinkStates(env)
    uses = _UseStates(app, registry, labels)
    options = repr(sorted(app.config.html_theme_options.items()))
    shared = digest("\n".join([_navigation(app), options, repr(work(app))]))
    states = {}
    for docname in sorted(env.found_docs):
        page = contributions.pages(env).get(docname)
        parts = [shared, getattr(env, SOURCES, {}).get(docname, ""), repr(numbering.of_page(env, docname))]
        if page:
            parts += [page.key, *(f"{use} {uses.of(use)}" for use in sorted(page.uses))]
            parts += [f"{link} {labels.of(link)}" for link in sorted(page.links)]
        states[docname] = digest("\n".join(parts))
    return states


class _UseStates:
    """What pages show of the registry, as hashes, each computed once."""

    def __init__(self, app: Sphinx, registry: Registry, labels: _LinkStates) -> None:
        self._app, self._registry, self._labels = app, registry, labels
        self._numbers = figure_card.numbers(app.env)
        self._known: dict[str, str] = {}

    def of(self, use: str) -> str:
        """The hash of what *use* (see :class:`~retorno.evidence.registry.Contribution`) shows now."""
        if use not in self._known:
            self._known[use] = digest(repr(self._content(use)))
        return self._known[use]

    def _content(self, use: str) -> object:
        kind, _, id = use.partition(":")
        registry, catalogue = self._registry, contributions.book(self._app).catalogue
        if kind == "registry":
            entries = [{**entry, "inputs": None} for entry in registry.as_list()]
            places = contributions.book(self._app).places
            return entries, self.of("catalogue"), self._labels.of_all_citations(), places
        if kind == "catalogue":
            return [(data_set.described, registry.pages_reading(data_set.name)) for data_set in catalogue]
        if kind == "data":
            findings = [
                self.of(f"finding:{name}") for name, found in sorted(registry.findings.items()) if id in found.datasets
            ]
            if id not in catalogue:
                return None
            cited = self._labels.of_citations(catalogue[id].about("source", []))
            return catalogue[id].described, registry.pages_reading(id), findings, cited
        if kind == "finding":
            return registry.findings.get(id), registry.entry(use).page, self._card(use)
        if kind == "claim":
            verdict = registry.verdicts.get(id)
            computed = registry.used(verdict)
            claim = registry.claims.get(id)
            cited = self._labels.of_citations([claim.source] if claim else [])
            return claim, verdict, computed, cited, self._card(use)
        if kind == "tested":
            return [self._tested(claim) for claim in registry.claims.values() if ANALYSES + claim.analysis == id]
        if kind == "figures":
            return self._numbers
        if kind == "figure":
            page = registry.page_of_figure(id)
            return (registry.pages[page].figures[id], registry.pages[page].key, self._numbers.get(id)) if page else None
        if kind == "term":
            return term_cards.definition_of(self._app, id)
        if kind == "dataset":
            return catalogue[id].described if id in catalogue else None
        return None

    def _tested(self, claim: Claim) -> object:
        """What the top of an analysis shows of a claim that it tests."""
        verdict = self._registry.verdicts.get(claim.id)
        return self.of(f"claim:{claim.id}"), self.of(f"finding:{verdict.elsewhere}") if verdict else ""

    def _card(self, use: str) -> object:
        """What the number card of a finding or a claim shows."""
        book = contributions.book(self._app)
        return number_cards.of(self._registry, book, self._app.env, use.replace(":", "-", 1))


class _LinkStates:
    """What a reference to another page shows: a title, a label, a number, an address."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._standard = env.get_domain("std")
        self._citations = {citation.key: citation for citation in env.get_domain("cite").citations}  # type: ignore[attr-defined]

    def of(self, link: Link) -> str:
        """The text and the address that *link* leads to now."""
        domain, kind, target = link
        if domain == "cite":
            return self.of_citations(target.split(","))
        if kind == "doc":
            title = self._env.titles.get(target.lstrip("/"))
            return title.astext() if title else ""
        data = self._standard.data
        named, nameless = data["labels"].get(target.lower()), data["anonlabels"].get(target.lower())
        term = data["objects"].get(("term", target)), data.get("terms", {}).get(target.lower())
        docname, *_ = named or nameless or ("",)
        return repr((named, nameless, term, self._env.toc_fignumbers.get(docname)))

    def of_citations(self, keys: Iterable[str]) -> str:
        """What citations of *keys* show and where they lead."""
        found = [self._citations.get(key.strip()) for key in keys]
        return repr(
            [
                (
                    one.citation_id,
                    one.bibliography_key.docname,
                    one.formatted_entry.label,
                    sorted(one.entry.fields.items()),
                )
                for one in found
                if one
            ]
        )

    def of_all_citations(self) -> str:
        """What all citations show and where they lead."""
        return self.of_citations(sorted(self._citations))


def _navigation(app: Sphinx) -> str:
    """What every page shows of the others: parts with their captions, the order, the places and the titles of pages."""
    tree = sorted((docname, tuple(below)) for docname, below in app.env.toctree_includes.items())
    titles = sorted((docname, title.astext()) for docname, title in app.env.titles.items())
    return digest(repr((navigation.navigation(app).parts, tree, titles)))


def remember_written(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: every page is now written in its state; pages that are gone leave."""
    states = getattr(app, "retorno_states", None)
    if exception or states is None or app.builder.format != "html":
        return
    warned = app.retorno_warned.docnames  # type: ignore[attr-defined]
    states = {docname: state for docname, state in states.items() if docname not in warned}
    for docname in _written(app).keys() - states.keys():
        with suppress(OSError):
            Path(app.builder.get_outfilename(docname)).unlink()  # type: ignore[attr-defined]
    partial = _note(app).with_suffix(".partial")
    partial.write_text(json.dumps(states), encoding="utf-8")
    os.replace(partial, _note(app))


def _written(app: Sphinx) -> dict[str, str]:
    """The states in which pages were written; none where the pages themselves are not there."""
    try:
        written: dict[str, str] = json.loads(_note(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return written if Path(app.outdir, "index.html").is_file() else {}


def _note(app: Sphinx) -> Path:
    return Path(app.doctreedir) / f"{app.builder.name}-{WRITTEN}"
