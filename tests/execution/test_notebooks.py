"""The cells of every analysis that are executed are the cells that its page shows."""

from __future__ import annotations

from pathlib import Path

from myst_nb.core.read import read_myst_markdown_notebook

from retorno.project.paths import Project
from sphinx_keyed_execution.notebooks import listed_pages, notebooks_among


def cells_of(path: Path) -> list[str]:
    found = read_myst_markdown_notebook(path.read_text(encoding="utf-8"), path=path)
    return [cell.source for cell in found.cells if cell.cell_type == "code"]


def test_every_analysis_of_the_book_is_read_as_it_is_shown(real_book: Project) -> None:
    found = notebooks_among(listed_pages(real_book.root))
    assert {notebook.page for notebook in found} >= set((real_book.chapters / "analyses").glob("*.md"))
    for notebook in found:
        assert list(notebook.cells) == cells_of(notebook.page), notebook.page
