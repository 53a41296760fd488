"""Whatever is killed, and whenever: the site is the old one or the new one, and the next build is as from nothing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from faults import PATIENCE, POINTS, RENAMES, build, victims
from sphinx_keyed_execution.scratch_folders import PREFIX

SMALL_BOOK = Path(__file__).parents[1] / "small_book"
TABLE, TITLED = "data/arrivals.csv", "chapters/understanding/words.md"
Site = dict[str, bytes]

UGLY = ("Traceback", "EOFError", "KeyError", "Errno", "IndexError", "JSONDecodeError")
"""What no message may hold."""


Edit = dict[str, tuple[str, str]]
"""For each file that is edited, what stands there and what then stands in its place."""

EDITED: Edit = {TABLE: (",1010,", ",1090,"), TITLED: ("# Words", "# Other words")}
"""Another number, which a notebook shows as text and as a picture, and another title, which other pages show."""

EDITED_HERE: Edit = {
    "chapters/analyses/darien.md": ("# The months must add up", "# The months have to add up"),
    "chapters/understanding/forms-of-return.md": ("# Return migration and its forms", "# Return and its forms"),
}
"""The same for the book itself: code of a notebook, and a title."""


def edit(root: Path, edited: Edit) -> None:
    """Make these changes, or take them back."""
    for file, (one, other) in edited.items():
        text = (root / file).read_text(encoding="utf-8")
        old, new = (one, other) if one in text else (other, one)
        assert old in text
        (root / file).write_text(text.replace(old, new), encoding="utf-8")


def site(root: Path) -> Site:
    """Every published file; empty where there is no site."""
    folder = root / "_site"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(root: Path, *options: str) -> Site:
    """Build in a process of its own, which goes well; the site."""
    command = [sys.executable, "-m", "retorno", "--root", str(root), "site", "--unchecked", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return site(root)


class Book:
    """A book that is built, edited and killed, with a temporary folder of its own.

    It is in one of two states, :attr:`now` or :attr:`other`: what a build from nothing publishes.
    """

    def __init__(self, folder: Path, *options: str, sources: Path = SMALL_BOOK, edited: Edit = EDITED) -> None:
        self.root, self.temporary, self.options = folder / "book", folder / "temporary", options
        self.edited = edited
        self.temporary.mkdir(parents=True)
        left_out = shutil.ignore_patterns("_build", "_site", ".cache", ".venv", ".git", "tests")
        shutil.copytree(sources, self.root, ignore=left_out)
        self.now = built(self.root, *options)
        other = folder / "edited"
        shutil.copytree(sources, other, ignore=left_out)
        edit(other, edited)
        self.other = built(other, *options)
        assert self.now != self.other

    def edit(self) -> None:
        """Go to the other state."""
        edit(self.root, self.edited)
        self.now, self.other = self.other, self.now

    def forget(self) -> None:
        """Let all notebooks run and all pictures be drawn again."""
        shutil.rmtree(self.root / ".cache", ignore_errors=True)

    def left_running(self) -> list[psutil.Process]:
        """Processes of builds that are still there after a moment."""
        deadline = time.monotonic() + PATIENCE
        while (found := [one for one in psutil.process_iter() if self._mine(one)]) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def _mine(self, process: psutil.Process) -> bool:
        try:
            return process.status() != psutil.STATUS_ZOMBIE and (
                str(self.root) in process.cmdline() or Path(process.cwd()).is_relative_to(self.root)
            )
        except psutil.Error:
            return False

    def assert_next_build_is_right(self) -> None:
        """As from nothing, and nothing of a killed build is left."""
        assert self.left_running() == []
        assert built(self.root, *self.options) == self.now
        assert [path.name for path in self.temporary.glob(f"{PREFIX}*")] == []
        assert [path.name for path in self.root.glob("_site.*")] == []
        assert list((self.root / ".cache").rglob("*.partial")) == []


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One book for all kills: each begins with what the one before has left."""
    folder = tmp_path_factory.mktemp("killed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "temporary"))
        yield Book(folder, "--no-print")


PRINTING = {"before the printed book is waited for"}
RUNNING = {"while a notebook is waited for", "while a picture is waited for", "while something is kept"}
"""Points that are reached only if a notebook runs."""


@pytest.mark.parametrize("point", sorted({*POINTS, *RENAMES} - PRINTING))
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(book: Book, point: str) -> None:
    """Once the build after it goes on; once the edit is taken back first, as if it had never been."""
    for taken_back in (False, True):
        book.edit()
        if point in RUNNING:
            book.forget()
        done = build(point, "the build", book.root, *book.options)
        assert done.returncode == -signal.SIGKILL, done.stdout
        # Where two folders cannot be exchanged there is a moment without a site, which the next start ends.
        gone: list[Site] = [{}] if point == "between the two renames" else []
        assert site(book.root) in [book.now, book.other, *gone]
        if taken_back:
            book.edit()
        book.assert_next_build_is_right()


DEATHS = {
    ("when the notebooks have begun", "the server of notebooks"): (3, "the process that runs the notebooks ended"),
    ("when the notebooks have begun", "a notebook"): (1, "its process ended"),
    ("while a picture is waited for", "the drawing"): (0, "The site is ready"),
    ("when the notebooks have begun", "all"): (-signal.SIGKILL, ""),
}
"""What dies at which point; the exit status and what is said."""


@pytest.mark.parametrize(("point", "victim"), sorted(DEATHS))
def test_a_build_in_which_something_died_says_so_or_has_made_up_for_it(book: Book, point: str, victim: str) -> None:
    book.edit()
    book.forget()
    done = build(point, victim, book.root, *book.options)
    status, said = DEATHS[point, victim]
    assert done.returncode == status, done.stdout
    assert said in done.stdout
    assert not [word for word in UGLY if word in done.stdout], done.stdout
    assert site(book.root) == (book.now if status == 0 else book.other)
    book.assert_next_build_is_right()


def test_a_killed_print_is_told_and_the_pages_are_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    book = Book(tmp_path)
    book.edit()
    done = build("before the printed book is waited for", "the print", book.root)
    assert done.returncode == 0, done.stdout
    assert "PDF" in done.stdout
    assert not [word for word in UGLY if word in done.stdout], done.stdout
    page = "en/chapters/analyses/arrivals.html"
    assert site(book.root)[page] == book.now[page]
    book.assert_next_build_is_right()


VICTIMS = ("the build", "all", "the server of notebooks", "a notebook", "the drawing")


def at_random(book: Book, dice: random.Random, longest: float) -> str:
    """Kill something at some moment of a build; what happened, after the next build was found right."""
    book.edit()
    if dice.random() < 0.5:
        book.forget()
    command = [sys.executable, "-m", "retorno", "--root", str(book.root), "site", "--unchecked", *book.options]
    process = psutil.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    moment, victim = dice.uniform(0, longest), dice.choice(VICTIMS)
    time.sleep(moment)
    try:
        found = victims(process, victim)
    except psutil.NoSuchProcess:
        found = []
    for one in found:
        with suppress(psutil.NoSuchProcess):
            one.send_signal(signal.SIGKILL)
    said, _ = process.communicate(timeout=300)
    told = f"{victim} ({len(found)}) after {moment:.2f} s: status {process.returncode}"
    assert not [word for word in UGLY if word in said], f"{told}\n{said}"
    assert process.returncode in (0, 1, 3, -signal.SIGKILL), f"{told}\n{said}"
    assert site(book.root) in ([book.now] if process.returncode == 0 else [book.now, book.other]), told
    if dice.random() < 0.3:
        book.edit()
        told += ", edit taken back"
    book.assert_next_build_is_right()
    return f"{told}; the next build is right"


def test_something_is_killed_at_random(book: Book) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    dice = random.Random(seed)
    for _ in range(4):
        print(at_random(book, dice, longest=3.0))


def main(seed: int, runs: int, longest: float, which: str) -> None:
    """More of the same: ``python tests/site/test_killed.py SEED RUNS SECONDS small|own``.

    Kills within so many SECONDS of the beginning of a build of the small book or of the book itself.
    """
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = str(Path(folder) / "temporary")
        own = (SMALL_BOOK, EDITED) if which == "small" else (SMALL_BOOK.parents[1], EDITED_HERE)
        book = Book(Path(folder), "--no-print", sources=own[0], edited=own[1])
        print(f"seed {seed}, {runs} runs of the {which} book")
        for number in range(runs):
            print(number + 1, at_random(book, dice, longest), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
