"""Exactly what changed is executed; what breaks is told and does not touch the others."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_keyed_execution.keyed import Executor, Limits, Result
from sphinx_keyed_execution.notebooks import Notebook
from sphinx_keyed_execution.store import Store

READ = "from pathlib import Path\nprint(Path('../data/a.csv').read_text())"


class Book:
    """A folder with notebooks, and the executor that runs them and counts what it ran."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ran: list[str] = []
        self.executor = Executor(root, Store(root / ".cache"), workers=2, tell=self._tell)

    def _tell(self, line: str) -> None:
        self.ran.append(line.split(".md ")[0].removeprefix("notebook chapters/"))

    def notebook(self, name: str, *cells: str) -> Notebook:
        return Notebook(self.root / "chapters" / f"{name}.md", cells, tuple(10 * n + 5 for n in range(len(cells))))

    def results(self, *notebooks: Notebook) -> dict[str, Result]:
        """The results by name; :attr:`ran` then names what was executed for them."""
        self.ran.clear()
        results = self.executor.results(notebooks)
        self.ran.sort()
        return {page.stem: result for page, result in results.items()}

    def result(self, name: str, *cells: str) -> Result:
        return self.results(self.notebook(name, *cells))[name]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One warm executor for all tests of this file."""
    root = tmp_path_factory.mktemp("keyed") / "project"
    (root / "chapters").mkdir(parents=True)
    book = Book(root)
    book.executor.warm_up()
    yield book
    book.executor.close()


@pytest.fixture
def book(server: Book) -> Book:
    """The executor with fresh data, an empty store and generous limits."""
    for name in ("data", ".cache"):
        shutil.rmtree(server.root / name, ignore_errors=True)
    (server.root / "data").mkdir()
    (server.root / "chapters" / "helper.py").unlink(missing_ok=True)
    (server.root / "data" / "a.csv").write_text("a\n1\n")
    (server.root / "data" / "b.csv").write_text("b\n1\n")
    server.executor.limits = Limits(60, 4096)
    return server


def printed(result: Result) -> str:
    return "".join(str(output.get("text", "")) for cell in result.outputs for output in cell)


def test_nothing_runs_twice(book: Book) -> None:
    notebooks = [book.notebook("a", READ), book.notebook("b", READ.replace("a.csv", "b.csv"))]
    first = book.results(*notebooks)
    assert book.ran == ["a", "b"]
    assert set(book.executor.stored(notebooks)) == {notebook.page for notebook in notebooks}
    again = book.results(*notebooks)
    assert book.ran == []
    assert [result.outputs for result in again.values()] == [result.outputs for result in first.values()]
    assert [result.key for result in again.values()] == [result.key for result in first.values()]
    assert again["a"].inputs == first["a"].inputs
    assert [name for name in first["a"].inputs if not name.startswith("@")] == ["data/a.csv"]


def test_what_changed_runs_and_nothing_else(book: Book) -> None:
    notebooks = [book.notebook("a", READ), book.notebook("b", READ.replace("a.csv", "b.csv"))]
    book.results(*notebooks)
    (book.root / "data" / "a.csv").write_text("a\n2\n")
    assert set(book.executor.stored(notebooks)) == {notebooks[1].page}
    results = book.results(*notebooks)
    assert book.ran == ["a"]
    assert "2" in printed(results["a"])


def test_touching_runs_nothing(book: Book) -> None:
    book.result("a", READ)
    os.utime(book.root / "data" / "a.csv", (1, 1))
    book.result("a", READ)
    assert book.ran == []


def test_reverting_takes_the_old_result(book: Book) -> None:
    file = book.root / "data" / "a.csv"
    first = book.result("a", READ)
    file.write_text("a\n2\n")
    assert book.result("a", READ).outputs != first.outputs
    file.write_text("a\n1\n")
    again = book.result("a", READ)
    assert book.ran == []
    assert (again.key, again.outputs) == (first.key, first.outputs)


def test_other_code_runs_and_the_old_code_is_remembered(book: Book) -> None:
    book.result("a", "1 + 1")
    assert book.result("a", "1 + 2").outputs[0][0]["data"] == {"text/plain": "3"}
    assert book.ran == ["a"]
    book.result("a", "1 + 1")
    assert book.ran == []


def test_a_helper_module_is_an_input(book: Book) -> None:
    helper = book.root / "chapters" / "helper.py"
    helper.write_text("VALUE = 1\n")
    code = "import helper\nprint(helper.VALUE)"
    assert printed(book.result("a", code)) == "1\n"
    helper.write_text("VALUE = 22\n")
    assert printed(book.result("a", code)) == "22\n"
    assert book.ran == ["a"]


def test_a_file_that_comes_into_a_folder_is_an_input(book: Book) -> None:
    code = "from pathlib import Path\nprint(len(list(Path('../data').glob('*.csv'))))"
    assert printed(book.result("a", code)) == "2\n"
    (book.root / "data" / "c.csv").touch()
    assert printed(book.result("a", code)) == "3\n"


def test_a_file_that_was_missing_is_an_input(book: Book) -> None:
    code = "try: print(open('../data/later.csv').read())\nexcept FileNotFoundError: print('none')"
    assert printed(book.result("a", code)) == "none\n"
    (book.root / "data" / "later.csv").write_text("here")
    assert printed(book.result("a", code)) == "here\n"


def test_inputs_may_depend_on_inputs(book: Book) -> None:
    code = "from pathlib import Path\nprint(Path('../data', Path('../data/a.csv').read_text()).read_text())"
    (book.root / "data" / "a.csv").write_text("b.csv")
    book.result("a", code)
    (book.root / "data" / "c.csv").write_text("third")
    book.result("a", code)
    assert book.ran == []
    (book.root / "data" / "a.csv").write_text("c.csv")
    assert printed(book.result("a", code)) == "third\n"
    (book.root / "data" / "b.csv").write_text("no longer read")
    book.result("a", code)
    assert book.ran == []


def test_what_ran_ahead_is_not_taken_when_its_inputs_have_changed_since(book: Book) -> None:
    notebooks = [book.notebook("a", READ), book.notebook("b", "print('b')")]
    book.executor.begin(notebooks)
    book.results(notebooks[1])
    while book.executor._running:
        book.executor._receive()
    (book.root / "data" / "a.csv").write_text("a\n2\n")
    assert "2" in printed(book.results(notebooks[0])["a"])


def test_what_runs_ahead_runs_once(book: Book) -> None:
    notebooks = [book.notebook("a", READ), book.notebook("b", "print('b')")]
    book.executor.begin(notebooks)
    book.executor.begin(notebooks)
    results = book.results(*notebooks)
    assert book.ran == ["a", "b"]
    assert printed(results["b"]) == "b\n"


def test_other_libraries_run_everything(book: Book) -> None:
    book.result("a", READ)
    other = Executor(book.root, book.executor.store)
    other._environment = "python 3.99"
    assert other.stored([book.notebook("a", READ)]) == {}


def test_notebooks_do_not_see_each_other(book: Book) -> None:
    results = book.results(book.notebook("a", "x = 1"), book.notebook("b", "x"))
    assert "NameError" in results["b"].error
    assert book.result("c", "import os\nos.environ['LEFT'] = 'over'").error == ""
    assert "KeyError" in book.result("d", "import os\nos.environ['LEFT']").error


def test_a_changed_store_entry_is_a_miss(book: Book) -> None:
    result = book.result("a", READ)
    (file,) = (book.root / ".cache").rglob(f"{result.key}.json")
    file.write_bytes(file.read_bytes()[:-10])
    assert book.result("a", READ).outputs == result.outputs
    assert book.ran == ["a"]


def test_an_exception_names_the_line_of_its_cell(book: Book) -> None:
    result = book.result("a", "print('first')", "x = 1\n1 / 0")
    assert result.error.startswith("ZeroDivisionError: division by zero")
    assert (result.error_line, result.failure and result.failure.place) == (16, "cell 2")
    assert printed(result) == "", "half a page is no page"


def test_a_failure_is_not_kept(book: Book) -> None:
    code = "from pathlib import Path\nassert '2' in Path('../data/a.csv').read_text()"
    assert book.result("a", code).error
    assert book.executor.stored([book.notebook("a", code)]) == {}
    assert book.result("a", code).error
    assert book.ran == ["a"]
    (book.root / "data" / "a.csv").write_text("2")
    assert not book.result("a", code).error


BREAKS = {
    "hangs": ("import time\nwhile True: time.sleep(1)", "it ran longer than the 8 seconds"),
    "spins": ("while True: pass", "it ran longer than the 8 seconds"),
    "swallows": (
        "while True:\n    try: print('x' * 9999)\n    except Exception: pass",
        "it ran longer than the 8 seconds",
    ),
    "eats": ("x = bytearray(3_000_000_000)", "MemoryError"),
    "eats-on": ("x = []\nwhile True: x.append(bytearray(200_000_000))", "MemoryError"),
    "floods": ("while True: print('x' * 9999)", "PrintsTooMuch: the notebook printed more than 1,000,000 characters"),
    "raises": ("raise ValueError('no May')", "ValueError: no May"),
    "closes": (
        "import os, time\nos.closerange(3, 99)\ntime.sleep(60)",
        "it ran longer than the 8 seconds",
    ),
    "leaves": ("import os\nos._exit(3)", "its process ended with status 3"),
    "leaves-well": ("import os\nos._exit(0)", "its process ended with status 0"),
    "kills": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "its process ended by the signal SIGKILL"),
    "recurs": (
        "import sys\nsys.setrecursionlimit(10**8)\nclass A:\n"
        "    def __getattr__(self, name): return getattr(self, name)\nA().x",
        # Since 3.12 Python counts calls inside the interpreter by themselves, and stops in time.
        "its process ended by the signal SIGSEGV (a library crashed, or a recursion has no end)"
        if sys.version_info < (3, 12)
        else "RecursionError",
    ),
    "crashes": (
        "import os\nos.write(2, b'said before'); os.abort()",
        "its process ended by the signal SIGABRT (a library crashed). said before",
    ),
    "forks": ("import os\nos.fork()", "NotAllowed: a notebook may not start other programs"),
}


def test_what_breaks_says_where_and_the_others_finish(book: Book) -> None:
    book.executor.limits = Limits(8, 700)
    broken = [book.notebook(name, "print('begins')", code, "print('goes on')") for name, (code, _) in BREAKS.items()]
    good = [book.notebook(f"good-{number}", f"print({number})") for number in range(3)]
    results = book.results(*good[:1], *broken[:6], *good[1:2], *broken[6:], *good[2:])
    assert len(results) == len(broken) + len(good)
    for name, (_, said) in BREAKS.items():
        assert said in results[name].error, name
        failure = results[name].failure
        assert failure is not None
        assert failure.place == "cell 2", name
        assert 15 <= failure.line < 25, name
    assert [printed(results[f"good-{number}"]) for number in range(3)] == ["0\n", "1\n", "2\n"]
    book.results(*good)
    assert book.ran == []


def test_a_server_that_was_killed_is_told_and_replaced(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    book = Book(tmp_path)
    try:
        asleep = book.notebook("a", "import time; time.sleep(60)")
        book.executor.begin([asleep])
        assert book.executor._server is not None
        os.kill(book.executor._server.pid, signal.SIGKILL)
        with pytest.raises(OSError, match="process that runs the notebooks ended"):
            book.executor.results([asleep])
        assert printed(book.result("a", "print(1)")) == "1\n"
    finally:
        book.executor.close()


def test_closing_ends_what_runs(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    book = Book(tmp_path)
    book.executor.warm_up()
    server = book.executor._server
    assert server is not None
    book.executor.close()
    book.executor.close()
    assert server.returncode is not None


WITHOUT_FORK = """
from sphinx_keyed_execution import server
server.CAN_FORK = False
server.main()
"""


def test_where_there_is_no_fork_the_results_are_the_same(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    notebooks = [
        book.notebook("reads", READ),
        book.notebook("raises", "1", "1 / 0"),
        book.notebook("leaves", "1", "import os; os._exit(0)"),
    ]
    expected = book.results(*notebooks)
    shutil.rmtree(book.root / ".cache")
    started = subprocess.Popen

    def without_fork(command: list[str], **options: object) -> object:
        return started([sys.executable, "-c", WITHOUT_FORK, *command[4:]], **options)  # type: ignore[call-overload]

    other = Book(book.root)
    monkeypatch.setattr("sphinx_keyed_execution.keyed.subprocess.Popen", without_fork)
    try:
        results = other.results(*notebooks)
    finally:
        other.executor.close()
    assert results["reads"].outputs == expected["reads"].outputs
    assert results["reads"].key == expected["reads"].key
    assert results["raises"].error.splitlines()[0] == expected["raises"].error.splitlines()[0]
    assert [results[name].error_line for name in ("raises", "leaves")] == [15, 15]
    assert "its process ended with status 0" in results["leaves"].error


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_build_uses_the_warm_server(book: Book) -> None:
    """A build under `make serve` is forked from the process that started the server; it cannot see whether it lives."""
    book.result("a", READ)
    server = book.executor._server
    child = os.fork()
    if child == 0:
        used = 1
        with contextlib.suppress(Exception):
            result = book.result("b", READ)
            used = 0 if book.executor._server is server and not result.error else 1
        os._exit(used)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_the_next_build_does_not_meet_the_jobs_of_one_that_was_killed(book: Book) -> None:
    """Both were forked from one process, so that they count their jobs alike."""
    book.executor.warm_up()
    child = os.fork()
    if child == 0:
        book.executor.begin([book.notebook("a", "print('of the one that dies')")])
        os._exit(0)
    os.waitpid(child, 0)
    results = book.results(book.notebook("b", "print('b')"), book.notebook("c", "print('c')"))
    assert [printed(results[name]) for name in "bc"] == ["b\n", "c\n"]


def test_a_kernel_that_is_not_there_is_told_and_the_others_finish(book: Book) -> None:
    asks = replace(book.notebook("a", "cat('in R')"), kernel="ir")
    results = book.results(asks, book.notebook("b", "print(1)"))
    assert "it asks for the kernel “ir”" in results["a"].error
    assert "python3" in results["a"].error
    assert printed(results["b"]) == "1\n"
    assert book.ran == ["b"]
