"""Whatever is edited, an incremental build equals a build from nothing, and runs only what changed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from retorno.book.state import notebook_outputs, page_code
from retorno.execution.hooks import executor as executor_of
from retorno.project.paths import PACKAGE, Project
from retorno.project.problems import ContentError
from retorno.site.edition import write_edition
from sphinx_content_freshness import freshness
from sphinx_keyed_execution.keyed import Executor
from sphinx_keyed_execution.reach import ENGINE
from sphinx_keyed_execution.store import Store

ANALYSIS = "chapters/analyses/arrivals.md"
EXTRA = "chapters/understanding/extra.md"
HELPER = "scripts/helper.py"

Edit = Callable[[Path], None]

TABLES = ("data/arrivals.csv", "data/arrivals-monthly.csv")
PAGES = ("chapters/understanding/words.md", "chapters/understanding/terms.md")
"""The names that a table and a page may have: one of them is there."""


def there(root: Path, names: tuple[str, str]) -> Path:
    """The one of the two files that is there."""
    return next(root / name for name in names if (root / name).exists())


def rename(root: Path, names: tuple[str, str]) -> tuple[Path, Path]:
    """Give the file its other name; returns the old and the new path."""
    old = there(root, names)
    new = next(root / name for name in names if root / name != old)
    return old, old.rename(new)


def in_the_table(old: str, new: str) -> Edit:
    """An edit of the table, whatever its name is at the time."""
    return lambda root: replacing(str(there(root, TABLES)), old, new)(root)


def in_the_page(old: str, new: str) -> Edit:
    """An edit of the page, whatever its name is at the time."""
    return lambda root: replacing(str(there(root, PAGES)), old, new)(root)


def replacing(file: str, old: str, new: str) -> Edit:
    """An edit that puts *new* in the place of *old*, or the other way round when that was done before."""

    def edit(root: Path) -> None:
        text = (root / file).read_text()
        assert old in text or new in text
        there, instead = (old, new) if old in text else (new, old)
        (root / file).write_text(text.replace(there, instead))

    return edit


def touch_everything(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_file() and not {"_build", ".cache", "out"} & set(path.relative_to(root).parts):
            os.utime(path)


def turn_back_the_clock(root: Path) -> None:
    """Give the data an older time stamp, as a restored backup has."""
    os.utime(there(root, TABLES), (1_000_000_000, 1_000_000_000))


def add_or_remove_page(root: Path) -> None:
    toc = root / "_toc.yml"
    line = "      - file: chapters/understanding/extra\n"
    if (root / EXTRA).exists():
        (root / EXTRA).unlink()
        toc.write_text(toc.read_text().replace(line, ""))
    else:
        (root / EXTRA).write_text("(extra)=\n# An extra page\n\nIt shows {finding}`arrivals-change`.\n")
        toc.write_text(toc.read_text().replace("  - caption: Analyses", f"{line}  - caption: Analyses"))


def rename_page(root: Path) -> None:
    """Give a page another name, or its own again."""
    old, new = rename(root, PAGES)
    toc = root / "_toc.yml"
    toc.write_text(toc.read_text().replace(f"understanding/{old.stem}", f"understanding/{new.stem}"))


def rename_table(root: Path) -> None:
    """Give the file of a data set another name, or its own again; the package says where it is."""
    old, new = rename(root, TABLES)
    package = root / "data" / "datapackage.json"
    package.write_text(package.read_text().replace(f'"{old.name}"', f'"{new.name}"'))


def switching(file: str, one: str, other: str) -> Edit:
    """An edit of what stands outside the sources; *file* says which of the two it is."""

    def edit(root: Path) -> None:
        now = (root / file).read_text() if (root / file).exists() else one
        (root / file).write_text(other if now == one else one)

    return edit


LANGUAGE, LIBRARY = "language.txt", "library.txt"
READER = "package/book/state/notebook_outputs.py"
"""The workshop's own copy of a module of the extension: it shapes how pages are read."""


def deleting(pattern: str) -> Edit:
    """An edit that deletes files that builds have made."""

    def edit(root: Path) -> None:
        for path in root.glob(pattern):
            path.unlink()

    return edit


def damaging(pattern: str) -> Edit:
    """An edit that changes one byte in the middle of files that builds have made, as a bad disk does."""

    def edit(root: Path) -> None:
        for path in root.glob(pattern):
            if path.is_file() and (content := bytearray(path.read_bytes())):
                content[len(content) // 2] = (content[len(content) // 2] + 1) % 256  # twice is not mended
                path.write_bytes(content)

    return edit


EDITS: dict[str, Edit] = {
    "a data cell": in_the_table(",1010,", ",1090,"),
    "another cell": in_the_table(",2000,", ",2100,"),
    "a helper module": replacing(HELPER, "100", "100.0 * 1"),
    "code of the notebook": replacing(ANALYSIS, "precision=0.1", "precision=0.01"),
    "prose of the notebook": replacing(ANALYSIS, "fall by half?", "really fall by half?"),
    "a sentence": in_the_page("A page", "One page"),
    "a title that others show": in_the_page("# Words", "# Other words"),
    "the bibliography": replacing("references.bib", "Office of Arrivals", "Bureau of Arrivals"),
    "a claim": replacing("data/claims.csv", "50% fall", "about half fewer"),
    "a description": replacing("data/datapackage.json", "Arrivals by month", "Arrivals, month by month"),
    "time stamps": touch_everything,
    "an older time stamp": turn_back_the_clock,
    "a page": add_or_remove_page,
    "the name of a page": rename_page,
    "the name of a table": rename_table,
    "the language": switching(LANGUAGE, "en", "es"),
    "the version of a library": switching(LIBRARY, "1.0", "2.0"),
    "the caption of a part": replacing("_toc.yml", "caption: Understanding", "caption: To understand"),
    "code that reads pages": replacing(READER, "words.say('Finding')", "words.say('What was found')"),
    "a page of the site is gone": deleting("out/*/chapters/understanding/*.html"),
    "figures of the site are gone": deleting("out/*/figures/*"),
    "the index of the site is gone": deleting("out/*/search-index.js"),
    "a page of the site is damaged": damaging("out/*/index.html"),
    "what was read is gone": deleting("_build/doctrees/*/chapters/*/*.doctree"),
    "what was read is damaged": damaging("_build/doctrees/*/environment.pickle"),
    "pictures that are kept are damaged": damaging(".cache/**/pictures/**/*"),
    "all that is kept is damaged": damaging(".cache/**/*"),
}

LOST = "all that is kept is damaged"
"""After this edit the notebook has to run again, whatever it reads."""


class Workshop:
    """A copy of the small book, built again and again, with its executions counted."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "book"
        shutil.copytree(Path(__file__).parents[1] / "small_book", self.root)
        shutil.copytree(PACKAGE, self.root / "package", ignore=shutil.ignore_patterns("__pycache__"))
        (self.root / "scripts").mkdir()
        (self.root / HELPER).write_text("def change(before, after):\n    return 100 * (after / before - 1)\n")
        page = self.root / ANALYSIS
        text = page.read_text().replace("change = 100 * (after / before - 1)", "change = helper.change(before, after)")
        page.write_text(text.replace("from retorno.analysis.notebook", "import helper\nfrom retorno.analysis.notebook"))
        self.project = Project(self.root)
        self.ran: list[str] = []
        self.executor = executor_of(self.root, Store(self.root / ".cache" / "kept"), tell=self._tell)
        self.other = executor_of(self.root, Store(self.root / ".cache" / "fresh"))
        """Runs everything again for builds from nothing: its processes are warm, its store is not there."""

    @property
    def out(self) -> Path:
        """Where the edition is written whose language is asked for."""
        return self.root / "out" / told(self.root, LANGUAGE, "en")

    def _tell(self, line: str) -> None:
        if line.startswith("notebook "):
            self.ran.append(line)

    def build(self) -> int:
        """Build what changed; returns how many notebooks ran."""
        self.ran.clear()
        self._write(self.executor)
        return len(self.ran)

    def _write(self, executor: Executor) -> None:
        """Write the edition whose language is asked for, with the libraries that are there."""
        executor._environment = f"library {told(self.root, LIBRARY, '1.0')}"
        with self._own_code():
            write_edition(self.project, told(self.root, LANGUAGE, "en"), self.out, lambda line: None, executor)

    @contextmanager
    def _own_code(self) -> Iterator[None]:
        """Read pages with the module as it stands in the workshop's copy of the package."""
        theirs, place = dict(vars(notebook_outputs)), page_code.CODE
        exec(compile((self.root / READER).read_text(), READER, "exec"), vars(notebook_outputs))
        page_code.CODE = (self.root / "package", ENGINE)  # type: ignore[assignment]
        try:
            yield
        finally:
            vars(notebook_outputs).update(theirs)
            page_code.CODE = place

    def from_nothing(self) -> dict[str, bytes]:
        """The pages of the same sources, built in the same place with nothing kept."""
        made = (self.root / name for name in ("_build", "out", ".cache"))
        aside = {path: path.with_name(f"{path.name}-aside") for path in made}
        for path, kept in aside.items():
            path.rename(kept)
        try:
            self._write(self.other)
            return contents(self.out)
        finally:
            for path, kept in aside.items():
                shutil.rmtree(path, ignore_errors=True)
                kept.rename(path)


def told(root: Path, file: str, otherwise: str) -> str:
    """What *file* says, or *otherwise* where it is not there."""
    return (root / file).read_text() if (root / file).exists() else otherwise


def contents(out: Path) -> dict[str, bytes]:
    """Every published file by name; what Sphinx notes for itself is left out."""
    noted = (".buildinfo", "objects.inv")
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in noted and "jupyter_execute" not in path.parts
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@contextmanager
def workshop(folder: Path) -> Iterator[Workshop]:
    """A workshop that is cleared up afterwards."""
    made = Workshop(folder)
    try:
        yield made
    finally:
        made.executor.close()
        made.other.close()


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a failing sequence is short as it is; shrinking takes minutes
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(steps=st.lists(st.sampled_from(sorted(EDITS)), min_size=5, max_size=5))
def test_an_incremental_build_equals_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    walk(tmp_path_factory.mktemp("workshop"), steps)


def walk(folder: Path, steps: Iterable[str], tell: Callable[[str], None] = lambda line: None) -> None:
    """Make one edit after another; after each, build, and compare with a build from nothing."""
    with workshop(folder) as shop:
        assert shop.build() == 1
        seen = {_read_by_the_notebook(shop.root)}
        for number, step in enumerate(steps, start=1):
            EDITS[step](shop.root)
            if step == LOST:
                seen.clear()
            state = _read_by_the_notebook(shop.root)
            expected = 0 if state in seen else 1
            seen.add(state)
            assert shop.build() == expected, f"step {number}: {step}"
            assert differing(contents(shop.out), shop.from_nothing()) == [], f"step {number}: {step}"
            tell(f"{number} {step}: {'nothing ran' if expected == 0 else 'the notebook ran'}; as from nothing")


@pytest.mark.parametrize("step", sorted(EDITS))
def test_each_edit_alone(workbench: Workshop, step: str) -> None:
    EDITS[step](workbench.root)
    workbench.build()
    assert differing(contents(workbench.out), workbench.from_nothing()) == []


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A workshop that several tests share."""
    with workshop(tmp_path_factory.mktemp("workbench")) as shop:
        shop.build()
        yield shop


def _read_by_the_notebook(root: Path) -> tuple[str, ...]:
    """The content of everything that the notebook depends on."""
    code = "".join(part.partition("```\n")[0] for part in (root / ANALYSIS).read_text().split("```{code-cell}")[1:])
    files = ("data/arrivals.csv", "data/arrivals-monthly.csv", HELPER, "data/claims.csv", "data/datapackage.json")
    return (code, told(root, LIBRARY, "1.0"), *(told(root, file, "") for file in files))


def test_only_pages_that_show_what_changed_are_written(small_book: Project) -> None:
    """Each build in a process of its own, as `make site` runs them."""
    pages = small_book.root / "_build" / "site" / "en"
    always = {"search.html", "index.html"}  # Sphinx writes the first page in every build

    def written() -> set[str]:
        """Build, and say which pages were written."""
        before = {page: page.stat().st_mtime_ns for page in pages.rglob("*.html")}
        command = [sys.executable, "-m", "retorno", "--root", str(small_book.root), "site"]
        subprocess.run([*command, "--unchecked", "--no-print"], check=True, stdout=subprocess.DEVNULL)
        found = {page for page in pages.rglob("*.html") if page.stat().st_mtime_ns != before.get(page)}
        return {page.relative_to(pages).as_posix() for page in found} - always

    assert "chapters/reference/bibliography.html" in written()
    EDITS["a sentence"](small_book.root)
    assert written() == {"chapters/understanding/words.html"}
    EDITS["a data cell"](small_book.root)
    assert written() == {
        "chapters/analyses/arrivals.html",
        "chapters/understanding/counting.html",
        "chapters/reference/claims.html",
        "chapters/reference/data/arrivals.html",
        "chapters/reference/data.html",  # it lists the page above, so Sphinx writes it with it
    }


def test_a_page_that_went_while_what_was_read_was_lost_leaves_the_site(workbench: Workshop) -> None:
    EDITS["what was read is gone"](workbench.root)
    EDITS["a page"](workbench.root)
    workbench.build()
    EDITS["what was read is gone"](workbench.root)
    EDITS["a page"](workbench.root)
    workbench.build()
    assert differing(contents(workbench.out), workbench.from_nothing()) == []


def test_a_page_that_is_edited_while_it_is_read_is_read_again(
    workbench: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is that of the page before the second edit, the text is that after it; then the edit is undone."""
    look = freshness.changed_sources

    def look_and_edit(*arguments: Any) -> list[str]:
        found = look(*arguments)
        EDITS["a sentence"](workbench.root)
        return found

    EDITS["a title that others show"](workbench.root)
    with monkeypatch.context() as patch:
        patch.setattr(freshness, "changed_sources", look_and_edit)
        workbench.build()
    EDITS["a sentence"](workbench.root)
    workbench.build()
    assert differing(contents(workbench.out), workbench.from_nothing()) == []


def test_a_failing_build_fails_again_until_it_is_mended(tmp_path: Path) -> None:
    with workshop(tmp_path) as shop:
        shop.build()
        break_it = replacing("chapters/understanding/words.md", "A page", "A {finding}`nowhere` page")
        break_it(shop.root)
        for _ in range(2):
            with pytest.raises(ContentError, match="nowhere"):
                shop.build()
        break_it(shop.root)
        shop.build()
        assert differing(contents(shop.out), shop.from_nothing()) == []


def test_a_build_that_is_killed_leaves_nothing_wrong_behind(tmp_path: Path) -> None:
    """Killed at a few moments of its work, then built again: as from nothing."""
    with workshop(tmp_path) as shop:
        shop.build()
        dice = random.Random(7)
        for _ in range(3):
            EDITS["a data cell"](shop.root)
            EDITS["a title that others show"](shop.root)
            program = (
                "import sys; from pathlib import Path; from retorno.site.edition import write_edition;"
                "from retorno.execution.hooks import executor; from sphinx_keyed_execution.store import Store;"
                "from retorno.project.paths import Project; root = Path(sys.argv[1]);"
                "executor = executor(root, Store(root / '.cache' / 'kept'));"
                "write_edition(Project(root), 'en', root / 'out' / 'en', print, executor)"
            )
            process = subprocess.Popen([sys.executable, "-c", program, str(shop.root)], stdout=subprocess.DEVNULL)
            time.sleep(dice.uniform(0.6, 3.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
            shop.build()
            assert differing(contents(shop.out), shop.from_nothing()) == []


def main(seed: int, steps: int) -> None:
    """Walk at random, which the tests do for a few steps only: ``python tests/site/test_incremental.py SEED STEPS``."""
    dice = random.Random(seed)
    print(f"seed {seed}, {steps} steps")
    with tempfile.TemporaryDirectory() as folder:
        walk(Path(folder), (dice.choice(sorted(EDITS)) for _ in range(steps)), print)
    print(f"No difference in {steps} steps.")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
