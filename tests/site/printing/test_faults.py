"""What makes a PDF wrong, found by WeasyPrint itself; and what does not."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from print_machine import NO_PDF
from retorno.project.problems import ContentError, MachineError
from retorno.site import typesetting
from retorno.site.printing import pdf
from retorno.site.printing.faults import FAULTS, found
from retorno.site.printing.piece_layout import set_piece
from retorno.site.printing.pieces import KEPT, SetPieces

sys.path.insert(0, str(Path(__file__).parent))
from test_assemble import written

pytestmark = pytest.mark.skipif(bool(NO_PDF), reason=NO_PDF)

UNKNOWN = "\U000f1234"
"""A character that no typeface has."""


def problems(folder: Path, body: str) -> list[tuple[str, str]]:
    """File and words of what is wrong with a PDF of two pages, the second with this *body*."""
    (folder / "chapters").mkdir()
    (folder / "chapters" / "two.md").touch()
    pages = written(folder, {"chapters/one": "<h1 id='a'>One</h1>", "chapters/two": f"<h1>Two</h1>{body}"})
    pieces = SetPieces(folder / KEPT, folder, "again")
    try:
        pdf.make(pages, pieces, folder / "made", folder)
    except ContentError as error:
        return [(problem.file, problem.wrong) for problem in error.problems]
    finally:
        pieces.close()
    return []


def test_a_good_book_has_no_fault(tmp_path: Path) -> None:
    assert problems(tmp_path, '<p><a href="one.xhtml#a">there</a></p>') == []
    assert (tmp_path / "made" / "retorno-en.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p><img src="../_images/lost.png" alt="x" /></p>', "the picture lost.png is lost"),
        ('<p><a href="#nowhere">x</a></p>', "a link leads nowhere in the PDF: chapters.two--nowhere"),
        ('<p><a href="one.xhtml#gone">x</a></p>', "a link leads nowhere in the PDF: chapters.one--gone"),
        ('<p id="b">x</p><p id="b">y</p>', "two places of the PDF have the same name: chapters.two--b"),
        ('<p><img src="../broken.svg" alt="x" /></p>', "the picture broken.svg is lost"),
        ('<p><img src="../whole.svg" /></p>', "has no words for those who do not see it"),
        ('<p style="colour: red">x</p>', "a rule of a style sheet has no effect"),
    ],
)
def test_what_is_wrong_is_told_with_its_page(tmp_path: Path, body: str, words: str) -> None:
    (tmp_path / "broken.svg").write_text("<svg", encoding="utf-8")
    (tmp_path / "whole.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    told = problems(tmp_path, body)
    assert told
    assert any(words in wrong for _, wrong in told), told
    if "style sheet" not in words:  # which has no page
        assert {file for file, _ in told} == {"chapters/two.md"}


def test_a_character_without_a_face_is_a_fault_where_the_faces_of_the_book_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "missing", list)
    ((file, wrong),) = problems(tmp_path, f"<p>x{UNKNOWN}y</p>")
    assert file == "chapters/two.md"
    assert f"“{UNKNOWN}” (U+F1234)" in wrong


def test_where_faces_are_missing_the_machine_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = [need for need in typesetting.NEEDS if need.families]
    monkeypatch.setattr(typesetting, "missing", lambda: lacking)
    with pytest.raises(MachineError, match="apt-get install fonts-liberation"):
        problems(tmp_path, f"<p>{UNKNOWN}</p>")


def test_a_piece_with_a_fault_is_not_kept(tmp_path: Path) -> None:
    """Else it would be told once, and never again."""
    assert problems(tmp_path, '<p style="colour: red">x</p>')
    assert len([*(tmp_path / KEPT).iterdir()]) == 1, "that of the other page"


def test_what_a_library_says_of_itself_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without HarfBuzz-Subset WeasyPrint warns, and sets the book all the same."""
    import weasyprint.pdf.fonts

    monkeypatch.setattr(weasyprint.pdf.fonts, "harfbuzz_subset", None)
    piece, told = set_piece('<html lang="en"><body><p>x</p></body></html>', "file:///", "x")
    assert piece.pages
    assert told
    assert list(found(told)) == []
    assert "Using fontTools instead of HarfBuzz-Subset" in capfd.readouterr().err, "the log has it"


def test_what_weasyprint_says_is_still_worded_so() -> None:
    """Each case stands in WeasyPrint's own code: a release that words it otherwise is noticed here."""
    spec = importlib.util.find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(spec.origin).parent.rglob("*.py")))
    said = " ".join(code.replace("'\n", "").split())
    for words in (
        "Failed to load image at",
        "Failed to render SVG image",
        "Failed to load inline SVG",
        "No anchor #%s for internal URI reference",
        "target points to undefined anchor",
        "Anchor defined twice",
        "Relative URI reference without a base URI",
        "Malformed URL",
        ".notdef glyph rendered for Unicode string unsupported by fonts",
        "This row has more columns than the table, ignored %d cells",
        "has no required alt description",
        'Missing required "lang" attribute',
        "Failed to load stylesheet at",
        "Ignored `%s",
        "Parse error at",
        "Unknown rule",
    ):
        assert words in said, words


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [
        ("Failed to render SVG image file:///x/a%20b.svg", True),
        ("Failed to load inline SVG: x", True),
        ("Content discarded: target points to undefined anchor 'a--b'", True),
        ("This row has more columns than the table, ignored 3 cells", True),
        ("Ignored `colour: red` at 1:1, unknown property.", True),
        ('Missing required "lang" attribute at the root of the document', True),
        ("Failed to load stylesheet at file:///x.css : gone", True),
        ("Deprecated `-weasy-x: y` at 1:1, prefixes on unstable attributes are deprecated, use 'x' instead.", False),
        ("Please install HarfBuzz version 13+ with harfbuzz-vector to display X COLR emoji fonts.", False),
        ('Unable to subset "X" with HarfBuzz', False),
        ("something that a later release says", False),
    ],
)
def test_lines(line: str, is_fault: bool) -> None:
    assert bool(list(found([line]))) is is_fault


def test_each_fault_says_what_would_be_right() -> None:
    assert all(fault.right and fault.wrong.count("{}") <= 1 for fault in FAULTS)
