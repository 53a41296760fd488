"""Whatever happens to the PDF, the ePub or the offline copy: the pages are published, and one line says what is not."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from print_machine import NO_PDF
from retorno.commands import cli
from retorno.project.paths import Project
from retorno.site import build, typesetting
from retorno.site.printing import Print, archive, offers

PDF, EPUB, OFFLINE = "retorno-en.pdf", "retorno-en.epub", "offline.zip"
needs_pango = pytest.mark.skipif(bool(NO_PDF), reason=NO_PDF)

ENDS = {
    "killed": ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
    "crashed": ("import ctypes; ctypes.string_at(0)", "a library crashed"),
    "no memory": ("raise MemoryError", "no memory was left"),
    "left": ("raise SystemExit(5)", "with status 5"),
    "cannot be loaded": ("raise OSError(\"cannot load library 'libgobject'\")", "cannot load library 'libgobject'"),
    "too old": ("raise AttributeError(\"function/symbol 'hb_x' not found in library 'y'\")", "a library is too old"),
    "a fault of its own": ("raise ValueError('no such thing')", "no such thing"),
}
"""What may become of the process while it sets the PDF: a module in the place of WeasyPrint, and what is told."""


def in_place_of(folder: Path, module: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have processes started from now on find *code* where they import *module*."""
    folder.mkdir(exist_ok=True)
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.fixture
def without_pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Pango, for this process and those that it starts."""
    refusing = (
        "import ctypes\nreal = ctypes.CDLL\n"
        "def without_pango(name, *more, **options):\n"
        "    if 'pango' in str(name):\n        raise OSError(f'{name}: cannot open shared object file')\n"
        "    return real(name, *more, **options)\n"
        "ctypes.CDLL = without_pango\n"
    )
    in_place_of(tmp_path / "stand_in", "sitecustomize", refusing, monkeypatch)
    here: dict = {}
    monkeypatch.setattr("ctypes.CDLL", typesetting.ctypes.CDLL)  # so that it is put back
    exec(refusing, here)


@pytest.mark.parametrize("end", ENDS)
@needs_pango
def test_the_epub_stays_whatever_becomes_of_the_pdf(
    built_book: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    code, words = ENDS[end]
    in_place_of(tmp_path / "stand_in", "weasyprint", code, monkeypatch)
    book = Print(built_book, "en", "state")
    assert [offer.file for offer in book.finish()] == [EPUB]
    (lack,) = book.lacks()
    assert lack.product == "PDF"
    assert words in lack.why
    assert "_build/print/en.log" in lack.how
    assert (built_book.root / "_build" / "print" / "en.log").is_file()
    assert not book.complete(), "the next build tries again"
    assert [path.name for path in book.kept.iterdir()] == [book.folder.name], "nothing unfinished is left"


def test_a_process_that_dies_at_once_takes_nothing_down(
    built_book: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_place_of(tmp_path / "stand_in", "sphinx", "import os; os.kill(os.getpid(), 9)", monkeypatch)
    assert cli.main(["--root", str(built_book.root), "site", "--unchecked"]) == cli.GOOD
    told = capsys.readouterr()
    (line,) = [line for line in told.out.splitlines() if "SIGKILL" in line]
    both = "No ePub and no PDF were made" if not NO_PDF else "No ePub was made"  # why there is no PDF was known before
    assert line.startswith(f"{both}: its process ended by the signal SIGKILL")
    assert "Traceback" not in told.out + told.err
    assert offers.OFFLINE in offered(built_book.root)
    assert not {PDF, EPUB} & offered(built_book.root)


def test_a_process_that_cannot_be_started_takes_nothing_down(
    built_book: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(built_book.root / "gone"))
    book = Print(built_book, "en", "state")
    assert book.finish() == []
    assert {lack.product for lack in book.lacks()} == {"PDF", "ePub"}
    assert "No such file or directory" in book.lacks()[0].why


def test_the_process_ends_with_the_build(built_book: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that is killed leaves nobody behind who goes on writing."""
    hangs = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    in_place_of(tmp_path / "stand_in", "sphinx", hangs, monkeypatch)
    begin = (
        "import sys, time; from pathlib import Path; from retorno.site.printing import Print\n"
        "from retorno.project.paths import Project; book = Print(Project(Path(sys.argv[1])), 'en', 'state')\n"
        "book.begin(); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", begin, str(built_book.root)]) as build:
        wait_for(lambda: (tmp_path / "pid").is_file() and (tmp_path / "pid").read_text())
        build.kill()
    child = int((tmp_path / "pid").read_text())
    wait_for(lambda: not running(child))


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened; fail if it does not within a minute."""
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def running(process: int) -> bool:
    """Whether a process is at work; one that ended and that nobody asked after is not."""
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False


def offered(root: Path) -> set[str]:
    """The files that are published, and are just those that the home page offers."""
    home = (root / "_site" / "en" / "index.html").read_text(encoding="utf-8")
    there = {name for name in (PDF, EPUB, OFFLINE) if (root / "_site" / name).is_file()}
    assert {name for name in (PDF, EPUB, OFFLINE) if f'href="../{name}" download' in home} == there
    return there


@pytest.mark.usefixtures("without_pango")
def test_without_pango_the_site_is_built_and_says_so(built_book: Project, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--root", str(built_book.root), "site", "--unchecked"]
    assert cli.main(command) == cli.GOOD
    (lack,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("No PDF")]
    assert "Pango and PangoFT2 are not installed" in lack
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in lack
    assert offered(built_book.root) == {EPUB, OFFLINE}

    assert cli.main(command) == cli.GOOD
    told = capsys.readouterr().out
    assert "Nothing has changed" in told
    assert "No PDF was made" in told, "said as long as it is so"

    before = (built_book.root / "_site" / "en" / "index.html").stat()
    for again in (False, True):
        if again:
            shutil.rmtree(built_book.root / "_build")
        assert cli.main([*command, "--must-print"]) == cli.MACHINE
        told = capsys.readouterr()
        assert "PRINT=must asks for" in told.err
        assert "apt-get install libpango-1.0-0" in told.err
        assert "Traceback" not in told.out + told.err
        assert (built_book.root / "_site" / "en" / "index.html").stat() == before


def test_a_full_disk_costs_the_offline_copy_alone(
    built_book: Project, monkeypatch: pytest.MonkeyPatch, without_pango: None
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    told: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(archive, "pack_again", full)
        build.build(built_book, told.append, checked=False)
    assert "No offline copy was made: the disk is full; make room on it" in " ".join(told)
    assert offered(built_book.root) == {EPUB}
    build.build(built_book, told.append, checked=False)
    assert offered(built_book.root) == {EPUB, OFFLINE}, "the next build makes it"


def test_what_is_missing_is_told_by_name() -> None:
    """Each library is asked for by itself: a name that no machine has is missing, libc is there."""
    there = typesetting.Need("C", "libc6", ("libc.so.6", "libSystem.dylib"))
    gone = typesetting.Need("Gone", "gone", ("libretorno-gone.so.0",))
    face = typesetting.Need("a face", "fonts-gone", families=("Retorno Gone",))
    assert typesetting.missing([there, gone, face]) == [gone, face]
    assert "apt-get install gone fonts-gone" in typesetting.how_to_get([gone, face])
    assert [need.name for need in typesetting.NEEDS if need.required] == ["Pango", "PangoFT2"]
