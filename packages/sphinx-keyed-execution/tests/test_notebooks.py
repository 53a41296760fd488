"""The cells that are executed are the cells that the page shows, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest
from myst_nb.core.read import read_myst_markdown_notebook

from sphinx_keyed_execution.notebooks import notebook_of, notebooks_among

HEAD = """---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
---

# A page
"""
CELLS = [
    "```{code-cell} ipython3\nx = 1\n```\n",
    "```{code-cell}\n:tags: [hide-input]\n\nx = 2\n\n\ny = 3\n```\n",
    "```{code-cell} ipython3\n---\ntags: [hide-input]\n---\nx = 4\n```\n",
    "````{code-cell} ipython3\nx = '''\n```\n'''\n````\n",
    "````{note}\n```{code-cell} ipython3\nshown = 'an example'\n```\n````\n",
    "```python\nshown = True\n```\n",
    "```{code-cell} ipython3\n```\n",
    "Text with `code` and a [link](#x).\n",
]


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def cells_of(path: Path) -> list[str]:
    found = read_myst_markdown_notebook(path.read_text(encoding="utf-8"), path=path)
    return [cell.source for cell in found.cells if cell.cell_type == "code"]


def test_the_cells_are_those_that_the_page_shows(tmp_path: Path) -> None:
    path = page(tmp_path, HEAD + "\n".join(CELLS))
    notebook = notebook_of(path)
    assert notebook is not None
    assert list(notebook.cells) == cells_of(path)
    assert len(notebook.cells) == 5


def test_a_line_is_that_where_the_code_begins(tmp_path: Path) -> None:
    path = page(tmp_path, HEAD + "\n".join(CELLS))
    notebook = notebook_of(path)
    assert notebook is not None
    lines = path.read_text(encoding="utf-8").split("\n")
    begins = [lines[line - 1] for line in notebook.lines]
    assert begins == ["x = 1", "x = 2", "x = 4", "x = '''", "```"]


@pytest.mark.parametrize("text", ["", "# Prose\n", "---\ntitle: x\n---\n```{code-cell}\n1\n```\n", "---\njupytext:\n"])
def test_prose_is_no_notebook(tmp_path: Path, text: str) -> None:
    assert notebook_of(page(tmp_path, text)) is None


def test_pages_that_are_not_there_are_passed_over(tmp_path: Path) -> None:
    assert notebooks_among([tmp_path / "absent.md"]) == []


def test_the_kernel_is_the_one_that_the_page_names(tmp_path: Path) -> None:
    notebook = notebook_of(page(tmp_path, HEAD.replace("name: python3", "name: ir")))
    assert notebook is not None
    assert notebook.kernel == "ir"
    assert notebook.refusal
    shown_first = HEAD.replace(
        "  name: python3\n  display_name: Python 3\n", "  display_name: Python 3\n  name: 'python3'\n"
    )
    notebook = notebook_of(page(tmp_path, shown_first))
    assert notebook is not None
    assert (notebook.kernel, notebook.refusal) == ("python3", "")
