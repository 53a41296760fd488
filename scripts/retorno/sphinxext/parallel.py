"""Reading and writing pages on all processors, with as little waiting as Sphinx allows.

Sphinx resolves every page in one process while the others wait for something to write; in a book
whose pages refer to each other that is the longer part of the work. And it reads no page before
all notebooks have run. Here a page is resolved where it is written, and pages of plain prose are
read while notebooks run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from retorno.sphinxext import figure_files, search

PARTS = 3
"""Portions of work for each processor: pages differ much, and the last portion should be a small one."""

FEWEST = 6
"""As many pages are worth the start of further processes; Sphinx has the same number."""


class Site(StandaloneHTMLBuilder):
    """Sphinx's builder of the site, resolving pages in the processes that write them."""

    def read_ahead(self, docnames: Sequence[str]) -> None:
        """Read pages that need no result of a notebook; Sphinx reads the others afterwards."""
        if self.app.parallel > 1 and len(docnames) >= FEWEST and self.app.is_parallel_allowed("read"):
            self._read_parallel(list(docnames), nproc=self.app.parallel)
        else:
            self._read_serial(list(docnames))

    def _write_parallel(self, docnames: Sequence[str], nproc: int) -> None:
        """Write the first page here, which compiles the templates for all, and deal out the rest."""
        first, *rest = docnames
        self._write_serial([first])
        tasks = ParallelTasks(self.app.parallel)
        tasks.add_task(figure_files.prepare, self.app)
        count = min(len(rest), PARTS * self.app.parallel)
        parts = [rest[part::count] for part in range(count)]
        done = status_iterator(parts, "writing output... ", length=count)

        def take(docnames: list[str], known: dict[str, Any]) -> None:
            self.images.update(known["images"])
            search.take(self.app, known["sections"])
            next(done)

        for part in parts:
            tasks.add_task(self._write_part, part, take)
        tasks.join()

    def _write_part(self, docnames: list[str]) -> dict[str, Any]:
        """In a process of its own: resolve and write some pages; what the others must know of them."""
        self._write_serial(docnames)
        return {"images": self.images, "sections": search.collected(self.app, docnames)}


def setup(app: Sphinx) -> None:
    """Write the site with this builder."""
    app.add_builder(Site, override=True)
