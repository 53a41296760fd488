"""Where the page of a claim or a finding is: ``n/ID.html``, short, the same for ever.

Those of the original edition lie at the root of the site, those of another edition in its folder. The
printed books have no such pages: there, and in builds of other kinds, the register has the entry.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx

from retorno.book.state.book_build import Build
from retorno.project.paths import ENTRIES, REGISTER

ADDRESS = re.compile(rf"(?:^|/){ENTRIES}/([a-z0-9-]+)\.html$")
BUILDERS = ("html", "dirhtml")


def have_pages(app: Sphinx) -> bool:
    """Whether this build writes pages of claims and findings."""
    return app.builder.name in BUILDERS and REGISTER in app.env.all_docs


def path(book: Build, id: str) -> str:
    """From the root of the site: ``n/ID.html``, in another edition ``es/n/ID.html``."""
    return f"{ENTRIES}/{id}.html" if book.words.original else f"{book.words.language}/{ENTRIES}/{id}.html"


def from_page(book: Build, docname: str, id: str) -> str:
    """The relative address from the page *docname* of this edition."""
    up = "../" * book.app.builder.get_target_uri(docname).count("/")
    return f"{up}{book.app.config.retorno_up if book.words.original else ''}{ENTRIES}/{id}.html"


def to_edition(book: Build) -> str:
    """From such a page to the root of the edition."""
    return f"../{book.words.language}/" if book.words.original and book.app.config.retorno_up else "../"


def id_in(address: str) -> str:
    """The id of the claim or finding to whose page an address leads; empty where it leads elsewhere."""
    found = ADDRESS.search(address)
    return found[1] if found else ""
