"""What each page contributed to the registry: the state of this extension, with its whole life."""

from __future__ import annotations

import csv

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from retorno.changes.release_history import History
from retorno.evidence import source_texts, wording
from retorno.evidence.catalogue import Catalogue
from retorno.evidence.claims import Claim, read_claims
from retorno.evidence.registry import Contribution, Registry
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


class Book:
    """What the extension knows of the project during one build; made anew for each."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.catalogue = Catalogue(project)
        self.claims: dict[str, Claim] = read_claims(project)
        self.history = History(project.root)
        self.places = _places(self.catalogue)
        self.texts = source_texts.texts(project)
        self.passages = [passage for _, passage in source_texts.passages(project)]
        self.readings = source_texts.readings(project)

    def place(self, code: str) -> str:
        """The name of a place: from the table of places, else of the country; other words stay as they are."""
        return self.places.get(code) or wording.place(code)

    def registry(self, env: BuildEnvironment) -> Registry:
        """The registry of everything read so far."""
        return Registry(self.claims, pages(env))


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
    app.retorno_book = Book(Project.containing(app.srcdir))  # type: ignore[attr-defined]


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """``env-purge-doc``: a page that is read anew or removed contributes nothing."""
    pages(env).pop(docname, None)
