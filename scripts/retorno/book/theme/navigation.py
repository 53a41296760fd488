"""The way through the book: parts and pages beside the text, computed once a build.

Beside a page stand all parts with their pages; what lies deeper is shown on its own branch only, and
not at all where there are many (the data sets, which their catalogue lists) or where only builders look,
so that the navigation stays short in a long book. The lists of the parts are made once for each
depth of folder and joined with what is special about the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from retorno.book.state.book_build import Build
from retorno.book.state.page_languages import PAPERS_IN, language_of
from retorno.project.paths import DATA_PAGES, FOR_BUILDERS

Say = Callable[[str], str]


@dataclass
class Page:
    """A page with its title and the pages below it, by document name; ``language`` where it has one of its own."""

    name: str
    title: str
    below: list[Page] = field(default_factory=list)
    language: str = ""


@dataclass
class Part:
    """A part of the book: its caption (may be empty) and its pages."""

    caption: str
    pages: list[Page]


def _aside(page: Page) -> bool:
    """Whether the parts leave a page out: those for builders, and the one that stands above all parts."""
    return page.name in FOR_BUILDERS or bool(PAPERS_IN.fullmatch(page.name))


class Navigation:
    """The parts and pages of one build."""

    def __init__(self, book: Build) -> None:
        self.app, env, say = book.app, book.env, book.words.say
        self.home = env.config.root_doc
        self.parts = [
            Part(say(tree.get("caption") or ""), list(_pages(env, tree, {self.home}, say)))
            for tree in _toctrees(env, self.home)
        ]
        self.trail: dict[str, tuple[Part, list[Page]]] = {}
        for part in self.parts:
            self._note(part, part.pages, [])
        self._lists: dict[tuple[str, int], str] = {}

    def _note(self, part: Part, pages: list[Page], above: list[Page]) -> None:
        for page in pages:
            self.trail[page.name] = (part, [*above, page])
            self._note(part, page.below, [*above, page])

    def html(self, name: str) -> str:
        """The navigation beside the page *name*."""
        part, trail = self.trail.get(name, (None, []))
        return "".join(
            self._special(one, name, trail) if one is part else self._plain(position, name)
            for position, one in enumerate(self.parts)
        )

    def _plain(self, position: int, name: str) -> str:
        """A part in which the page does not lie: the same for all pages of one folder depth."""
        folder = name.rpartition("/")[0]
        if (folder, position) not in self._lists:
            part = self.parts[position]
            links = "".join(f"<li>{self._link(page, name)}</li>" for page in part.pages if not _aside(page))
            self._lists[folder, position] = _folded(part, links, opened=not part.caption)
        return self._lists[folder, position]

    def _special(self, part: Part, name: str, trail: list[Page]) -> str:
        """The part in which the page lies, unfolded down to it."""
        return _folded(part, self._branch(part.pages, name, trail), opened=True)

    def _branch(self, pages: list[Page], name: str, trail: list[Page]) -> str:
        made = []
        for page in pages:
            if _aside(page) and page.name != name:
                continue
            shown = [inner for inner in page.below if not inner.name.startswith(DATA_PAGES) or inner.name == name]
            below = f"<ul>{self._branch(shown, name, trail)}</ul>" if page in trail and shown else ""
            made.append(f"<li>{self._link(page, name)}{below}</li>")
        return "".join(made)

    def _link(self, page: Page, name: str) -> str:
        if page.name == name:
            return f'<a href="#" aria-current="page">{escape(page.title)}</a>'
        return f'<a href="{escape(self.address(name, page.name))}">{escape(page.title)}</a>'

    def address(self, start: str, target: str) -> str:
        """The relative address of one page from another."""
        builder = self.app.builder
        return relative_uri(builder.get_target_uri(start), builder.get_target_uri(target)) or "#"

    def breadcrumbs(self, name: str) -> list[dict[str, str]]:
        """What lies above the page: the part (without address), then pages."""
        part, trail = self.trail.get(name, (None, []))
        above = [{"title": page.title, "link": self.address(name, page.name)} for page in trail[:-1]]
        if not (part and part.caption):
            return above
        first = part.pages[0].name  # a part has no page of its own: its name leads to where it begins
        return [{"title": part.caption, "link": self.address(name, first)}, *above]


def _folded(part: Part, links: str, opened: bool) -> str:
    if not part.caption:
        return f"<ul>{links}</ul>"
    return f"<details{' open' if opened else ''}><summary>{escape(part.caption)}</summary><ul>{links}</ul></details>"


def _toctrees(env: BuildEnvironment, name: str) -> Iterator[addnodes.toctree]:
    if name in env.tocs:
        yield from env.tocs[name].findall(addnodes.toctree)


def _pages(env: BuildEnvironment, tree: addnodes.toctree, seen: set[str], say: Say) -> Iterator[Page]:
    """The pages that a toctree names, each once."""
    for title, name in tree["entries"]:
        if name not in env.titles or name in seen:
            continue
        seen.add(name)
        below = [page for inner in _toctrees(env, name) for page in _pages(env, inner, seen, say)]
        yield Page(name, say(title) if title else env.titles[name].astext(), below, language_of(env, name))


def _on_page(env: BuildEnvironment, name: str) -> list[dict[str, Any]]:
    """The headings of a page below its title: anchor, text and those one level further down."""
    if name not in env.tocs:
        return []
    items = [child for child in env.tocs[name].children if isinstance(child, nodes.list_item)]
    inner = [part for item in items[:1] for part in item.children if isinstance(part, nodes.bullet_list)]
    return [entry for part in inner for entry in _entries(part, depth=2)]


def _entries(part: nodes.bullet_list, depth: int) -> list[dict[str, Any]]:
    made = []
    for item in part.children:
        link = next(item.findall(nodes.reference), None)
        if link is None or not link.get("anchorname"):
            continue
        deeper = [inner for inner in item.children if isinstance(inner, nodes.bullet_list)] if depth > 1 else []
        below = [entry for inner in deeper for entry in _entries(inner, depth - 1)]
        made.append({"anchor": link["anchorname"], "text": link.astext(), "below": below})
    return made


def of_page(app: Sphinx, name: str) -> dict[str, Any]:
    """What the templates show around the page *name*."""
    known = Build.of(app.env).once(Navigation)
    return {
        "navigation": known.html(name),
        "breadcrumbs": known.breadcrumbs(name),
        "on_page": _on_page(app.env, name),
        **_past_translations(app, known, name),
    }


def _past_translations(app: Sphinx, known: Navigation, name: str) -> dict[str, Any]:
    """The page before and the page after, where a page in another language stands between."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    found = {}
    for way, place in (("prev", 1), ("next", 2)):
        first = target = app.builder.relations.get(name, (None, None, None))[place]
        while target and language_of(app.env, target):
            target = app.builder.relations[target][place]
        if target != first:
            found[way] = target and {"link": known.address(name, target), "title": app.env.titles[target].astext()}
    return found


def _shared(app: Sphinx, env: BuildEnvironment) -> object:
    """``freshness-shared``: parts with their captions."""
    return Build.of(env).once(Navigation).parts


def setup(app: Sphinx) -> None:
    """Every page shows the way through the book."""
    app.connect("freshness-shared", _shared)
