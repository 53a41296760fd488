"""One build of the book: what it knows of the project, and what each page gave. Sphinx keeps it as a domain.

Of all this only what pages gave outlives the build. What is made of all pages together, the registry
above all, is made once, when it is first asked for after the last page has been read.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from retorno.book.state import translated_content as translated
from retorno.book.state.translated_content import described, told
from retorno.changes.release_history import History
from retorno.checks import rule_address
from retorno.evidence import message_catalogue, source_texts, usable_words
from retorno.evidence.book_citation import Work
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.claims import Claim, read_claims
from retorno.evidence.registry import Contribution, Registry
from retorno.evidence.source_grades import Grades
from retorno.evidence.wording import Words
from retorno.project.csv_tables import records
from retorno.project.paths import Project
from retorno.teaching.sources import Material
from sphinx_content_freshness.freshness import Freshness
from sphinx_content_freshness.link_states import LinkStates
from sphinx_content_freshness.placeholders import Placeholder
from sphinx_keyed_execution.inputs import digest

PLACES = "places"
T = TypeVar("T")


class Build(Domain):
    """One build of the book; the part that lasts are the contributions of pages."""

    name, label = "retorno", "Retorno"
    data_version = 2
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}}

    app: Sphinx
    project: Project
    words: Words
    catalogue: Catalogue
    claims: dict[str, Claim]
    """In the words of the edition, as all that pages show is."""

    described: Catalogue
    stated: dict[str, Claim]
    """The same as the project has them."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._made: dict[Callable[[Build], Any], Any] = {}
        self._digests: dict[Hashable, str] = {}

    @classmethod
    def of(cls, env: BuildEnvironment) -> Build:
        """That of this build."""
        found = env.get_domain(cls.name)
        assert isinstance(found, cls)
        return found

    def begin(self, app: Sphinx) -> None:
        """Read the claims and the descriptions of the data; raises ``ContentError``."""
        self.app = app
        self.project = Project.containing(app.srcdir)
        said = {text: saying for page in self.contributions.values() for text, saying in page.said.items()}
        words = message_catalogue.words(self.project.root, app.config.language, said, bool(app.config.retorno_messages))
        self.words = words
        self.described = Catalogue(self.project)
        self.stated = read_claims(self.project)
        self.history = History(self.project.root)
        self.places = _places(self.described)
        self.catalogue = self.described.with_descriptions(lambda one: cast(dict[str, Any], described(one, words)))
        self.claims = {id: translated.claim(claim, words) for id, claim in self.stated.items()}
        self.texts = {key: told(text, words) for key, text in source_texts.texts(self.project).items()}
        self.passages = [told(passage, words) for _, passage in source_texts.passages(self.project)]
        self.rows = {row.get("id", ""): line for line, row in records(self.project.data / "claims.csv")}
        self.sentences = usable_words.read(self.project)
        self.readings = {id: told(one, words) for id, one in source_texts.readings(self.project).items()}

    def clear_doc(self, docname: str) -> None:
        """A page that is read anew or removed contributes nothing."""
        self.contributions.pop(docname, None)

    @property
    def contributions(self) -> dict[str, Contribution]:
        """What the pages read so far gave, by document name."""
        pages: dict[str, Contribution] = self.data["pages"]
        return pages

    @property
    def page(self) -> Contribution:
        """What the page gives that is being read."""
        return self.contributions.setdefault(self.env.docname, Contribution())

    def place(self, code: str) -> str:
        """The name of a place: from the table of places, else of the country; other words stay as they are."""
        country = self.words.place(code)
        # The table of the project has the names in the language of the book, and more than countries.
        if self.words.original or country == code:
            return self.words.text(self.places.get(code, country))
        return country

    def usable(self, claim: Claim, source: str) -> str:
        """Words that one may use instead of *claim*; *source* as it is cited."""
        _, template = self.sentences.get(claim.id, (0, ""))
        told = usable_words.told(template, self.registry.findings, self.words) if template else ""
        verdict = self.registry.verdicts.get(claim.id)
        if not told and verdict and verdict.finding:  # somebody has yet to write the sentence, and data bear on it
            return f"{claim.statement} {self.registry.sentence(claim, self.words)}"
        return told or usable_words.untested(claim, source, self.words)

    def once(self, make: Callable[[Build], T]) -> T:
        """What *make* makes of this build, when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def digest_of(self, name: Hashable, content: Callable[[], object]) -> str:
        """The hash of *content*, which many places show under the one *name*."""
        if name not in self._digests:
            self._digests[name] = digest(repr(content()))
        return self._digests[name]

    @cached_property
    def published(self) -> Registry:
        """The registry of all pages, with what each shows of it: for programs, the same in every edition."""
        return Registry(
            self.stated,
            {
                docname: replace(self.contributions.get(docname, Contribution()), uses=set(self._uses(docname)))
                for docname in sorted(self.env.found_docs)
            },
            self.grades,
        )

    @cached_property
    def registry(self) -> Registry:
        """The same in the words of the edition: for readers."""
        pages = {name: self._in_words(page) for name, page in self.published.pages.items()}
        return Registry(self.claims, pages, self.grades)

    @cached_property
    def grades(self) -> Grades:
        """The grades of all sources, and the sources of all data sets."""
        return Grades.read(self.project, self.described)

    def _in_words(self, page: Contribution) -> Contribution:
        findings = {id: told(found, self.words) for id, found in page.findings.items()}
        verdicts = {id: told(verdict, self.words) for id, verdict in page.verdicts.items()}
        return replace(page, findings=findings, verdicts=verdicts)

    def _uses(self, docname: str) -> Iterator[str]:
        for place in Freshness.of(self.env).shown(docname):
            if isinstance(place, BookPlaceholder):
                yield from place.uses()

    @cached_property
    def material(self) -> Material:
        """The sources of the teaching material."""
        return Material(self.project)

    @cached_property
    def links(self) -> LinkStates:
        """What references between pages show."""
        return LinkStates(self.env)

    @cached_property
    def order(self) -> list[str]:
        """All pages in the order of the table of contents."""
        found: list[str] = []

        def walk(docname: str) -> None:
            if docname not in found:
                found.append(docname)
                for below in self.env.toctree_includes.get(docname, []):
                    walk(below)

        walk(self.env.config.root_doc)
        return found

    @cached_property
    def figure_numbers(self) -> dict[str, int]:
        """The number of each figure of the book by id, counted in the order of the table of contents."""
        ids = [id for name in self.order if name in self.contributions for id in self.contributions[name].figures]
        return {id: number for number, id in enumerate(ids, start=1)}

    @cached_property
    def work(self) -> Work:
        """The book as it is cited."""
        config = self.env.config
        stated = Work.of(Path(self.env.srcdir), str(config.project), str(config.author), str(config.copyright))
        # Where the site is published, the configuration knows best; a citation must lead somewhere from anywhere.
        address = str(config.html_baseurl).rstrip("/") or stated.address or rule_address.published(self.project)
        return replace(stated, address=address)


class BookPlaceholder(Placeholder):
    """A place on a page that shows something of the book."""

    @property
    def book(self) -> Build:
        """The book as this build knows it."""
        return Build.of(self.env)

    @property
    def words(self) -> Words:
        """The words of the edition."""
        return self.book.words

    def uses(self) -> Iterable[str]:
        """The names of what is shown by itself: ``finding:ID``, ``claim:ID``, ``verdict:ID``, ``dataset:ID``."""
        return ()

    def state_of(self, place: Placeholder) -> object:
        """The state of another placeholder, which stands inside this one."""
        place.env = self.env
        return place.state()


def _places(catalogue: Catalogue) -> dict[str, str]:
    """The names of the places by code, where the book has a table of them; the checks look at its form."""
    if PLACES not in catalogue:
        return {}
    return {row.get("code", ""): row.get("name", "") for _, row in records(catalogue[PLACES].path)}


def _begin(app: Sphinx) -> None:
    """``builder-inited``: know the project."""
    Build.of(app.env).begin(app)


def _key(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """``freshness-page``: what the notebook of the page gave goes by the key of its execution."""
    given = Build.of(env).contributions.get(docname)
    return given.key if given else ""


def setup(app: Sphinx) -> None:
    """Have a :class:`Build` for each build."""
    app.add_domain(Build)
    app.connect("builder-inited", _begin, priority=400)
    app.connect("freshness-page", _key)
    app.connect("freshness-shared", lambda _, env: Build.of(env).work)
