"""What would break trust in a second: titles, addresses, headings as a keyboard and a reader's software find them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from retorno.commands.cli import main
from retorno.evidence import book_citation
from retorno.evidence.book_citation import Work
from retorno.project.paths import Project

SMALL_BOOK = Path(__file__).parents[1] / "small_book"
PAGE = """(words)=
# Words

A sentence ({cite}`office2025`, § 2), and *retorno asistido*.

| Word | Means |
|---|---|
| one | the first |
| two | the second |

% chapter-shape: not a chapter, a short page for the tests
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small book with a title in Spanish and the address of a repository, built."""
    folder = tmp_path_factory.mktemp("trust") / "book"
    shutil.copytree(SMALL_BOOK, folder)
    sources = folder / "references.bib"
    titles = sources.read_text(encoding="utf-8").replace("Arrivals by month", "La OIM y el Retorno en EE. UU.")
    sources.write_text(titles, encoding="utf-8")
    (folder / "chapters" / "understanding" / "words.md").write_text(PAGE, encoding="utf-8")
    with (folder / "_config.yml").open("a", encoding="utf-8") as settings:
        settings.write("repository:\n  url: https://github.com/somebody/small\n")
    assert main(["--root", str(folder), "site", "--no-print"]) == 0
    return Project(folder)


def page(project: Project, name: str) -> str:
    """The HTML of a page of the built book."""
    return (project.root / "_site" / "en" / f"{name}.html").read_text(encoding="utf-8")


def test_titles_keep_their_capitals_and_tell_their_language(book: Project) -> None:
    assert '<span lang="es">La OIM y el Retorno en EE. UU.</span>' in page(book, "chapters/reference/bibliography")
    assert '<em lang="es">retorno asistido</em>' in page(book, "chapters/understanding/words")


def test_places_of_sources_go_by_their_keys(book: Project) -> None:
    ids = re.findall(r'<div class="citation" id="([^"]+)"', page(book, "chapters/reference/bibliography"))
    assert set(ids) == {"source-news2025", "source-office2025"}
    assert "bibliography.html#source-office2025" in page(book, "chapters/understanding/words")


def test_heading_anchors_are_no_stops(book: Project) -> None:
    anchors = re.findall(r"<a[^>]*headerlink[^>]*>", page(book, "chapters/understanding/words"))
    assert anchors
    assert all('tabindex="-1"' in anchor and 'aria-hidden="true"' in anchor for anchor in anchors)


def test_rows_are_headed_where_their_first_cells_name_them(book: Project) -> None:
    html = page(book, "chapters/understanding/words")
    assert html.count('scope="row"') == 2


def test_a_page_is_cited_with_a_whole_address(book: Project) -> None:
    html = page(book, "chapters/understanding/words")
    assert "https://somebody.github.io/small/en/chapters/understanding/words.html." in html


def test_the_book_has_one_title_and_one_author(real_book: Project) -> None:
    work = Work.of(real_book.root, "Retorno", "The Retorno contributors", "2026")
    cited = book_citation.book(work)
    assert cited.text.startswith(f"Retorno contributors (2026). {work.full_title}.")
    assert f"title   = {{{work.full_title}}}" in cited.bibtex
    guide = (real_book.root / "chapters" / "reference" / "how-to-cite.md").read_text(encoding="utf-8")
    assert ":::{cite-book}" in guide
    assert "a knowledge base on" not in guide
