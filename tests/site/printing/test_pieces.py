"""The book is set piece by piece: what has not changed is not set again, and nobody can tell from the bytes."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from print_machine import NO_PDF
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site import build
from retorno.site.printing import Print, piece_layout, volumes

TESTS = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))
import books  # noqa: E402

pytestmark = pytest.mark.skipif(bool(NO_PDF), reason=NO_PDF)

VOLUMES = """\
volumes:
  - name: Short edition
    title: "The short edition"
    pages: [chapters/understanding/counting, index]
    annex: [chapters/reference/claims]
"""


def built(project: Project) -> dict[str, bytes]:
    """Everything that is printed, by its address."""
    build.build(project, lambda line: None, checked=False)
    site = project.root / "_site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.suffix in (".pdf", ".epub") or path.name == "offline.zip"
    }


def from_nothing(project: Project, place: Path) -> dict[str, bytes]:
    """The same from the same sources in another folder, where nothing is kept."""
    left_out = shutil.ignore_patterns("_build", "_site", ".cache")
    shutil.copytree(project.root, place, ignore=left_out)
    return built(Project(place))


def kept(project: Project, kind: str) -> set[str]:
    return set(os.listdir(project.root / ".cache" / "print" / kind))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, bytes]]:
    """A small book with a volume of its own, printed once, and what was printed."""
    folder = tmp_path_factory.mktemp("pieces") / "book"
    shutil.copytree(TESTS / "small_book", folder)
    (folder / volumes.SETTINGS).write_text(VOLUMES, encoding="utf-8")
    project = Project(folder)
    return project, built(project)


def edit(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


COUNTING = "chapters/understanding/counting.md"


def test_a_changed_sentence_sets_one_piece_and_gives_the_bytes_of_a_build_from_nothing(
    printed: tuple[Project, dict[str, bytes]], tmp_path: Path
) -> None:
    project, before = printed
    pieces, placed, bound = (kept(project, kind) for kind in ("pieces", "placed", "volumes"))
    page = (project.root / COUNTING).read_text(encoding="utf-8")
    (project.root / COUNTING).write_text(f"{page}\nOne more sentence stands here.\n", encoding="utf-8")
    after = built(project)
    assert len(kept(project, "pieces") - pieces) == 1
    assert len(kept(project, "placed") - placed) == 1
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {
        *("retorno-en.pdf", "retorno-en.epub", "offline.zip", "pdf/retorno-en-short-edition.pdf"),
        *("pdf/retorno-en-understanding-counting.pdf", "pdf/retorno-en-part-understanding.pdf"),
    }
    assert len(kept(project, "volumes") - bound) == 4
    assert after == from_nothing(project, tmp_path / "again")
    (project.root / COUNTING).write_text(page, encoding="utf-8")
    assert built(project) == before, "and back again"


def test_another_title_of_the_book_is_printed_over_what_was_printed_before(
    printed: tuple[Project, dict[str, bytes]],
) -> None:
    """Sphinx then leaves a copy of its old settings among the pages, which no ePub may hold."""
    project, before = printed
    edit(project, "_config.yml", "title: Small book", "title: Other book")
    assert built(project).keys() == before.keys()
    edit(project, "_config.yml", "title: Other book", "title: Small book")
    assert built(project) == before


def test_a_page_more_moves_the_numbers_of_the_others_and_sets_none_of_them_again(
    printed: tuple[Project, dict[str, bytes]], tmp_path: Path
) -> None:
    project, before = printed
    pieces = kept(project, "pieces")
    page = (project.root / COUNTING).read_text(encoding="utf-8")
    (project.root / COUNTING).write_text(page + "\n" + "Many words in many lines. " * 900 + "\n", encoding="utf-8")
    after = built(project)
    fresh = len(kept(project, "pieces") - pieces)
    # The page itself; contents of the book and the volume; the pages before parts, with other numbers in them.
    assert 3 <= fresh <= 10
    assert after == from_nothing(project, tmp_path / "again")
    (project.root / COUNTING).write_text(page, encoding="utf-8")
    assert built(project) == before


@pytest.mark.parametrize("kind", ["pieces", "lists", "placed", "faces", "volumes", "packed"])
def test_what_is_damaged_counts_as_lost(printed: tuple[Project, dict[str, bytes]], kind: str) -> None:
    project, before = printed
    there = list((project.root / ".cache" / "print" / kind).iterdir())
    assert there
    for number, path in enumerate(sorted(there)):
        content = bytearray(path.read_bytes())
        content[-1 - number % 50] ^= 1
        path.write_bytes(content)
    if kind != "volumes":  # else nothing below them is looked at
        shutil.rmtree(project.root / ".cache" / "print" / "volumes")
    shutil.rmtree(project.root / ".cache" / "print" / "en")
    (project.root / "_build" / "published.json").unlink()
    assert built(project) == before


def test_a_page_that_is_gone_leaves_every_product(printed: tuple[Project, dict[str, bytes]], tmp_path: Path) -> None:
    project, _ = printed
    copy = Project(tmp_path / "book")
    shutil.copytree(project.root, copy.root)
    toc = (copy.root / "_toc.yml").read_text(encoding="utf-8")
    page = "chapters/understanding/words"
    assert f"- file: {page}\n" in toc
    (copy.root / "_toc.yml").write_text(re.sub(rf" *- file: {page}\n", "", toc), encoding="utf-8")
    for path in copy.root.rglob("*.md"):
        if ".cache" not in path.parts and "_build" not in path.parts:
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"\{doc\}`[^`]*words[^`]*`", "the words", text), encoding="utf-8")
    (copy.root / f"{page}.md").unlink()
    after = built(copy)
    assert "pdf/retorno-en-understanding-words.pdf" not in after
    assert after == from_nothing(copy, tmp_path / "again")


def test_each_page_bears_its_number(printed: tuple[Project, dict[str, bytes]]) -> None:
    project, _ = printed
    for name in ("retorno-en.pdf", "pdf/retorno-en-understanding-counting.pdf", "pdf/retorno-en-short-edition.pdf"):
        with PdfReader(project.root / "_site" / name) as pdf:
            cover = not name.endswith("counting.pdf")
            for number, page in enumerate(pdf.pages, start=1):
                *foot, shown = page.extract_text().strip().splitlines()[-1].split()
                assert shown == str(number) or (cover and number == 1), (name, number, shown)
                assert cover or foot == ["Small", "book"]


def test_a_chapter_links_into_the_whole_book(printed: tuple[Project, dict[str, bytes]]) -> None:
    project, _ = printed
    with PdfReader(project.root / "_site" / "retorno-en.pdf") as whole:
        known = set(whole.named_destinations)
        assert books.dangling(whole) == []
    outside = 0
    for path in (project.root / "_site" / "pdf").glob("*.pdf"):
        with PdfReader(path) as pdf:
            own = set(pdf.named_destinations)
            for page in pdf.pages:
                for reference in page.get("/Annots") or []:
                    action = reference.get_object()["/A"]
                    if action["/S"] == "/GoToR":
                        assert action["/F"] == "../retorno-en.pdf"
                        assert action["/D"] in known - own
                        outside += 1
                    elif action["/S"] == "/GoTo":
                        assert action["/D"] in own
    assert outside


def article(name: str, content: str) -> str:
    """The text of a piece with one page, called *name*, in it."""
    heads = 'data-part="P" data-chapter="C" data-book="B"'
    body = f'<main><article id="{name}" class="chapter depth-1" {heads}>{content}</article></main>'
    return f'<!doctype html><html lang="en"><head><title>B</title></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("name", "pages"), [("chapters.people.one", 2), ("chapters.briefs.one", 1), ("chapters.plain.one", 1)]
)
def test_what_is_handed_out_has_more_room_on_its_sheet(name: str, pages: int) -> None:
    piece, told = piece_layout.set_piece(article(name, "<p>One line.</p>" * 36), "", "p")
    assert (len(piece.pages), told) == (pages, [])


def test_a_page_in_plain_words_with_five_headings_is_one_sheet() -> None:
    sections = f"<h3>A question?</h3>{'<p>One line.</p>' * 6}" * 5
    content = f'<h2>A paper to sign</h2><div class="admonition"><p>About this page.</p></div>{sections}'
    piece, told = piece_layout.set_piece(article("chapters.plain.one", content), "", "p")
    assert (len(piece.pages), told) == (1, [])


def test_bold_within_italics_is_bold() -> None:
    piece, _ = piece_layout.set_piece(article("a", "<p><em>say <strong>now</strong></em></p>"), "", "p")
    (bold,) = (face for face in piece.faces.values() if {text for _, text in face.glyphs.values()} == set("now"))
    assert (bold.weight, bold.style) == (700, 0)  # the typeface has no bold italic


def test_a_chapter_by_itself_ends_with_the_sources_that_it_cites(printed: tuple[Project, dict[str, bytes]]) -> None:
    project, _ = printed
    source = "chapters.reference.bibliography--source-office2025"
    with PdfReader(project.root / "_site" / "pdf" / "retorno-en-understanding-words.pdf") as pdf:
        last = pdf.pages[-1].extract_text()
        assert "Sources of this chapter" in last
        assert "Office" in last.split("Sources of this chapter")[1]
        assert source in pdf.named_destinations
    with PdfReader(project.root / "_site" / "pdf" / "retorno-en-understanding-counting.pdf") as pdf:
        assert source not in pdf.named_destinations
    with PdfReader(project.root / "_site" / "retorno-en.pdf") as whole:
        assert not any("Sources of this chapter" in page.extract_text() for page in whole.pages)


def test_a_volume_holds_the_pages_that_are_asked_for(printed: tuple[Project, dict[str, bytes]]) -> None:
    project, _ = printed
    with PdfReader(project.root / "_site" / "pdf" / "retorno-en-short-edition.pdf") as pdf:
        assert pdf.metadata is not None
        assert pdf.metadata.title == "Small book: The short edition"
        titles = [title for level, title, _ in books.outline_of(pdf) if level < 3]
        text = books.text_of(pdf)
    assert [title for title in titles if title in ("Understanding", "Counting", "Annex", "Claims register")] == [
        *("Understanding", "Counting"),
        *("Annex", "Claims register"),
    ]
    assert "Did arrivals fall by half? Published" not in text
    home = (project.root / "_site" / "en" / "index.html").read_text(encoding="utf-8")
    assert 'href="../pdf/retorno-en-short-edition.pdf" download>The short edition</a>' in home


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("volumes: [", "cannot be read"),
        ("volumes:\n- name: x\n  title: X\n", "cannot be read: 'pages'"),
        ("volumes:\n- name: x\n  title: X\n  pages: []\n", "a volume has a name and pages"),
        ("volumes:\n- name: x\n  title: X\n  pages: [index]\n  cover: y\n", "“cover” is not known"),
        ("volumes:\n" + 2 * "- name: x\n  title: X\n  pages: [index]\n", "two volumes have this name"),
        ("nothing: 1\n", "cannot be read"),
    ],
)
def test_settings_that_are_wrong_are_told(tmp_path: Path, stated: str, words: str) -> None:
    (tmp_path / volumes.SETTINGS).write_text(stated, encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(words)):
        volumes.chosen(tmp_path)


def test_a_volume_of_pages_that_the_book_does_not_have_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / volumes.SETTINGS).write_text(VOLUMES, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        volumes.all_volumes(tmp_path, "en", [{"title": "", "pages": []}], "Annex")
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.place) == ("_print.yml", 4, "chapters/understanding/counting")


def test_without_settings_there_are_the_book_its_parts_and_its_chapters(tmp_path: Path) -> None:
    below = {"name": "chapters/a/c", "title": "C", "pages": []}
    parts = [
        {"title": "", "pages": [{"name": "index", "title": "Home", "pages": []}]},
        {"title": "¿Qué, dónde?", "pages": [{"name": "chapters/a/b", "title": "B", "pages": [below]}]},
    ]
    files = [volume.file for volume in volumes.all_volumes(tmp_path, "en", parts, "Annex")]
    assert files == [
        *("retorno-en.pdf", "pdf/retorno-en-index.pdf"),
        *("pdf/retorno-en-part-que-donde.pdf", "pdf/retorno-en-a-b.pdf"),
    ]


def test_a_process_that_nobody_tells_to_begin_makes_nothing(small_book: Project) -> None:
    book = Print(small_book, "en", "state")
    book.begin()
    book.cancel()
    assert not list(book.kept.iterdir())
