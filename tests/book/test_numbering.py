"""Numbers of exercises and captions are found without reading every page again."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import pytest
from sphinx.environment import BuildEnvironment

from retorno.commands.cli import main
from retorno.execution.hooks import executor as executor_of
from retorno.project.paths import Project
from retorno.site.edition import write_edition
from sphinx_keyed_execution.store import Store


def test_no_page_is_read_again_to_number_it(small_book: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read, whole = [], BuildEnvironment.get_doctree

    def get_doctree(self: BuildEnvironment, docname: str) -> Any:
        if "assign_figure_numbers" in {frame.name for frame in traceback.extract_stack(limit=12)}:
            read.append(docname)
        return whole(self, docname)

    monkeypatch.setattr(BuildEnvironment, "get_doctree", get_doctree)
    page = Path(small_book.root / "chapters/understanding/words.md")
    page.write_text(
        page.read_text(encoding="utf-8") + "\n```{exercise}\n:label: why\nWhy?\n```\n\nSee {numref}`why`.\n",
        encoding="utf-8",
    )
    assert main(["--root", str(small_book.root), "site", "--unchecked", "--no-print"]) == 0
    assert read == []
    written = (small_book.root / "_site/en/chapters/understanding/words.html").read_text(encoding="utf-8")
    assert "Exercise 1" in written


def test_an_edition_speaks_its_own_language_after_another(small_book: Project) -> None:
    """Sphinx keeps the words of extensions for the whole process, those of the first language before others."""
    page = Path(small_book.root / "chapters/understanding/words.md")
    page.write_text(f"{page.read_text(encoding='utf-8')}\n```{{exercise}}\n:label: why\nWhy?\n```\n", encoding="utf-8")
    for language, words in (("es", "Ejercicio 1"), ("en", "Exercise 1")):
        executor = executor_of(small_book.root, Store(small_book.root / ".cache" / "executions"))
        out = small_book.root / "out" / language
        try:
            write_edition(small_book, language, out, lambda line: None, executor)
        finally:
            executor.close()
        assert words in (out / "chapters/understanding/words.html").read_text(encoding="utf-8")
