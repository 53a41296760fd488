"""Who publishes the book, which edition this is, how far the data reach: what a reader asks before reading on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import BookPlaceholder, Build
from retorno.book.state.node_builders import page_link, paragraph, place_link, web_link
from retorno.book.state.page_languages import PAPERS_IN
from retorno.evidence.catalogue import Catalogue, DataSet
from retorno.evidence.findings import Finding
from retorno.evidence.periods import days, latest_end
from retorno.evidence.registry import Registry
from retorno.project.paths import ANALYSES, DATA_PAGES

INDEPENDENT = "Independent of IOM and of any government."
METHOD = "chapters/reference/method"
CORRECTIONS = "chapters/reference/corrections"
"""The page that names every way to write, also without an account."""

WHO = "who-we-are"
"""The label of the section that says who makes the book."""

BENEATH = ("chapters/",)
"""What the names of pages begin with that say beneath their title which edition they belong to."""


def data_to(catalogue: Catalogue, names: Iterable[str]) -> str:
    """The latest period that the data sets *names* reach, in ISO 8601; empty where none says.

    What reaches beyond the day on which it was checked is a plan, as a budget for years to come, and no count.
    """
    return latest_end(_end(catalogue[name]) for name in names if name in catalogue)


def shown_to(catalogue: Catalogue, registry: Registry, docname: str) -> str:
    """How far the values and figures of a page reach, in ISO 8601; of the page of a data set, how far that one does.

    A data set may go on for longer than what a page takes from it: its end would promise too much. Nor does a page
    reach farther than its data, whatever period a value names.
    """
    whole = data_to(catalogue, data_sets_of(registry, docname))
    given = registry.pages.get(docname)
    if given is None or docname.startswith(DATA_PAGES):
        return whole
    values = [*given.findings.values(), *_findings_of(registry, given.uses)]
    shown = latest_end([*(value.period for value in values), *(made.to for made in given.figures.values())])
    return shown if shown and whole and days(shown)[1] <= days(whole)[1] else whole


def _findings_of(registry: Registry, uses: Iterable[str]) -> Iterator[Finding]:
    """The findings that a page shows, and those beneath the statistics that it shows."""
    for use in uses:
        kind, _, id = use.partition(":")
        if kind == "finding" and id in registry.findings:
            yield registry.findings[id]
        elif kind == "claim":
            yield from registry.used(registry.verdicts.get(id))


def _end(data_set: DataSet) -> str:
    """The end of what a data set covers; empty where it had not begun when the data were last checked."""
    end, checked = str((data_set.about("coverage", {}) or {}).get("to", "")), str(data_set.about("checked"))
    return "" if end and checked and days(end)[0] > days(checked)[1] else end


def data_sets_of(registry: Registry, docname: str) -> set[str]:
    """The data sets whose values a page shows, or from which its notebook computes; of the page of one, that one."""
    if docname.startswith(DATA_PAGES):
        return {docname.removeprefix(DATA_PAGES)}
    given = registry.pages.get(docname)
    if given is None:
        return set()
    found = {path.removeprefix("data/").removesuffix(".csv") for path in given.inputs if path.startswith("data/")}
    return found | {name for shown in _findings_of(registry, given.uses) for name in shown.datasets}


def _edition(book: Build) -> str:
    """“Edition of 22 November 2026”; empty where the book has no release yet."""
    work, words = book.work, book.words
    return words.say("Edition of {date}", date=words.period(work.released)) if work.released else ""


class EditionPlace(BookPlaceholder):
    """Where a page says which edition it belongs to and how far its data reach."""

    def fill(self) -> Iterable[nodes.Node]:
        """One quiet line."""
        parts = [_edition(self.book), self._reach()]
        if told := [part for part in parts if part]:
            yield paragraph(" · ".join(told), classes=["edition"])

    def _reach(self) -> str:
        end = shown_to(self.book.catalogue, self.book.registry, self["page"])
        return self.words.say("Data to {period}", period=self.words.period(end)) if end else ""

    def state(self) -> object:
        """The line itself."""
        return _edition(self.book), self._reach()


class ImprintPlace(BookPlaceholder):
    """Where the home page says who publishes it."""

    def fill(self) -> Iterable[nodes.Node]:
        """Publisher, edition, reach of the data, independence, and the way to more."""
        config, say = self.env.config, self.words.say
        if config.retorno_publisher:
            yield paragraph(nodes.strong("", say("Publisher:")), f" {say(config.retorno_publisher)} ", say(INDEPENDENT))
        parts: list[nodes.Node] = [nodes.Text(text) for text in (_edition(self.book), self._reach()) if text]
        if METHOD in self.env.all_docs:
            parts.append(self._who(say("Who we are, and how we work")))
        if CORRECTIONS in self.env.all_docs:
            parts.append(page_link(CORRECTIONS, say("Write to us")))
        elif config.retorno_contact:
            parts.append(web_link(config.retorno_contact, say("Write to us")))
        yield paragraph(list(_dotted(parts)))

    def _who(self, text: str) -> nodes.Node:
        """The way to the section that says who we are; to the page, where it has none."""
        known = self.env.get_domain("std").data["labels"]
        return place_link(WHO, text) if WHO in known else page_link(METHOD, text)

    def _reach(self) -> str:
        registry = self.book.registry
        names = {name for page in registry.pages if page.startswith(ANALYSES) for name in data_sets_of(registry, page)}
        end = data_to(self.book.catalogue, names)
        return self.words.say("data to {period}", period=self.words.period(end)) if end else ""

    def state(self) -> object:
        """What is told."""
        config = self.env.config
        return config.retorno_publisher, config.retorno_contact, _edition(self.book), self._reach()


def _dotted(parts: list[nodes.Node]) -> Iterator[nodes.Node]:
    for position, part in enumerate(parts):
        if position:
            yield nodes.Text(" · ")
        yield part


class Imprint(SphinxDirective):
    """``imprint``: who publishes the book, which edition this is, and how far the data reach."""

    def run(self) -> list[nodes.Node]:
        """Leave the place: what the analyses read is known when all pages have been read."""
        box = nodes.container("", ImprintPlace(), classes=["imprint"], is_div=True)
        return [box]


def _beneath(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: leave the place for the line beneath the title."""
    docname = app.env.docname
    section = next(iter(doctree.findall(nodes.section)), None)
    if section is None or PAPERS_IN.fullmatch(docname) or not docname.startswith(BENEATH):
        return
    title = section.first_child_matching_class(nodes.title)
    if title is not None:
        section.insert(title + 1, EditionPlace(page=docname))


def _foot(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """``html-page-context``: what the foot of each page says of the publisher."""
    context["publisher"] = app.config.retorno_publisher
    context["contact"] = CORRECTIONS if CORRECTIONS in app.env.all_docs else app.config.retorno_contact
    context["independent"] = INDEPENDENT


def setup(app: Sphinx) -> None:
    """Let the book say who answers for it."""
    app.add_config_value("retorno_publisher", "", "env")
    app.add_config_value("retorno_contact", "", "env")
    app.add_directive("imprint", Imprint)
    app.connect("doctree-read", _beneath, priority=550)
    app.connect("html-page-context", _foot)
