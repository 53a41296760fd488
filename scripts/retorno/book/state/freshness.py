"""Which pages are read and which are written: decided by content, never by time stamps.

Sphinx compares time stamps, and takes a page for finished once it has been read. Both go wrong:
a restored checkout has new time stamps and old content, a reverted file the other way round; a
page shows titles, labels and values of other pages, which it is not told of. So each page has a
*state*: a hash of its source, of the files that it depends on, of the code, of everything that it
shows of other pages, and of what all pages share. A page is read if its sources or the code
changed, and written if its state is not the one that was last written. (What a killed build has
left half-written is not believed at all: :mod:`retorno.project.manifest`.)

What a page shows of others are its links and its placeholders, which know their state themselves,
and what an extension notes with :meth:`Freshness.show`. Two events ask for the rest:
``freshness-shared`` what all pages show, ``freshness-page`` what one page shows besides.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from retorno.book.state import numbering, warned_pages
from retorno.book.state.link_states import Link, LinkStates
from retorno.book.state.placeholders import Placeholder
from retorno.project.paths import PACKAGE
from sphinx_keyed_execution.inputs import digest
from sphinx_keyed_execution.kept_files import write_whole
from sphinx_keyed_execution.reach import ENGINE

WRITTEN = "retorno-written.json"
SHARED, PAGE = "freshness-shared", "freshness-page"

Shown = tuple[type[Placeholder], tuple[tuple[str, Any], ...]]
"""A placeholder in short: what kind of place it is, and its attributes."""


class Freshness(Domain):
    """What is known of the sources of pages and of what they show: kept by Sphinx from build to build."""

    name, label = "freshness", "Freshness"
    data_version = 1
    initial_data = {"sources": {}, "links": {}, "shown": {}}  # noqa: RUF012

    contents: Contents
    states: dict[str, str] | None = None
    """The states of all pages in this build, once they have been read."""

    stale: list[str]
    """The pages whose state is not the one that was last written."""

    @classmethod
    def of(cls, env: BuildEnvironment) -> Freshness:
        """That of this build."""
        found = env.get_domain(cls.name)
        assert isinstance(found, cls)
        return found

    @property
    def sources(self) -> dict[str, str]:
        """For each page, a hash of all that it was read from."""
        sources: dict[str, str] = self.data["sources"]
        return sources

    def clear_doc(self, docname: str) -> None:
        """A page that is read anew or removed shows nothing."""
        self.data["links"].pop(docname, None)
        self.data["shown"].pop(docname, None)

    def show(self, place: Placeholder) -> None:
        """Note that the page that is being read shows what *place* does."""
        shown = type(place), tuple(sorted(place.non_default_attributes().items()))
        self.data["shown"].setdefault(self.env.docname, set()).add(shown)

    def note(self, doctree: nodes.document) -> None:
        """Note what the page that has been read refers to, since its text may come from there."""
        for place in doctree.findall(Placeholder):
            self.show(place)
        self.data["links"][self.env.docname] = {
            (str(node.get("refdomain")), str(node.get("reftype")), str(node.get("reftarget")))
            for node in doctree.findall(addnodes.pending_xref)
        }

    def links(self, docname: str) -> set[Link]:
        """What *docname* refers to."""
        links: set[Link] = self.data["links"].get(docname, set())
        return links

    def shown(self, docname: str) -> Iterator[Placeholder]:
        """The placeholders of *docname*, ready to be asked; each once."""
        for shown in self.data["shown"].get(docname, ()):
            yield self._place(shown)

    def _place(self, shown: Shown) -> Placeholder:
        kind, attributes = shown
        place = kind(**dict(attributes))
        place.env = self.env
        return place

    def read_sources(self) -> None:
        """Look at what all pages are read from."""
        code = self.contents.of_code
        found = sorted(self.env.found_docs)
        self.data["sources"] = {name: digest(f"{code} {self.contents.of_page(self.env, name)}") for name in found}

    def page_states(self, app: Sphinx) -> dict[str, str]:
        """The state of every page, by document name."""
        links = LinkStates(self.env)
        known: dict[Shown, str] = {}
        shared = digest(repr(app.emit(SHARED, self.env)))
        states = {}
        for docname in sorted(self.env.found_docs):
            shown = self.data["shown"].get(docname, set())
            for one in shown - known.keys():
                known[one] = f"{one[0].__name__} {one[1]} {digest(repr(self._place(one).state()))}"
            parts = [shared, self.sources.get(docname, ""), repr(app.emit(PAGE, self.env, docname))]
            parts += sorted(known[one] for one in shown)
            parts += [f"{link} {links.of(link)}" for link in sorted(self.links(docname))]
            states[docname] = digest("\n".join(parts))
        return states


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
        # Sphinx names the packed translation before a page is read, and forgets it when it has been.
        names = sorted(name for name in env.dependencies[docname] if not str(name).endswith(".mo"))
        translation = Path(env.srcdir, "locale", env.config.language, "LC_MESSAGES", f"{docname}.po")
        paths = [Path(env.doc2path(docname)), translation, *(Path(env.srcdir, name) for name in names)]
        return self._of_all(paths)

    @cached_property
    def of_code(self) -> str:
        """A hash of the code and the templates that read and write pages, libraries included."""
        found = (path for folder in (PACKAGE, ENGINE) for path in folder.rglob("*"))
        files = sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
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


def changed_sources(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """``env-get-outdated``: the pages whose source or dependencies have another content.

    Sphinx's own choice, made by time stamps, is corrected in place: it hands the set over.
    """
    fresh = Freshness.of(env)
    known, fresh.contents = fresh.sources, Contents()
    fresh.read_sources()
    other = {docname for docname, now in fresh.sources.items() if now != known.get(docname)}
    changed.intersection_update(other)
    return sorted(other - added)


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: note what this page shows of others."""
    Freshness.of(app.env).note(doctree)


def stale_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """``env-updated``: the pages whose state is not the one that was last written."""
    numbering.assign(app, env)
    # What a page depends on is known only now that it has been read. A file that was edited in the
    # meantime may have been read before or after: whoever depends on it will be read again.
    fresh = Freshness.of(env)
    fresh.contents = Contents(fresh.contents)
    fresh.read_sources()
    fresh.states = fresh.page_states(app)
    written = _written(app)
    fresh.stale = [docname for docname, state in fresh.states.items() if written.get(docname) != state]
    return fresh.stale


def remember_written(app: Sphinx, exception: Exception | None, warned: Container[str]) -> None:
    """``build-finished``: every page but those *warned* of is now written in its state; pages that are gone leave."""
    builder = app.builder
    states = None if exception else Freshness.of(app.env).states
    if states is None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    states = {docname: state for docname, state in states.items() if docname not in warned}
    for docname in _written(app).keys() - states.keys():
        with suppress(OSError):
            Path(builder.get_outfilename(docname)).unlink()
    write_whole(_note(app), json.dumps(states).encode())


def _written(app: Sphinx) -> dict[str, str]:
    """The states in which pages were written; none where the pages themselves are not there."""
    try:
        written: dict[str, str] = json.loads(_note(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return written if Path(app.outdir, "index.html").is_file() else {}


def _note(app: Sphinx) -> Path:
    return Path(app.doctreedir) / f"{app.builder.name}-{WRITTEN}"


def setup(app: Sphinx) -> None:
    """Decide by content what is read and what is written."""
    app.add_domain(Freshness)
    app.add_event(SHARED)
    app.add_event(PAGE)
    app.connect(PAGE, lambda _, env, docname: numbering.of_page(env, docname))
    app.connect("env-get-outdated", changed_sources)
    app.connect("doctree-read", note, priority=800)
    app.connect("env-updated", stale_pages, priority=900)
    warned = warned_pages.setup(app)
    app.connect("build-finished", lambda app, exception: remember_written(app, exception, warned.docnames))
