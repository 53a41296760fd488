"""A book builds with nothing but the extension; what changed runs, and a build equals one from nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sphinx_keyed_execution.__main__ import main

BOOKS = Path(__file__).parent / "books"
LEVELS, FLOODS, STATIONS = "chapters/levels.md", "chapters/floods.ipynb", "chapters/stations.md"
RAN = re.compile(r"^notebook (\S+) (?:done|failed)", re.M)


@dataclass
class Built:
    """A copy of a book, built again and again, each time in a process of its own."""

    root: Path
    settings: tuple[str, ...] = ()
    said: str = ""
    ran: set[str] = field(default_factory=set)

    def build(self, *more: str) -> set[str]:
        """Build what changed; the notebooks that ran for it."""
        command = [sys.executable, "-m", "sphinx", "-b", "html", *self.settings, *more, ".", "_build/html"]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)
        self.said = done.stdout + done.stderr
        assert done.returncode == 0, self.said
        self.ran = set(RAN.findall(self.said))
        return self.ran

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text in a file, where it must stand."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def page(self, name: str) -> str:
        """The HTML of a page."""
        return (self.root / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")

    def pages(self) -> dict[str, bytes]:
        """All pages by name, and the pictures that they show.

        MyST-NB copies its style sheet last, so that the first build of all cannot know its hash.
        """
        out = self.root / "_build" / "html"
        pages = {path: re.sub(rb"\?v=[0-9a-f]+", b"", path.read_bytes()) for path in out.rglob("*.html")}
        shown = {Path(name.decode()).name for page in pages.values() for name in re.findall(rb"_images/[\w.-]+", page)}
        pages |= {path: path.read_bytes() for path in (out / "_images").glob("*") if path.name in shown}
        return {path.relative_to(out).as_posix(): content for path, content in pages.items()}

    def from_nothing(self) -> dict[str, bytes]:
        """The pages of the same sources, built in the same place with nothing kept."""
        made, aside = self.root / "_build", self.root.parent / "aside"
        made.rename(aside)
        try:
            Built(self.root, self.settings).build()
            return self.pages()
        finally:
            shutil.rmtree(made)
            aside.rename(made)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The book of the river, built once: to be copied, never to be changed."""
    book = Built(tmp_path_factory.mktemp("river") / "book")
    shutil.copytree(BOOKS / "river", book.root)
    assert book.build() == {LEVELS, FLOODS, STATIONS}
    return book


@pytest.fixture
def river(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The built book, which a test may change: it is put back as it was."""
    kept = tmp_path_factory.mktemp("kept") / "book"
    shutil.copytree(built.root, kept)
    yield built
    shutil.rmtree(built.root)
    shutil.copytree(kept, built.root)


def test_a_book_builds_with_nothing_but_the_extension(built: Built) -> None:
    levels = built.page("chapters/levels")
    assert "The highest level of all was 340 centimetres, at the" in re.sub(r"<[^>]+>", "", levels)
    assert "_images/" in levels
    assert "<table" in levels
    floods = built.page("chapters/floods")
    assert "bridge" in floods
    assert "an old output" not in floods
    assert "ZeroDivisionError" in floods
    assert "SystemExit" in floods
    assert "The old bridge, 12 km from the source" in built.page("chapters/stations")
    assert "340" in built.page("chapters/summary")


def test_a_second_build_runs_nothing_and_changes_nothing(river: Built) -> None:
    before = river.pages()
    for path in river.root.rglob("*.csv"):
        path.touch()
    assert river.build() == set()
    assert river.pages() == before


def edit(file: str, old: str, new: str) -> Callable[[Built], None]:
    return lambda book: book.edit(file, old, new)


EDITS: dict[str, tuple[Callable[[Built], None], set[str]]] = {
    "a row of the data": (edit("data/levels.csv", "bridge,340", "bridge,341"), {LEVELS, FLOODS}),
    "a row of other data": (
        edit("data/stations.csv", "mouth,The mouth,58,200", "mouth,The mouth,58,90"),
        {FLOODS, STATIONS},
    ),
    "a line of the helper": (edit("chapters/gauges.py", "astype(int)", "astype(float)"), {LEVELS, FLOODS}),
    "a cell": (edit(LEVELS, "table.max().max()", "table.max().max() + 1"), {LEVELS}),
    "a cell of the other kind": (edit(FLOODS, "months of flood", "months with floods"), {FLOODS}),
    "a tag of a cell": (edit(FLOODS, "skip-execution", "raises-exception"), {FLOODS}),
    "prose of a notebook": (edit(LEVELS, "The water rose most", "The water rose more"), set()),
    "prose": (edit("index.md", "Three gauges", "A few gauges"), set()),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_depends_on_an_edit_runs_and_nothing_else(river: Built, name: str) -> None:
    change, runs = EDITS[name]
    change(river)
    assert river.build() == runs
    assert river.pages() == river.from_nothing()
    assert river.build() == set()


def test_a_reverted_edit_runs_nothing(river: Built) -> None:
    before = river.pages()
    river.edit("data/levels.csv", "bridge,340", "bridge,341")
    river.build()
    assert "341" in river.page("chapters/summary")
    river.edit("data/levels.csv", "bridge,341", "bridge,340")
    assert river.build() == set()
    assert river.pages() == before


def test_pages_may_be_read_by_several_processes(river: Built) -> None:
    before = river.pages()
    shutil.rmtree(river.root / "_build")
    assert river.build("-j", "2") == {LEVELS, FLOODS, STATIONS}
    assert river.pages() == before
    assert river.build("-j", "2") == set()


def test_a_notebook_that_fails_is_told_with_its_line(river: Built) -> None:
    river.edit(LEVELS, "highest = int(", "highest = 1 / 0 * int(")
    river.edit(FLOODS, "dict(floods)", "dict(floods), 1 / 0")
    river.build()
    line = (river.root / LEVELS).read_text().split("\n").index("highest = 1 / 0 * int(table.max().max())") + 1
    assert re.search(rf"levels\.md:{line}: WARNING: cell 2: this notebook does not run: Zero", river.said)
    assert re.search(r"floods\.ipynb: WARNING: cell 1: this notebook does not run: Zero", river.said)
    assert "The highest level of all was" in river.page("chapters/levels")


def test_where_nothing_is_to_be_executed_nothing_is(river: Built) -> None:
    shutil.rmtree(river.root / "_build")
    assert river.build("-D", "nb_execution_mode=off", "-D", "suppress_warnings=mystnb.glue_ref,mystnb.glue") == set()
    assert "an old output" in river.page("chapters/floods")


def test_a_page_may_be_left_out(river: Built) -> None:
    shutil.rmtree(river.root / "_build")
    with (river.root / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write('nb_execution_excludepatterns = ["floods.*"]\n')
    assert river.build() == {LEVELS, STATIONS}
    assert "an old output" in river.page("chapters/floods")


LOCKED = ("-D", "keyed_execution_lock=executions.lock")


def asked(capsys: pytest.CaptureFixture[str], verb: str, root: Path) -> tuple[int, str]:
    """The status of ``keyed-execution`` and what it printed."""
    status = main([verb, str(root)])
    return status, capsys.readouterr().out


def test_the_lock_says_from_the_files_alone_whether_results_still_follow(
    river: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(capsys, "check", river.root)[0] == 2, "there is no lock by default"
    river.build(*LOCKED)
    assert river.ran == set()
    lock = river.root / "executions.lock"
    first = lock.read_text(encoding="utf-8")
    shutil.rmtree(river.root / "_build")
    assert asked(capsys, "check", river.root) == (0, "executions.lock fits the project.\n")
    river.edit("data/levels.csv", "bridge,340", "bridge,341")
    river.edit(FLOODS, "months of flood", "months with floods")
    status, told = asked(capsys, "check", river.root)
    assert status == 1
    assert f"{FLOODS}: its code has changed since it ran" in told
    assert f"data/levels.csv: it has changed since {FLOODS}, {LEVELS} read it" in told
    assert "stations" not in told
    river.build(*LOCKED)
    second = lock.read_text(encoding="utf-8")
    changed = [line for line in second.splitlines() if line not in first.splitlines()]
    assert len(changed) == 2, changed
    assert asked(capsys, "check", river.root)[0] == 0


def test_a_notebook_that_fails_leaves_the_lock_as_it_was(river: Built) -> None:
    river.build(*LOCKED)
    before = (river.root / "executions.lock").read_bytes()
    river.edit(LEVELS, "highest = int(", "highest = 1 / 0 * int(")
    river.build(*LOCKED)
    assert (river.root / "executions.lock").read_bytes() == before


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"version": 2}', '{"version": 1, "files": [1], "notebooks": {}}'])
def test_a_lock_that_cannot_be_read_is_told(river: Built, capsys: pytest.CaptureFixture[str], damage: str) -> None:
    (river.root / "executions.lock").write_text(damage, encoding="utf-8")
    status, told = asked(capsys, "check", river.root)
    assert (status, "executions.lock: it cannot be read" in told) == (1, True)


def test_it_is_explained_why_a_notebook_would_run(river: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "explain", river.root) == (0, "0 of 3 notebooks would run.\n")
    river.edit("data/levels.csv", "bridge,340", "bridge,341")
    river.edit(LEVELS, "table.max().max()", "table.min().max()")
    (river.root / "data" / "stations.csv").unlink()
    before = river.pages()
    assert asked(capsys, "explain", river.root)[1].splitlines() == [
        "3 of 3 notebooks would run.",
        f"{FLOODS} would run:",
        "    data/levels.csv has changed",
        "    data/stations.csv is gone",
        f"{LEVELS} would run:",
        "    cell 2 has changed",
        "    data/levels.csv has changed",
        f"{STATIONS} would run:",
        "    data/stations.csv is gone",
    ]
    assert river.pages() == before
