"""Writing the pages of the printed book with Sphinx: those of the ePub, from which the PDF is made as well."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retorno.project import book_settings
from retorno.project.paths import Project
from retorno.site import edition as editions
from retorno.site.printing.edition_facts import Facts, facts
from sphinx_keyed_execution.keyed import Executor

OUTPUTS = ("image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain")
"""What a cell may show in print, the best first; the HTML that libraries write is no XHTML."""


@dataclass(frozen=True)
class Written:
    """The pages of one edition: where they are, and their order (:func:`retorno.book.epub.epub_builder.contents`)."""

    folder: Path
    parts: list[dict[str, Any]]
    facts: Facts


def folder(project: Project, edition: str) -> Path:
    """Where the pages of *edition* are written."""
    return project.root / "_build" / "print" / edition


def write(project: Project, edition: str, executor: Executor) -> Written:
    """Write the XHTML pages of *edition*, with navigation and manifest, below ``_build/print``.

    Notebooks come from the store; pages that are as they were in the last print are neither read nor written.
    Raises :class:`~retorno.project.problems.ContentError` for every warning, as the build of the site does.
    """
    from retorno.book.epub.epub_builder import NAME, contents

    out = folder(project, edition)
    base = book_settings.of_sphinx(project)
    known = facts(project, edition, base)
    environment = editions.run(
        project,
        lambda line: None,
        executor,
        outdir=out,
        doctreedir=project.root / "_build" / "doctrees" / f"print-{edition}",
        buildername=NAME,
        confoverrides={**settings(base, known), **editions.LANGUAGES},
    )
    return Written(out, contents(environment), known)


def settings(base: dict[str, Any], known: Facts) -> dict[str, Any]:
    """The configuration of the site, changed to that of a book."""
    day = known.date.isoformat()
    own = {
        "language": known.language,
        "html_theme": "basic",
        "html_theme_options": {},
        "html_logo": "",
        "html_favicon": "",
        "html_domain_indices": False,
        "project": known.title,
        "version": day,
        "release": day,
        "nb_mime_priority_overrides": [
            ["retorno-epub", mime, position] for position, mime in enumerate(OUTPUTS, start=10)
        ],
        "retorno_date": day,
        "retorno_cover": known.cover,
        "epub_theme": "retorno-print",
        "epub_title": ": ".join(filter(None, (known.title, known.subtitle))),
        "epub_author": known.author,
        "epub_publisher": known.author,
        "epub_contributor": known.author,
        "epub_language": known.language,
        "epub_description": known.description,
        "epub_uid": "retorno",
        "epub_scheme": "URI",
        # The same book in the same language keeps its identifier from edition to edition.
        "epub_identifier": uuid.uuid5(uuid.NAMESPACE_URL, f"{known.address}#{known.title}#{known.language}").urn,
        "epub_show_urls": "no",
        "epub_use_index": False,
        "epub_tocdup": False,
        "epub_tocdepth": 3,
        "epub_tocscope": "includehidden",  # the tables of contents of a book are all hidden
        "epub_cover": ("_static/cover.png", "epub-cover.html"),
    }
    return {**base, **own}
