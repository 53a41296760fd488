"""The PDF, the ePub and the offline copy of the small book."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from print_machine import NO_PDF
from retorno.project.paths import Project
from retorno.site import build, printing, waiting_process
from retorno.site.printing.setters import Setter

TESTS = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))
import books  # noqa: E402

PDF, EPUB, OFFLINE = "retorno-en.pdf", "retorno-en.epub", "offline.zip"
DATE = json.loads((TESTS / "small_book" / "data" / "datapackage.json").read_text(encoding="utf-8"))["created"][:10]
needs_pango = pytest.mark.skipif(bool(NO_PDF), reason=NO_PDF)


def built(folder: Path, **how: bool) -> tuple[Project, list[str]]:
    """The small book built in *folder*, and what the build said."""
    project = Project(folder)
    told: list[str] = []
    build.build(project, told.append, checked=False, **how)
    return project, told


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a small book that has been built once, with everything."""
    folder = tmp_path_factory.mktemp("printed") / "book"
    shutil.copytree(TESTS / "small_book", folder)
    built(folder)
    return folder


@pytest.fixture
def printed(book: Path) -> Iterator[PdfReader]:
    with PdfReader(book / "_site" / PDF) as reader:
        yield reader


def registry(book: Path) -> list[dict]:
    return json.loads((book / "_site" / "findings.json").read_text(encoding="utf-8"))


@needs_pango
def test_the_pdf_says_what_was_found(book: Path, printed: PdfReader) -> None:
    text = books.text_of(printed)
    statements = [entry["statement"] for entry in registry(book)]
    assert statements
    for statement in statements:
        assert books.plain(statement) in text
    assert re.search(r"−\d+\.\d%", text)


@needs_pango
def test_the_pdf_is_set_in_the_typefaces_of_the_site(printed: PdfReader) -> None:
    fonts = printed.pages[3]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}
    assert {"Retorno-Serif", "Retorno-Sans-Bold"} <= names
    assert not any(name.startswith("Liberation-Serif") for name in names)


@needs_pango
def test_what_is_unpacked_to_print_is_tidied_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    setter = Setter(tmp_path, "again")
    setter.ask_for_pieces(tmp_path / "pieces", {"a" * 64: '<html lang="en"><body><p>A word.</p></body></html>'})
    assert setter.told() == []
    assert [*tmp_path.glob("retorno-print-*/weasyprint-*/*")], "where the faces of the book lie meanwhile"
    setter.close()
    assert [path.name for path in tmp_path.iterdir()] == ["pieces"]


@needs_pango
def test_the_pdf_has_bookmarks_for_parts_and_chapters(printed: PdfReader) -> None:
    outline = [(level, title) for level, title, _ in books.outline_of(printed)]
    assert (1, "Understanding") in outline
    assert (2, "Counting") in outline
    assert (2, "Did arrivals fall by half?") in outline
    assert (3, "Arrivals by month") in outline  # a page below another


@needs_pango
def test_the_contents_name_the_page_on_which_each_chapter_begins(printed: PdfReader) -> None:
    begins = {title: page for level, title, page in books.outline_of(printed) if level == 2}
    contents = books.plain(printed.pages[1].extract_text())
    assert begins
    for title, page in begins.items():
        assert re.search(rf"{re.escape(title)}[ .]*{page}\b", contents), (title, page, contents)
        assert title in books.plain(printed.pages[page - 1].extract_text())


@needs_pango
def test_the_pdf_holds_each_figure_with_number_and_caption(printed: PdfReader) -> None:
    text = books.text_of(printed)
    assert "Figure 1. Registered arrivals, events." in text
    # The words inside the drawing are text as well: the picture is there, and it is no photograph.
    assert "Arrivals fell by about half" in text


@needs_pango
def test_the_links_of_the_pdf_lead_somewhere(printed: PdfReader) -> None:
    kinds = [kind for kind, _ in books.links_of(printed)]
    assert kinds.count("inside") > 10
    assert books.dangling(printed) == []


@needs_pango
def test_the_pdf_is_tagged_and_says_what_it_is(printed: PdfReader) -> None:
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode("utf-8")
    assert printed.metadata is not None
    assert printed.metadata.title == "Small book"
    assert printed.metadata.author == "The Retorno contributors"
    assert str(printed.metadata.creation_date)[:10] == DATE


def test_the_epub_is_whole_and_asks_nobody(book: Path) -> None:
    assert books.wrong_in_epub(book / "_site" / EPUB) == []


def test_the_contents_of_the_epub_name_parts_and_chapters(book: Path) -> None:
    contents = books.contents_of(book / "_site" / EPUB)
    assert (1, "Understanding") in contents
    assert (2, "Counting") in contents
    assert (3, "Arrivals by month") in contents
    titles = [title for _, title in books.pages_of(book / "_site" / EPUB)]
    assert titles.index("Understanding") == titles.index("Counting") - 1  # a part begins with a page of its own


def test_the_epub_has_a_cover(book: Path) -> None:
    with ZipFile(book / "_site" / EPUB) as archive:
        stated = archive.read("content.opf").decode("utf-8")
        picture = re.search(r'href="([^"]+)" media-type="image/png" properties="cover-image"', stated)
        assert picture
        png = archive.read(picture[1])
        assert png.startswith(b"\x89PNG")
        assert int.from_bytes(png[16:20], "big") >= 1000
        first = re.findall(r'<itemref idref="([^"]+)"', stated)[0]
        assert re.search(rf'id="{first}" href="epub-cover.xhtml"', stated)


def test_the_epub_names_its_edition(book: Path) -> None:
    with ZipFile(book / "_site" / EPUB) as archive:
        stated = archive.read("content.opf").decode("utf-8")
    assert "<dc:title>Small book</dc:title>" in stated
    assert "<dc:language>en</dc:language>" in stated
    assert f"{DATE}T00:00:00Z" in stated
    assert "urn:uuid:" in stated


def test_the_epub_passes_epubcheck(book: Path) -> None:
    jar = Path("/usr/share/java/epubcheck.jar")
    if not (shutil.which("java") and jar.is_file()):
        pytest.skip("epubcheck is not installed (on Debian: apt-get install epubcheck)")
    done = subprocess.run(["java", "-jar", str(jar), str(book / "_site" / EPUB)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_offline_copy_holds_the_pages_and_offers_nothing_else(book: Path) -> None:
    with ZipFile(book / "_site" / OFFLINE) as archive:
        names = archive.namelist()
        home = archive.read("retorno/en/index.html").decode("utf-8")
    assert names == sorted(names)
    assert "retorno/index.html" in names
    assert "retorno/data/arrivals.csv" in names
    assert not [name for name in names if name.endswith((".pdf", ".epub"))]
    assert "retorno/pdf/" not in "".join(names)
    assert '<div class="downloads"><p>This copy holds the pages alone.</p></div>' in home
    published = {path.relative_to(book / "_site").as_posix() for path in (book / "_site").rglob("*") if path.is_file()}
    assert {name.removeprefix("retorno/") for name in names} == {
        name for name in published if name not in (PDF, EPUB, OFFLINE) and not name.startswith("pdf/")
    }


def test_the_home_page_offers_what_was_made(book: Path) -> None:
    home = (book / "_site" / "en" / "index.html").read_text(encoding="utf-8")
    offered = re.findall(r'<li><a href="\.\./([^"]+)" download>', home)
    site = book / "_site"
    assert [name for name in offered if "/" not in name] == [
        name for name in (PDF, EPUB, OFFLINE) if (site / name).is_file()
    ]
    assert EPUB in offered
    single = [name for name in offered if "/" in name]
    assert sorted(single) == sorted(path.relative_to(site).as_posix() for path in site.glob("pdf/*"))
    assert not (site / PDF).is_file() or "pdf/retorno-en-understanding-counting.pdf" in single


def test_two_builds_give_the_same_bytes(book: Path, tmp_path: Path) -> None:
    again = tmp_path / "elsewhere"
    shutil.copytree(TESTS / "small_book", again)
    built(again)
    made = [path.name for path in (book / "_site").glob("pdf/*")]
    assert made or not (book / "_site" / PDF).is_file()
    for name in (PDF, EPUB, OFFLINE, *(f"pdf/{name}" for name in made)):
        if (book / "_site" / name).is_file():
            assert (again / "_site" / name).read_bytes() == (book / "_site" / name).read_bytes(), name


def test_nothing_is_printed_again_while_nothing_changes(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(book)

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(waiting_process.subprocess, "Popen", refuse)
    kept = printing.Print(project, "en", build.fingerprint(project))
    assert EPUB in [offer.file for offer in kept.finish()]


def test_without_print_the_site_offers_nothing(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "book"
    shutil.copytree(book, copy)
    built(copy, printed=False)
    assert not [path for path in (copy / "_site").iterdir() if path.name in (PDF, EPUB, OFFLINE, "pdf")]
    home = (copy / "_site" / "en" / "index.html").read_text(encoding="utf-8")
    assert '<div class="downloads"><p>This copy holds the pages alone.</p></div>' in home
