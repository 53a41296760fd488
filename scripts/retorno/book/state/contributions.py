"""What each page contributed to the registry: the state of this extension, with its whole life."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import Any, TypeVar, cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from retorno.book.state import edition_words
from retorno.book.state.translated_content import claim as translated_claim
from retorno.book.state.translated_content import described, told
from retorno.changes.release_history import History
from retorno.evidence import source_texts
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.claims import Claim, read_claims
from retorno.evidence.findings import Finding
from retorno.evidence.registry import Contribution, Registry
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import Words
from retorno.project.paths import Project

ATTRIBUTE = "retorno_pages"
PLACES = "places"


def pages(env: BuildEnvironment) -> dict[str, Contribution]:
    """The contributions of all pages read so far, by document name; kept with the environment."""
    if not hasattr(env, ATTRIBUTE):
        setattr(env, ATTRIBUTE, {})
    found: dict[str, Contribution] = getattr(env, ATTRIBUTE)
    return found


def page(env: BuildEnvironment, docname: str = "") -> Contribution:
    """The contribution of *docname*, by default of the page that is being read."""
    return pages(env).setdefault(docname or env.docname, Contribution())


Recorded = TypeVar("Recorded", Finding, Verdict)


class Book:
    """What the extension knows of the project during one build; made anew for each."""

    def __init__(self, project: Project, words: Words) -> None:
        self.project = project
        self.words = words
        self.history = History(project.root)
        self.stated: dict[str, Claim] = read_claims(project)
        """The claims as the register has them; ``claims`` are in the words of the edition."""

        self.described = Catalogue(project)
        """The data package as it stands; ``catalogue`` is in the words of the edition."""

        self.places = _places(self.described)
        self.catalogue = self.described.with_descriptions(lambda one: cast(dict[str, Any], described(one, words)))
        self.claims = {id: translated_claim(claim, words) for id, claim in self.stated.items()}
        self.texts = {key: told(text, words) for key, text in source_texts.texts(project).items()}
        self.passages = [told(passage, words) for _, passage in source_texts.passages(project)]
        self.readings = {id: told(reading, words) for id, reading in source_texts.readings(project).items()}
        self._told: dict[Any, Any] = {}

    def place(self, code: str) -> str:
        """The name of a place: from the table of places, else of the country; other words stay as they are."""
        country = self.words.place(code)
        return (
            country if country != code and not self.words.original else self.words.text(self.places.get(code, country))
        )

    def registry(self, env: BuildEnvironment) -> Registry:
        """The registry of everything read so far, in the words of the edition."""
        if self.words.original:
            return Registry(self.claims, pages(env))
        return Registry(self.claims, {name: self._in_words(page) for name, page in pages(env).items()})

    def _in_words(self, page: Contribution) -> Contribution:
        findings = {id: self._once(found) for id, found in page.findings.items()}
        verdicts = {id: self._once(verdict) for id, verdict in page.verdicts.items()}
        return replace(page, findings=findings, verdicts=verdicts)

    def _once(self, row: Recorded) -> Recorded:
        """The row in the words of the edition, made at the first time."""
        if row not in self._told:
            self._told[row] = told(row, self.words)
        return cast(Recorded, self._told[row])

    def published(self, env: BuildEnvironment) -> Registry:
        """The registry as it is published for programs: the same in every edition."""
        return Registry(self.stated, pages(env))


def _places(catalogue: Catalogue) -> dict[str, str]:
    """The names of the places by code, where the book has a table of them; the checks look at its form."""
    if PLACES not in catalogue:
        return {}
    try:
        with catalogue[PLACES].path.open(encoding="utf-8", newline="") as stream:
            return {row["code"]: row["name"] for row in csv.DictReader(stream)}
    except (OSError, KeyError, UnicodeDecodeError):
        return {}


def book(app: Sphinx) -> Book:
    """The :class:`Book` of this build."""
    found: Book = app.retorno_book  # type: ignore[attr-defined]
    return found


def open_book(app: Sphinx) -> None:
    """``builder-inited``: read the claims and the descriptions of the data."""
    project = Project.containing(app.srcdir)
    said = {text: saying for page in pages(app.env).values() for text, saying in page.said.items()}
    words = edition_words.words(project.root, app.config.language, said, bool(app.config.retorno_messages))
    app.retorno_book = Book(project, words)  # type: ignore[attr-defined]


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """``env-purge-doc``: a page that is read anew or removed contributes nothing."""
    pages(env).pop(docname, None)
