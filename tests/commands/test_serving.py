"""What a writer sees under `make serve`: the page follows the sources, or says why it does not."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from retorno.commands.serving import builder, loop
from retorno.execution.hooks import executor
from retorno.project.paths import Project
from sphinx_keyed_execution.store import Store

PATIENCE = 60_000
"""Milliseconds after which a page that does not follow is held to be lost."""


def _as_in_a_terminal() -> None:
    """Hear Ctrl+C: whoever runs the tests in the background has their shell ignore it for all below."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Served:
    """A book that is served, in a process of its own; what it says is kept."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-u", "-m", "retorno", "--root", str(root), "serve", "--port", "8870"]
        self.process = psutil.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_as_in_a_terminal,
        )
        self.said = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def address(self) -> str:
        """Where the book is, once it has been built."""
        return self.wait_for(r"The book is at (\S+) and follows")

    def _read(self) -> None:
        for line in self.process.stdout:
            self.said += line

    def wait_for(self, pattern: str, start: int = 0) -> str:
        """What the pattern's group finds in what has been said from *start* on, as soon as it is said."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not (found := re.search(pattern, self.said[start:])):
            if time.monotonic() > deadline or self.process.poll() is not None:
                pytest.fail(f"never said “{pattern}”: {self.said}")
            time.sleep(0.05)
        return found[1]

    def builders(self) -> list[psutil.Process]:
        """The process that builds and, while one is at work, the build that it has forked; the eldest first."""
        below = self.process.children(recursive=True)
        found = [one for one in below if "retorno.commands.serving.builder" in one.cmdline()]
        return sorted(found, key=lambda one: one.create_time())

    def close(self) -> None:
        """End it."""
        with suppress(psutil.NoSuchProcess):
            self.process.terminate()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()


@pytest.fixture
def served(small_book: Project) -> Iterator[Served]:
    """The small book, served."""
    running = Served(small_book.root)
    assert running.address
    running.wait_for("(checked in)")
    yield running
    running.close()
    assert "Traceback" not in running.said


@pytest.fixture
def address(served: Served) -> str:
    """The address of the small book while it is served."""
    return served.address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_open_page_follows_a_sentence_and_a_cell(small_book: Project, address: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}en/chapters/understanding/words.html")
    replace(small_book.root / "chapters/understanding/words.md", "A page", "A quite new page")
    expect(page.locator("main")).to_contain_text("A quite new page", timeout=PATIENCE)
    page.goto(f"{address}en/chapters/analyses/arrivals.html")
    replace(small_book.root / "data/arrivals.csv", ",1010,", ",1090,")
    expect(page.locator("main")).to_contain_text("−45.5%", timeout=PATIENCE)
    assert errors == []


def test_the_page_says_what_to_mend_and_stops_saying_it(small_book: Project, address: str, page: Page) -> None:
    page.goto(f"{address}en/index.html")
    words = small_book.root / "chapters/understanding/words.md"
    replace(words, "A page", "A {finding}`no-such-finding` page")
    box = page.get_by_role("status").filter(has_text="To mend")
    expect(box).to_contain_text("no-such-finding", timeout=PATIENCE)
    expect(box).to_contain_text("chapters/understanding/words.md")
    expect(page.locator("main")).to_be_visible()  # the last good page stays below
    replace(words, "A {finding}`no-such-finding` page", "A page")
    expect(box).to_have_count(0, timeout=PATIENCE)


def test_a_new_page_that_is_opened_later_says_it_too(small_book: Project, address: str, page: Page) -> None:
    words = small_book.root / "chapters/understanding/words.md"
    page.goto(f"{address}en/index.html")
    replace(words, "A page", "A {finding}`no-such-finding` page")
    expect(page.get_by_text("To mend")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{address}en/chapters/understanding/words.html")
    expect(page.get_by_text("To mend")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("victim", ["the build", "the builder"])
def test_a_build_that_is_killed_is_begun_again(small_book: Project, served: Served, page: Page, victim: str) -> None:
    page.goto(f"{served.address}en/chapters/analyses/arrivals.html")
    replace(small_book.root / "data/arrivals.csv", ",1010,", ",1090,")
    deadline = time.monotonic() + PATIENCE / 1000
    while len(found := served.builders()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    found[1 if victim == "the build" else 0].kill()
    expect(page.locator("main")).to_contain_text("−45.5%", timeout=PATIENCE)


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file for which the checks wait: as long as nobody makes it, they run."""
    slow = "import time\nfrom retorno import checks\nreal = checks.run\n"
    slow += f"def run(*given):\n    import pathlib\n    while not pathlib.Path({str(tmp_path / 'go')!r}).exists():\n"
    slow += "        time.sleep(0.05)\n    return real(*given)\nchecks.run = run\n"
    (tmp_path / "sitecustomize.py").write_text(slow)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "go"


def test_a_change_while_the_checks_run_does_not_wait_for_them(small_book: Project, go: Path) -> None:
    """Only a build that ends them can come after them."""
    running = Served(small_book.root)
    assert running.address
    words = small_book.root / "chapters/understanding/words.md"
    for sentence in ("One change", "And one more"):
        start = len(running.said)
        replace(words, "A page", f"{sentence}. A page")
        running.wait_for(r"(built in)", start)
    assert "checked in" not in running.said
    assert "And one more" in (small_book.root / "_site/en/chapters/understanding/words.html").read_text()
    go.touch()
    running.wait_for("(checked in)")
    running.close()
    assert running.said.count("checked in") == 1
    assert "died" not in running.said


@pytest.mark.usefixtures("go")
def test_a_process_whose_checks_run_ends_by_itself(small_book: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "GRACE", PATIENCE / 1000)
    monkeypatch.setattr(subprocess.Popen, "kill", lambda _: pytest.fail("it had to be killed"))
    made = loop.Builder(small_book.root)
    assert made.build()["problems"] == []
    assert made.checked() is None
    made.close()


def test_a_cell_that_fails_is_told_without_a_traceback(small_book: Project, served: Served) -> None:
    start = len(served.said)
    replace(small_book.root / "chapters/analyses/arrivals.md", "arrivals = load", "1 / 0\narrivals = load")
    served.wait_for(r"(arrivals\.md:\d+)", start)
    served.wait_for(r"(to mend)", start)


def test_what_is_changed_while_the_first_build_runs_is_built_too(small_book: Project) -> None:
    running = Served(small_book.root)
    running.wait_for("(Building the book)")
    replace(small_book.root / "chapters/understanding/words.md", "A page", "A {finding}`no-such-finding` page")
    assert running.address
    running.wait_for(r"Changed: (chapters/understanding/words\.md)")
    running.wait_for("(no-such-finding)")
    running.close()


@pytest.fixture
def answers(small_book: Project) -> Iterator[Callable[[], dict[str, dict[str, Any]]]]:
    """The answers to a request for a build, by stage."""
    own = executor(small_book.root, Store(small_book.root / ".cache" / "executions"))
    yield lambda: {reply["stage"]: reply for reply in builder.answer(small_book, own)}
    own.close()


def test_the_checks_are_told_although_the_build_complains(small_book: Project, answers: Callable[[], dict]) -> None:
    words = small_book.root / "chapters/understanding/words.md"
    replace(words, "A page", "A {finding}`arrival-change` page of 12345 words, in color.\n\nA page")
    told = answers()
    assert any("arrival-change" in one for one in told["built"]["problems"])
    problems = told["checked"]["problems"]
    assert sum("arrival-change" in one for one in problems) == 1, "the error, and not its echo"
    assert any("Did you mean “arrivals-change”?" in one and "Read more: " in one for one in problems)
    assert any("a number is typed by hand" in one for one in problems)
    assert not any("record(…), or of" in one for one in problems), "the build's words for it"
    assert any(one.startswith("warning: ") and "color" in one for one in told["checked"]["warnings"])


def test_what_only_the_build_sees_stays_told(small_book: Project, answers: Callable[[], dict]) -> None:
    replace(small_book.root / "chapters/analyses/arrivals.md", "arrivals = load", "1 / 0\narrivals = load")
    told = answers()
    assert any("ZeroDivisionError" in one for one in told["built"]["problems"])
    assert any("ZeroDivisionError" in one for one in told["checked"]["problems"])


def test_a_good_book_is_told_to_be_good(answers: Callable[[], dict]) -> None:
    assert [(stage, told["problems"]) for stage, told in answers().items()] == [("built", []), ("checked", [])]


def test_an_interrupt_ends_everything_without_a_traceback(served: Served) -> None:
    below = served.process.children(recursive=True)
    assert len(below) > 2
    os.killpg(served.process.pid, signal.SIGINT)  # as a terminal does at Ctrl+C
    served.process.wait(20)
    _, alive = psutil.wait_procs(below, timeout=20)
    assert alive == []
    assert "Stopped." in served.said
