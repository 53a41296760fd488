"""The benchmark builds one book with each tool, and looks whether the page is right. Nothing asserts a time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from benchmarks import contest, products, results
from benchmarks.book import ComparisonBook
from benchmarks.contest import Score
from benchmarks.own import OwnBook, TwiceOwnBook
from benchmarks.products import contains
from benchmarks.quarto import translated
from benchmarks.stand_ins import Named, Nothing, StandIns
from benchmarks.tools import RETORNO, TOOLS
from print_machine import NO_PDF
from retorno.project.paths import Project

JUPYTER_BOOK = next(tool for tool in TOOLS if tool.kind == "jupyter-book" and not tool.products)
SLOWER = Score("Jupyter Book, cache", "one cell", "2 notebooks", [2.0, 9.0, 4.0], [100], right=False)
OURS = Score("Retorno", "one cell", "2 notebooks", [1.0, 3.0, 1.0], [50])


def test_this_project_shows_the_new_number_in_every_scene(tmp_path: Path) -> None:
    told: list[str] = []
    scores = contest.contest(tmp_path, ComparisonBook(2), 1, told.append, ["Retorno"], [])
    scenes = ["cold", "unchanged", "one cell", "one sentence"]
    assert [score.scene for score in scores] == [
        *scenes,
        *("import of the libraries", "served, one cell", "served, one sentence"),
        *(f"everything, {scene}" for scene in scenes),
    ], told
    # Where nothing can be printed, the products do not show the number.
    assert all(score.right for score in scores if not (NO_PDF and score.scene.startswith("everything"))), told
    assert all(score.tool == "Retorno" and score.book == "2 notebooks" for score in scores)
    assert list(tmp_path.iterdir()) == []


def test_the_verb_finds_the_benchmark_in_the_repository() -> None:
    asked = [sys.executable, "-m", "retorno", "bench", "--sizes", "--json"]  # no book: it measures nothing
    done = subprocess.run(asked, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout).keys() == {"day", "commit", "machine", "scores", "ratios"}


def test_a_tool_that_fails_is_told_of_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(RETORNO, name="Broken", command=("sh", "-c", "echo no luck; exit 3"))
    monkeypatch.setattr(contest, "TOOLS", (broken, RETORNO))
    told: list[str] = []
    scores = contest.contest(tmp_path, ComparisonBook(1), 1, told.append, [], ["cold"])
    assert [score.tool for score in scores] == ["Retorno"], told
    assert "Broken takes no part: no luck" in told


def test_a_page_with_the_old_number_is_wrong(tmp_path: Path) -> None:
    book = ComparisonBook(1)
    book.write(tmp_path / "book", JUPYTER_BOOK)
    page = tmp_path / "book" / JUPYTER_BOOK.pages / "analyses" / "analysis-0.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<p>{book.expected(tmp_path / 'book')}</p>")
    assert contest.shows(JUPYTER_BOOK, tmp_path / "book", book.analysis, book.expected(tmp_path / "book"))
    book.change_cell(tmp_path / "book", 1)
    assert not contest.shows(JUPYTER_BOOK, tmp_path / "book", book.analysis, book.expected(tmp_path / "book"))


def test_each_product_must_show_the_new_number(tmp_path: Path) -> None:
    tool = replace(JUPYTER_BOOK, products=("a.epub", "b.zip"))
    page = tmp_path / tool.pages / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text("The total is 7.")
    for name, text in (("a.epub", "<p>The <b>total</b>\n is 7.</p>"), ("b.zip", "The total is 8.")):
        with ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("x/page.xhtml", text)
    assert contains(tmp_path / "a.epub", "The total is 7.")
    assert not contest.shows(tool, tmp_path, "x/page", "The total is 7.")
    (tmp_path / "b.zip").unlink()
    assert not contest.shows(tool, tmp_path, "x/page", "The total is 7."), "it is not even there"
    assert contest.shows(replace(tool, products=("a.epub",)), tmp_path, "x/page", "The total is 7.")


@pytest.mark.skipif(bool(NO_PDF), reason=NO_PDF)
def test_a_pdf_is_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    text = f"<p>{'word ' * 60} The total is 7.</p>"
    weasyprint.HTML(string=text).write_pdf(tmp_path / "a.pdf")
    for which in (shutil.which, lambda name: None):
        monkeypatch.setattr(products.shutil, "which", which)
        assert contains(tmp_path / "a.pdf", "The total is 7.")
        assert not contains(tmp_path / "a.pdf", "The total is 8.")


def test_the_book_twice_has_twice_the_pages_and_analyses(tmp_path: Path, real_book: Project) -> None:
    counted = []
    for book in (OwnBook(real_book), TwiceOwnBook(real_book)):
        book.write(tmp_path / "book", RETORNO)
        pages = re.findall(r"- file: (\S+)", (tmp_path / "book" / "_toc.yml").read_text(encoding="utf-8"))
        texts = [(tmp_path / "book" / f"{page}.md").read_text(encoding="utf-8") for page in pages]
        counted.append((len(pages), sum("{code-cell}" in text for text in texts)))
    (pages, analyses), twice = counted
    assert twice == (2 * pages, 2 * analyses)
    with pytest.raises(ValueError, match="is not asked"):
        TwiceOwnBook(real_book).write(tmp_path / "other", JUPYTER_BOOK)


def test_the_same_seed_makes_the_same_book_for_every_tool(tmp_path: Path) -> None:
    for tool in TOOLS:
        ComparisonBook(2).write(tmp_path / tool.kind, tool)
    tables = {(tmp_path / tool.kind / "data" / "place-1.csv").read_bytes() for tool in TOOLS}
    assert len(tables) == 1
    assert "retorno.book" not in (tmp_path / "jupyter-book" / "_config.yml").read_text()


def test_our_own_book_is_set_up_without_us_for_others(tmp_path: Path, real_book: Project) -> None:
    book = OwnBook(real_book)
    book.write(tmp_path / "book", JUPYTER_BOOK)
    config = (tmp_path / "book" / "_config.yml").read_text()
    assert "retorno.book" not in config
    assert "html_theme" not in config
    assert "execute_notebooks: cache" in config
    before = book.expected(tmp_path / "book")
    book.change_cell(tmp_path / "book", 3)
    assert book.expected(tmp_path / "book") != before
    with pytest.raises(ValueError, match="MyST does not read"):
        book.write(tmp_path / "other", next(tool for tool in TOOLS if tool.kind == "myst"))


def test_jupyter_book_finds_the_stand_ins_for_our_roles(tmp_path: Path, real_book: Project) -> None:
    OwnBook(real_book).write(tmp_path / "book", JUPYTER_BOOK)
    settings = yaml.safe_load((tmp_path / "book" / "_config.yml").read_text(encoding="utf-8"))
    ((name, place),) = settings["sphinx"]["local_extensions"].items()
    program = f"import importlib; importlib.import_module({name!r}).setup"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": place}, check=True)


def test_pages_are_put_into_the_notation_of_quarto() -> None:
    page = "---\njupytext: x\n---\n(a)=\n# A\n\n:::{note}\nSo {cite}`b1`.\n:::\n\n```{code-cell} ipython3\n1\n```\n"
    assert translated(page) == "# A\n\n::: {.callout-note}\nSo [@b1].\n:::\n\n```{python}\n1\n```\n"


def test_ratios_are_taken_run_by_run() -> None:
    (ratio,) = results.ratios([OURS, SLOWER])
    assert ratio == {
        "against": "Jupyter Book, cache",
        "scene": "one cell",
        "book": "2 notebooks",
        "times_as_fast": 3.0,  # the median of 2, 3 and 4
        "right": False,
    }


def test_results_are_kept_beside_those_of_other_books(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    results.keep(results.report([OURS, SLOWER]), path)
    results.keep(results.report([replace(OURS, book="9 notebooks")]), path)
    results.keep(results.report([replace(OURS, seconds=[7.0])]), path)
    kept = json.loads(path.read_text())
    ours = {row["book"]: row["median_seconds"] for row in kept["scores"] if row["tool"] == "Retorno"}
    assert ours == {"9 notebooks": 1.0, "2 notebooks": 7.0}
    assert len(kept["ratios"]) == 1
    assert kept["machine"]["jupyter-book"]


@pytest.mark.parametrize("name", ["commit", "machine"])
def test_results_of_another_state_or_machine_are_not_kept_beside_new_ones(tmp_path: Path, name: str) -> None:
    path, older = tmp_path / "kept.json", results.report([OURS, SLOWER])
    path.write_text(json.dumps({**older, name: "another"}))
    results.keep(results.report([replace(OURS, book="9 notebooks")]), path)
    kept = json.loads(path.read_text())
    assert [row["book"] for row in kept["scores"]] == ["9 notebooks"]
    assert kept["ratios"] == []
    assert kept["commit"] == results.report([])["commit"] != "not told"


def test_the_table_says_whose_page_is_wrong() -> None:
    table = results.as_table(results.report([OURS, SLOWER]))
    assert "3.0 times as fast as Jupyter Book, cache (whose page is wrong): 2 notebooks, one cell" in table


def test_a_role_and_a_directive_that_nobody_knows_have_a_stand_in() -> None:
    from docutils.languages import en
    from docutils.parsers.rst import directives, roles
    from docutils.utils import new_document

    document = new_document("a page")
    with StandIns():
        assert directives.directive("whatever-comes", en, document) == (Nothing, [])
        assert directives.directive("note", en, document)[0] not in (Nothing, None)
        assert isinstance(roles.role("whatever-comes", en, 1, document.reporter)[0], Named)
        assert not isinstance(roles.role("emphasis", en, 1, document.reporter)[0], Named)
