"""Pages are read and written for what they show, and a build equals one from nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

RIVER = Path(__file__).parents[2] / "sphinx-keyed-execution" / "tests" / "books" / "river"
EXTENSIONS = "sphinx_keyed_execution,sphinx_content_freshness"
WRITTEN = re.compile(r"^writing output\.\.\. \[ *\d+%\] (\S+)", re.M)
READ = re.compile(r"^reading sources\.\.\. \[ *\d+%\] (\S+)", re.M)


@dataclass
class Book:
    """A copy of a project, built again and again, each time in a process of its own."""

    root: Path
    settings: tuple[str, ...] = ()
    said: str = ""
    written: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def build(self, *more: str) -> set[str]:
        """Build what changed; the pages that were written for it."""
        command = [sys.executable, "-m", "sphinx", "-b", "html", *self.settings, *more, ".", "_build/html"]
        environment = {**os.environ, "NO_COLOR": "1"}
        done = subprocess.run(
            command, cwd=self.root, capture_output=True, text=True, check=False, env=environment, timeout=300
        )
        self.said = done.stdout + done.stderr
        assert done.returncode == 0, self.said
        self.written, self.read = set(WRITTEN.findall(self.said)), set(READ.findall(self.said))
        return self.written

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text in a file, where it must stand."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def pages(self) -> dict[str, bytes]:
        """All pages by name; MyST-NB copies its style sheet last, so the first build cannot know its hash."""
        out = self.root / "_build" / "html"
        found = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.html")}
        return {name: re.sub(rb"\?v=[0-9a-f]+", b"", page) for name, page in found.items()}

    def from_nothing(self) -> dict[str, bytes]:
        """The pages of the same sources, built in the same place with nothing kept."""
        made, aside = self.root / "_build", self.root.parent / "aside"
        made.rename(aside)
        try:
            Book(self.root, self.settings).build()
            return self.pages()
        finally:
            shutil.rmtree(made)
            aside.rename(made)


CONF = """
project = "Plain"
extensions = ["sphinx_content_freshness"]
html_theme = "basic"
numfig = True
"""
PLAIN = {
    "conf.py": CONF,
    "index.rst": "Home\n====\n\n.. toctree::\n\n   one\n   two\n   three\n",
    "one.rst": "One\n===\n\nIt refers to :doc:`two` and to :ref:`a-place`.\n",
    "two.rst": "Two\n===\n\n.. _a-place:\n\nA place\n-------\n\n.. figure:: dot.png\n   :name: dot\n\n   A dot.\n",
    "three.rst": "Three\n=====\n\n.. literalinclude:: code.txt\n\nSee :numref:`dot`.\n",
    "code.txt": "some code\n",
}
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def copied(book: Book, folder: Path) -> Path:
    return Path(shutil.copytree(book.root, folder / "book"))


@pytest.fixture(scope="module")
def built_plain(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A project of plain Sphinx, built once."""
    root = tmp_path_factory.mktemp("plain") / "book"
    root.mkdir()
    for name, text in PLAIN.items():
        (root / name).write_text(text, encoding="utf-8")
    (root / "dot.png").write_bytes(DOT)
    book = Book(root)
    assert book.build() == {"index", "one", "two", "three"}
    return book


@pytest.fixture
def plain(built_plain: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The built project, which a test may change: it is put back as it was."""
    kept = copied(built_plain, tmp_path_factory.mktemp("kept"))
    yield built_plain
    shutil.rmtree(built_plain.root)
    shutil.copytree(kept, built_plain.root)


def test_a_second_build_writes_nothing_whatever_the_time_stamps_say(plain: Book) -> None:
    before = plain.pages()
    assert plain.build() == set()
    for path in plain.root.glob("*.*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))
    plain.build()
    assert plain.read == set()
    assert plain.pages() == before


def test_an_older_time_stamp_hides_no_change(plain: Book) -> None:
    plain.edit("code.txt", "some code", "other code")
    os.utime(plain.root / "code.txt", (1_000_000_000, 1_000_000_000))
    assert plain.build() >= {"three"}
    assert b"other" in plain.pages()["three.html"]


def edit(file: str, old: str, new: str) -> Callable[[Book], None]:
    return lambda book: book.edit(file, old, new)


def remove(book: Book) -> None:
    (book.root / "three.rst").unlink()
    book.edit("index.rst", "   three\n", "")


EVERYTHING = {"index", "one", "two", "three"}
EDITS: dict[str, tuple[Callable[[Book], None], set[str]]] = {
    "a sentence": (edit("one.rst", "It refers", "This refers"), {"one"}),
    "an included file": (edit("code.txt", "some", "other"), {"three"}),
    "a heading that another page shows": (edit("two.rst", "A place\n-------", "A spot!\n-------"), EVERYTHING),
    "a title": (edit("two.rst", "Two\n===", "2 +\n==="), EVERYTHING),
    "the order": (edit("index.rst", "   one\n   two\n", "   two\n   one\n"), EVERYTHING),
    "a figure before another": (
        edit("one.rst", "It refers", ".. figure:: dot.png\n\n   First.\n\nIt refers"),
        {"one", "two", "three"},
    ),
    "a page is gone": (remove, {"index", "one", "two"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_shows_an_edit_is_written(plain: Book, name: str) -> None:
    change, shows = EDITS[name]
    change(plain)
    written = plain.build()
    assert written - {"index"} == shows - {"index"}
    assert plain.pages() == plain.from_nothing()
    assert plain.build() == set()


def test_the_example_of_the_documents_writes_the_page_of_a_changed_price_and_reads_none(plain: Book) -> None:
    document = (Path(__file__).parents[1] / "docs/how-it-works.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", document, re.S)
    assert example
    (plain.root / "priced.py").write_text(example[1], encoding="utf-8")
    conf = CONF.replace('["sphinx', '["priced", "sphinx')
    (plain.root / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(plain.root)!r})\n{conf}", encoding="utf-8"
    )
    (plain.root / "prices").mkdir()
    (plain.root / "prices/apples").write_text("2.10\n", encoding="utf-8")
    (plain.root / "one.rst").write_text("One\n===\n\nApples cost :price:`apples`.\n", encoding="utf-8")
    plain.build()
    (plain.root / "prices/apples").write_text("2.40\n", encoding="utf-8")
    assert plain.build() == {"one", "index"}  # Sphinx itself writes the page that lists it
    assert plain.read == set()
    assert b"2.40" in plain.pages()["one.html"]


def test_headings_of_other_pages_may_be_said_not_to_be_shown(plain: Book) -> None:
    with (plain.root / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write("freshness_headings = False\n")
    plain.build()
    plain.edit("two.rst", "A place\n-------", "A spot!\n-------")
    assert plain.build() - {"index"} == {"one", "two"}


def test_code_of_the_project_is_a_source_of_every_page(plain: Book) -> None:
    (plain.root / "ext").mkdir()
    (plain.root / "ext" / "own.py").write_text("x = 1\n")
    with (plain.root / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write('freshness_code = ["ext"]\n')
    plain.build()
    assert plain.build() == set()
    (plain.root / "ext" / "own.py").write_text("x = 2\n")
    plain.build()
    assert plain.read == EVERYTHING


def test_a_warning_stays_until_its_cause_is_gone(plain: Book) -> None:
    plain.edit("one.rst", ":doc:`two`", ":doc:`nowhere`")
    for _ in range(2):
        plain.build()
        assert "unknown document: 'nowhere'" in plain.said
    plain.edit("one.rst", ":doc:`nowhere`", ":doc:`two`")
    plain.build()
    assert "WARNING" not in plain.said


def test_pages_may_be_read_and_written_by_several_processes(plain: Book) -> None:
    before = plain.pages()
    shutil.rmtree(plain.root / "_build")
    plain.build("-j", "2")
    assert plain.pages() == before
    assert plain.build("-j", "2") == set()


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book of the river, with both extensions, built once."""
    root = tmp_path_factory.mktemp("river") / "book"
    shutil.copytree(RIVER, root)
    book = Book(root, ("-D", f"extensions={EXTENSIONS}"))
    book.build()
    return book


def test_a_number_is_written_wherever_it_is_shown(river: Book) -> None:
    assert river.build() == set()
    river.edit("data/levels.csv", "bridge,340", "bridge,341")
    written = river.build()
    assert {"chapters/levels", "chapters/floods", "chapters/summary"} <= written
    assert "chapters/stations" not in written
    assert b"341" in river.pages()["chapters/summary.html"]
    assert river.pages() == river.from_nothing()
    river.edit("data/stations.csv", "The lower mill", "The upper mill")
    assert river.build() - {"index"} == {"chapters/stations", "chapters/floods"}
    assert river.pages() == river.from_nothing()
