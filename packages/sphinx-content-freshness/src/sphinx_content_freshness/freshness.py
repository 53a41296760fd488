"""Which pages are read and which are written: decided by content, never by time stamps.

Sphinx compares time stamps, and takes a page for finished once it has been read. Both go wrong:
a restored checkout has new time stamps and old content, a reverted file the other way round; a
page shows titles, labels and values of other pages, which it is not told of. So each page has a
*state*: a hash of its source, of the files that it depends on, of the code, of everything that it
shows of other pages, and of what all pages share. A page is read if its sources or the code
changed, and written if its state is not the one that was last written.

What a page shows of others are its links and its placeholders, which know their state themselves,
and what an extension notes with :meth:`Freshness.show`. Two events ask for the rest:
``freshness-shared`` what all pages show, ``freshness-page`` what one page shows besides.
"""

from __future__ import annotations

import json
import os
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from sphinx_content_freshness import numbering, placeholders, shared, warned_pages
from sphinx_content_freshness.contents import Contents, digest
from sphinx_content_freshness.link_states import Link, LinkStates
from sphinx_content_freshness.placeholders import Placeholder

WRITTEN = "content-freshness-written.json"
SHARED, PAGE = "freshness-shared", "freshness-page"

Shown = tuple[type[Placeholder], tuple[tuple[str, Any], ...]]
"""A placeholder in short: what kind of place it is, and its attributes."""


class Freshness(Domain):
    """What is known of the sources of pages and of what they show: kept by Sphinx from build to build."""

    name, label = "freshness", "Freshness"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"sources": {}, "links": {}, "shown": {}}

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

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames:
            for part in ("links", "shown"):
                if docname in otherdata[part]:
                    self.data[part][docname] = otherdata[part][docname]

    def resolve_any_xref(self, *_: Any, **__: Any) -> list[Any]:
        """Nothing refers to freshness."""
        return []

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

    def read_sources(self, app: Sphinx) -> None:
        """Look at what all pages are read from."""
        code = self.contents.of_code(app)
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


def changed_sources(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """``env-get-outdated``: the pages whose source or dependencies have another content.

    Sphinx's own choice, made by time stamps, is corrected in place: it hands the set over.
    """
    fresh = Freshness.of(env)
    known, fresh.contents = fresh.sources, Contents()
    fresh.read_sources(app)
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
    fresh.read_sources(app)
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
    partial = _note(app).with_suffix(".partial")
    partial.write_text(json.dumps(states), encoding="utf-8")
    os.replace(partial, _note(app))


def _written(app: Sphinx) -> dict[str, str]:
    """The states in which pages were written; none where the pages themselves are not there."""
    try:
        written: dict[str, str] = json.loads(_note(app).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return {}
    return {docname: state for docname, state in written.items() if Path(builder.get_outfilename(docname)).is_file()}


def _note(app: Sphinx) -> Path:
    return Path(app.doctreedir) / f"{app.builder.name}-{WRITTEN}"


def setup(app: Sphinx) -> None:
    """Decide by content what is read and what is written."""
    app.add_domain(Freshness)
    app.add_config_value("freshness_code", [], "", list)
    app.add_config_value("freshness_headings", True, "", bool)
    app.add_event(SHARED)
    app.add_event(PAGE)
    app.connect(SHARED, shared.of_all)
    app.connect(PAGE, lambda _, env, docname: numbering.of_page(env, docname))
    app.connect("env-get-outdated", changed_sources)
    app.connect("doctree-read", note, priority=800)
    app.connect("env-updated", stale_pages, priority=900)
    placeholders.setup(app)
    numbering.setup(app)
    warned = warned_pages.setup(app)
    app.connect("build-finished", lambda app, exception: remember_written(app, exception, warned.docnames))
