"""Writing the pages of the printed book with Sphinx: those of the ePub, from which the PDF is made as well."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from retorno import edition as editions
from retorno.execution.keyed import Executor
from retorno.project import Project

NOT_PRINTED = {
    "sphinx_togglebutton",
    "sphinx_copybutton",
    "sphinx_thebe",
    "sphinx_comments",
    "sphinx_book_theme",
    "sphinx_jupyterbook_latex",
}
"""Extensions that only add controls to web pages, or write LaTeX."""

OUTPUTS = ("image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain")
"""What a cell may show in print, the best first; the HTML that libraries write is no XHTML."""


@dataclass(frozen=True)
class Written:
    """The pages of one edition: where they are, their order (see ``sphinxext.printing.contents``), the book's facts."""

    folder: Path
    parts: list[dict[str, Any]]
    title: str
    author: str
    language: str
    date: date


def write(project: Project, edition: str, day: date, executor: Executor) -> Written:
    """Write the XHTML pages of *edition*, with navigation and manifest, below ``_build/print``.

    Notebooks come from the store; pages that were read for the last print are not read again.
    Raises :class:`~retorno.problems.ContentError` for every warning, as the build of the site does.
    """
    from retorno.sphinxext.printing import NAME, contents

    out = project.root / "_build" / "print" / edition
    shutil.rmtree(out, ignore_errors=True)  # the manifest lists what lies in the folder
    base = editions.settings(project)
    environment = editions.run(
        project,
        lambda line: None,
        executor,
        outdir=out,
        doctreedir=project.root / "_build" / "doctrees" / f"print-{edition}",
        buildername=NAME,
        confoverrides=settings(base, edition, day),
    )
    return Written(out, contents(environment), base["html_title"], base["author"], edition, day)


def settings(base: dict[str, Any], edition: str, day: date) -> dict[str, Any]:
    """The configuration of the site, changed to that of a book."""
    title, address = base["html_title"], base.get("html_theme_options", {}).get("repository_url", "")
    own = {
        "extensions": [name for name in base["extensions"] if name not in NOT_PRINTED],
        "language": edition,
        "html_theme": "basic",
        "html_theme_options": {},
        "html_logo": "",
        "html_favicon": "",
        "html_domain_indices": False,
        "project": title,
        "version": day.isoformat(),
        "release": day.isoformat(),
        "nb_mime_priority_overrides": [
            ["retorno-epub", mime, position] for position, mime in enumerate(OUTPUTS, start=10)
        ],
        "retorno_date": day.isoformat(),
        "epub_theme": "retorno-print",
        "epub_title": title,
        "epub_author": base["author"],
        "epub_publisher": base["author"],
        "epub_contributor": base["author"],
        "epub_language": edition,
        "epub_description": title,
        "epub_uid": "retorno",
        "epub_scheme": "URI",
        # The same book in the same language keeps its identifier from edition to edition.
        "epub_identifier": uuid.uuid5(uuid.NAMESPACE_URL, f"{address}#{title}#{edition}").urn,
        "epub_show_urls": "no",
        "epub_use_index": False,
        "epub_tocdup": False,
        "epub_tocdepth": 2,
    }
    # Settings of an extension that is left out would be unknown.
    return {name: value for name, value in {**base, **own}.items() if name != "comments_config"}
