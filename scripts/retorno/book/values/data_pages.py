"""The data catalogue: its overview, one page a data set, and tables shown in full."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from retorno.book.roles.dataset import DatasetReference
from retorno.book.roles.finding import FindingReference
from retorno.book.state.book_build import BookPlaceholder, Build
from retorno.book.state.node_builders import bullets, cite, fields, joined, page_link, paragraph, table, web_link
from retorno.book.theme import edit_links
from retorno.book.values import data_use, whole_registry
from retorno.book.values.data_chart import DataChartPlace
from retorno.book.values.shown_tables import shown_table
from retorno.evidence import catalogue_pages, comparability, expected_figures
from retorno.evidence.catalogue import DataSet
from retorno.evidence.wording import Words
from retorno.project.paths import DATA_PAGES, Project

TOLD = {
    expected_figures.ENDED: "none: the series has ended",
    expected_figures.UNKNOWN: "not known: the publisher keeps no rhythm",
}
"""What readers are told where no month can be named."""

HEADS = ("Data set", "What is counted", "Period", "Vintage", "Next figures expected", "Checked again by", "Used by")


class CataloguePlace(BookPlaceholder):
    """Where the overview of all data sets will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """One row a data set."""
        registry = self.book.registry
        rows = [
            [
                DatasetReference(data_set.name),
                str(data_set.about("counts")),
                _span(data_set, self.words),
                str(data_set.about("vintage")),
                _expected(data_set, self.words) or "–",
                self.words.period(str(data_set.about("review_by"))),
                joined([page_link(page) for page in registry.pages_reading(data_set.name)]) or "–",
            ]
            for data_set in self.book.catalogue
        ]
        yield table([self.words.say(head) for head in HEADS], rows, classes=["data", "filterable"])

    def state(self) -> object:
        """All descriptions, and who reads the data."""
        return self.book.once(whole_registry.data_sets)


class DataSetPlace(BookPlaceholder):
    """Where the description of one data set will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """Everything that the data package says of it, and who uses it."""
        data_set, words, say = self.book.catalogue[self["name"]], self.words, self.words.say
        registry = self.book.registry
        yield paragraph(str(data_set.described.get("description", "")))
        yield DataChartPlace(name=data_set.name)
        yield from data_use.use(data_set, self.book, self["up"], f"{DATA_PAGES}{data_set.name}")
        yield fields(
            [
                (say("What is counted"), str(data_set.about("counts"))),
                (say("Unit"), str(data_set.about("unit"))),
                (
                    say("Coverage"),
                    ", ".join(filter(None, (_span(data_set, words), _places(data_set, words)))),
                ),
                (say("Source"), joined([cite(key) for key in data_set.about("source", [])])),
                (
                    say("Publisher’s address"),
                    joined(
                        [
                            web_link(source.get("path", ""), source.get("title", ""))
                            for source in data_set.described.get("sources", [])
                        ]
                    ),
                ),
                (
                    say("Licence"),
                    joined(
                        [
                            web_link(licence.get("path", ""), licence.get("title") or licence.get("name", ""))
                            for licence in data_set.described.get("licenses", [])
                        ]
                    ),
                ),
                (say("Licence verified"), words.period(str(data_set.about("licence_verified")))),
                (say("On the licence"), str(data_set.about("licence_note"))),
                (say("Vintage"), str(data_set.about("vintage"))),
                (say("Last checked"), words.period(str(data_set.about("checked")))),
                (say("Next figures expected"), _expected(data_set, words)),
                (say("Have you newer figures?"), self._form(data_set)),
                (say("Checked again by"), words.period(str(data_set.about("review_by")))),
                (
                    say("Used in"),
                    joined([page_link(page) for page in registry.pages_reading(data_set.name)]),
                ),
            ]
        )
        findings = [
            FindingReference(id, told=True)
            for id, found in sorted(registry.findings.items())
            if data_set.name in found.datasets
        ]
        if findings:
            yield nodes.rubric("", say("Numbers that come of it"))
            yield bullets(findings)
        if breaks := data_set.about("breaks", []):
            yield nodes.rubric("", say("Breaks in the series"))
            yield bullets(
                [
                    ": ".join(filter(None, (words.period(str(entry.get("at", ""))), str(entry.get("what", "")))))
                    for entry in breaks
                ]
            )
        if rules := data_set.about(comparability.KEY, []):
            yield nodes.rubric("", say("What must not be added, chained or compared"))
            yield bullets([str(rule.get("what", "")) for rule in rules])
        if caveats := data_set.about("caveats", []):
            yield nodes.rubric("", say("Before you use it"))
            yield bullets([str(caveat) for caveat in caveats])
        yield nodes.rubric("", say("Columns"))
        yield table(
            [say("Column"), say("Type"), say("What it holds")],
            [
                [field["name"], say(field["type"]), str(field.get("description") or field.get("title") or "")]
                for field in data_set.fields
            ],
        )

    def _form(self, data_set: DataSet) -> nodes.Node | str:
        """The form for figures that a person has to enter; empty where a publisher is asked by program."""
        settings = data_set.about("refresh", {}) or {}
        address = edit_links.figures_form(self.book.app, data_set.name)
        if data_set.is_own or "reader" in settings or not address:
            return ""
        return web_link(address, self.words.say("This table is filled in by hand: send them with this form"))

    def state(self) -> object:
        """Its description, who reads it, the findings that rest on it, and its sources."""
        if self["name"] not in self.book.catalogue:
            return None
        data_set, registry = self.book.catalogue[self["name"]], self.book.registry
        findings = [
            self.state_of(FindingReference(id))
            for id, found in sorted(registry.findings.items())
            if data_set.name in found.datasets
        ]
        cited = self.book.links.of_citations(data_set.about("source", []))
        chart = self.state_of(DataChartPlace(name=data_set.name))
        return (
            data_set.described,
            registry.pages_reading(data_set.name),
            findings,
            cited,
            data_use.state(data_set),
            chart,
        )


def _places(data_set: DataSet, words: Words) -> str:
    """The places that a data set covers, by name where they are few."""
    codes = data_set.about("coverage", {}).get("places", "")
    if isinstance(codes, str):
        return words.say(codes)
    return ", ".join(map(words.place, codes)) if len(codes) <= 8 else words.say("{number} places", number=len(codes))


def _expected(data_set: DataSet, words: Words) -> str:
    """When the publisher should have newer figures; empty for a table of the book's own."""
    if month := expected_figures.month(data_set):
        when = words.period(month)
        behind = expected_figures.is_behind(data_set)
        return words.say("since {month}: not yet in this table", month=when) if behind else when
    said = str(data_set.about(expected_figures.KEY))
    return words.say(TOLD[said]) if said in TOLD else ""


def _span(data_set: DataSet, words: Words) -> str:
    coverage = data_set.about("coverage", {})
    ends = [words.period(str(coverage[end])) for end in ("from", "to") if coverage.get(end)]
    return words.say("{start} to {end}", start=ends[0], end=ends[1]) if len(set(ends)) > 1 else "".join(ends[:1])


class DataCatalogue(SphinxDirective):
    """``data-catalogue``: the overview of all data sets."""

    def run(self) -> list[nodes.Node]:
        """Leave the place: which pages use a data set is known later."""
        return [CataloguePlace()]


class DataSetPage(SphinxDirective):
    """``data-set`` NAME: the description of one data set."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        name = self.arguments[0]
        if name not in Build.of(self.env).catalogue:
            raise self.error(f"there is no data set “{name}” in data/datapackage.json")
        return [DataSetPlace(name=name, up="../" * self.env.docname.count("/") + self.config.retorno_up)]


class DataTable(SphinxDirective):
    """``data-table`` NAME: the rows of a data set, all columns or those named in ``columns``."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"columns": directives.unchanged, "headings": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Read the file and show it; the page depends on it."""
        data_set, rows = shown_table(self, self.arguments[0])
        names = _listed(self.options.get("columns")) or [field["name"] for field in data_set.fields]
        titles = {field["name"]: field.get("title") or field["name"] for field in data_set.fields}
        if unknown := [name for name in names if name not in titles]:
            raise self.error(f"{data_set.name} has no column “{unknown[0]}”; it has {', '.join(titles)}")
        if not all(name in row for row in rows[:1] or [{}] for name in names):
            raise self.error(f"data/{data_set.path.name} cannot be read as it is described: `make check` says why")
        words = Build.of(self.env).words
        header = [words.say(head) for head in _listed(self.options.get("headings"))] or [titles[name] for name in names]
        if len(header) != len(names):
            raise self.error(f"there are {len(names)} columns and {len(header)} headings; give each column one heading")
        return [
            table(header, [[words.cell(row[name]) for name in names] for row in rows], classes=["data", "filterable"])
        ]


def _listed(option: Any) -> list[str]:
    return [part.strip() for part in str(option).split(",")] if option else []


def _make_pages(app: Sphinx) -> None:
    """``builder-inited``, before Sphinx looks for pages."""
    catalogue_pages.write(Project.containing(Path(app.srcdir)))


def setup(app: Sphinx) -> None:
    """Have the page of each data set made."""
    app.connect("builder-inited", _make_pages)


DIRECTIVES = {"data-catalogue": DataCatalogue, "data-set": DataSetPage, "data-table": DataTable}
