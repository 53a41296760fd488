"""What several modules ask about pages: their order, and the work that they are part of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from retorno.evidence.book_citation import Work


def in_order(env: BuildEnvironment) -> list[str]:
    """All pages in the order of the table of contents."""
    found: list[str] = []

    def walk(docname: str) -> None:
        if docname not in found:
            found.append(docname)
            for below in env.toctree_includes.get(docname, []):
                walk(below)

    walk(env.config.root_doc)
    return found


def work(app: Sphinx) -> Work:
    """The book as it is cited."""
    config = app.config
    stated = Work.of(Path(app.srcdir), str(config.project), str(config.author), str(config.copyright))
    # Where the site is published, the configuration knows best.
    return replace(stated, address=str(config.html_baseurl).rstrip("/") or stated.address)
