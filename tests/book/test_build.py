"""The small book, written by Sphinx with this extension: what stands on its pages, and which are written anew."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retorno.execution.hooks import executor
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site.edition import write_edition
from sphinx_keyed_execution.store import Store

SMALL_BOOK = Path(__file__).parents[1] / "small_book"
ANALYSIS = "chapters/analyses/arrivals"
TABLE = "data/arrivals.csv"


class Book:
    """A copy of the small book, built again and again in one place by one warm executor."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        self.site = root / "_build" / "site"
        self.executor = executor(root, Store(root / ".cache" / "executions"), tell=self._tell)
        self.ran: list[str] = []

    def _tell(self, line: str) -> None:
        self.ran += re.findall(r"notebook (\S+)\.md", line)

    def build(self) -> set[str]:
        """Build; gives the names of the pages that were written.

        Left out is the first page, which Sphinx writes with whatever else it writes.
        """
        self.ran.clear()
        before = self._times()
        write_edition(self.project, "en", self.site / "en", lambda line: None, self.executor)
        after = self._times()
        return {name for name, time in after.items() if before.get(name) != time} - {"index"}

    def _times(self) -> dict[str, int]:
        """When each page was written last; the one place where a time stamp is the thing asked for."""
        pages = {path.relative_to(self.site / "en"): path for path in (self.site / "en").rglob("*.html")}
        sources = {name.with_suffix("").as_posix(): path.stat().st_mtime_ns for name, path in pages.items()}
        return {name: time for name, time in sources.items() if (self.project.root / f"{name}.md").is_file()}

    def text(self, page: str) -> str:
        """What a reader reads on a page."""
        source = (self.site / "en" / f"{page}.html").read_text(encoding="utf-8")
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())

    def entry(self, id: str) -> str:
        """What a reader reads on the page of a claim or a finding."""
        source = (self.site / "n" / f"{id}.html").read_text(encoding="utf-8")
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())

    def source(self, page: str) -> str:
        return (self.site / "en" / f"{page}.html").read_text(encoding="utf-8")

    def findings(self) -> dict[str, dict[str, object]]:
        listed = json.loads((self.site / "findings.json").read_text(encoding="utf-8"))
        return {f"{entry['kind']}:{entry['id']}": entry for entry in listed}

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.project.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def pages(self) -> dict[str, bytes]:
        """The content of everything that is published of this folder."""
        paths = {path.relative_to(self.site): path for path in self.site.rglob("*") if path.is_file()}
        return {
            name.as_posix(): path.read_bytes()
            for name, path in paths.items()
            if not {*name.parts} & {".buildinfo", "jupyter_execute"}
        }


Make = Callable[[], Book]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One book for all tests of this file, built once."""
    root = tmp_path_factory.mktemp("sphinxext") / "book"
    shutil.copytree(SMALL_BOOK, root)
    book = Book(root)
    book.build()
    yield book
    book.executor.close()


@pytest.fixture
def book(warm: Book) -> Book:
    """That book with its good sources, built."""
    root = warm.project.root
    shutil.rmtree(root / "chapters")
    shutil.copytree(SMALL_BOOK, root, dirs_exist_ok=True)
    warm.build()
    return warm


def test_values_stand_in_the_prose(book: Book) -> None:
    assert "Arrivals changed by −49.5%" in book.text("index")
    counting = book.text("chapters/understanding/counting")
    assert "The source says 50% fall ; the verdict is ✓ correct" in counting
    assert "See Arrivals by month" in counting


def test_values_lead_to_pages_of_their_own(book: Book) -> None:
    assert 'href="../n/arrivals-change.html"' in book.source("index")
    register = book.source("chapters/reference/claims")
    assert 'id="finding-arrivals-change"' in register
    assert 'id="claim-arrivals-fell"' in register
    assert 'href="../../../n/arrivals-fell.html"' in register


def test_the_search_finds_each_claim_and_finding_by_itself(book: Book) -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (book.site / "en").glob("search-*.js"))
    assert '"claim-arrivals-fell","Arrivals fell by half within a year"' in scripts
    assert '"finding-arrivals-change"' in scripts


def test_the_page_of_a_claim_tells_everything_of_it(book: Book) -> None:
    text = book.entry("arrivals-fell")
    for told in (
        "Arrivals fell by half within a year.",
        "50% fall",
        "−49.5%",
        "Correct.",
        "Arrivals by month",
        "registered arrivals, Panama, May 2025",
    ):
        assert told in text
    assert "PAN" not in text.partition("The cell that computes it")[0]


def test_the_page_of_a_data_set_tells_who_uses_it(book: Book) -> None:
    text = book.text("chapters/reference/data/arrivals")
    for told in ("Registrations of arrivals (events).", "Did arrivals fall by half?", "−49.5%", "An example."):
        assert told in text


def test_the_registry_is_published(book: Book) -> None:
    found = book.findings()
    claim = found["claim:arrivals-fell"]
    assert (claim["verdict"], claim["manner"], claim["gap"]) == ("reproduced", "rounded", 0.5)
    assert claim["page"] == f"{ANALYSIS}.html"
    assert claim["datasets"] == ["arrivals"]
    finding = found["finding:arrivals-change"]
    assert finding["computed"] == {
        "value": -49.5,
        "unit": "percent",
        "precision": 0.1,
        "period": "2025-05",
        "place": "PAN",
        "quantity": "change",
        "base": "2024-05",
        "low": None,
        "high": None,
    }
    assert {"index.html", f"{ANALYSIS}.html"} <= set(finding["used_on"])  # type: ignore[call-overload]
    assert TABLE in finding["inputs"]  # type: ignore[operator]


def test_the_data_package_is_published_as_it_is(book: Book) -> None:
    for name in ("arrivals.csv", "claims.csv", "datapackage.json"):
        assert (book.site / "data" / name).read_bytes() == (book.project.data / name).read_bytes()


def test_nothing_is_executed_or_written_when_nothing_has_changed(book: Book) -> None:
    before = book.pages()
    assert book.build() == set()
    for path in (book.project.root / TABLE, book.project.root / f"{ANALYSIS}.md", book.project.root / "index.md"):
        path.touch()
    book.build()
    assert book.ran == []
    assert book.pages() == before


SHOWING = {ANALYSIS, "chapters/understanding/counting", "chapters/reference/claims"}
"""The pages that show the finding or the verdict, besides the first page."""


def test_a_changed_number_changes_what_depends_on_it_and_nothing_else(book: Book) -> None:
    book.edit(TABLE, "1010", "900")
    written = book.build()
    assert book.ran == [ANALYSIS]
    assert "Arrivals changed by −55.0%" in book.text("index")
    assert "too low" in book.text("chapters/understanding/counting")
    assert "−55.0%" in book.text("chapters/reference/claims")
    assert "−55.0%" in book.text("chapters/reference/data/arrivals")
    assert book.findings()["finding:arrivals-change"]["computed"]["value"] == pytest.approx(-55)  # type: ignore[index]
    assert written >= SHOWING
    assert "chapters/understanding/words" not in written
    assert "chapters/reference/bibliography" not in written


def test_reverting_a_number_runs_nothing_and_gives_the_same_bytes(book: Book) -> None:
    before = book.pages()
    book.edit(TABLE, "1010", "900")
    book.build()
    book.edit(TABLE, "900", "1010")
    assert book.build() >= SHOWING
    assert book.ran == []
    assert book.pages() == before


def test_a_cell_that_changes_no_finding_rewrites_its_own_pages_only(book: Book) -> None:
    book.edit(TABLE, "published,\n2025", "published,a remark\n2025")
    written = book.build()
    assert book.ran == [ANALYSIS]
    assert not written & {"chapters/understanding/counting", "chapters/understanding/words"}


def test_a_sentence_rewrites_its_page_only(book: Book) -> None:
    with (book.project.root / "chapters/understanding/words.md").open("a", encoding="utf-8") as page:
        page.write("\nOne more sentence.\n")
    assert book.build() == {"chapters/understanding/words"}
    assert book.ran == []


def test_a_claim_rewrites_what_shows_it(book: Book) -> None:
    book.edit("data/claims.csv", "50% fall", "half fewer")
    assert book.build() >= {"chapters/understanding/counting", "chapters/reference/claims", ANALYSIS}
    assert "The source says half fewer" in book.text("chapters/understanding/counting")


def test_what_came_to_the_register_is_shown_on_it(book: Book) -> None:
    """The page of the register is not read anew for that; what it shows is asked for when all pages are read."""
    register = book.project.data / "claims.csv"
    row = register.read_text(encoding="utf-8").splitlines()[1]
    with register.open("a", encoding="utf-8") as stream:
        stream.write(row.replace("arrivals-fell", "arrivals-halved", 1) + "\n")
    analysis = book.project.root / f"{ANALYSIS}.md"
    judged = 'judge("arrivals-fell", "arrivals-change")'
    text = analysis.read_text(encoding="utf-8")
    analysis.write_text(
        text.replace(judged, f'{judged}\njudge("arrivals-halved", "arrivals-change")'), encoding="utf-8"
    )
    book.build()
    entries = json.loads((book.site / "findings.json").read_text(encoding="utf-8"))
    (came,) = (entry for entry in entries if entry["id"] == "arrivals-halved")
    assert came["used_on"] == [f"{ANALYSIS}.html", "chapters/reference/claims.html"]


def test_an_analysis_begins_with_what_came_out(book: Book) -> None:
    source = book.source(ANALYSIS)
    assert source.index("</h1>") < source.index('class="answers') < source.index('class="cell')
    assert "Arrivals fell by half within a year." in book.text(ANALYSIS)
    book.edit("data/claims.csv", "Arrivals fell by half within a year.", "Half as many arrivals within a year.")
    assert ANALYSIS in book.build()
    assert "Half as many arrivals within a year." in book.text(ANALYSIS)


def test_an_incremental_build_equals_one_from_nothing(book: Book, tmp_path: Path) -> None:
    book.edit(TABLE, "1010", "900")
    book.edit("chapters/understanding/words.md", "# Words", "# Other words")
    book.build()
    fresh = tmp_path / "fresh"
    shutil.copytree(book.project.root, fresh, ignore=shutil.ignore_patterns("_build", ".cache"))
    other = Book(fresh)
    try:
        other.build()
    finally:
        other.executor.close()
    assert book.pages() == other.pages()


def test_a_page_that_is_gone_leaves_the_site(book: Book) -> None:
    root = book.project.root
    book.edit("_toc.yml", "      - file: chapters/understanding/words\n", "")
    (root / "chapters/understanding/words.md").unlink()
    book.build()
    assert not (book.site / "en/chapters/understanding/words.html").exists()
    (root / "data" / "left.csv").write_text("a\n1\n", encoding="utf-8")
    book.build()
    (root / "data" / "left.csv").unlink()
    book.build()
    assert not (book.site / "data" / "left.csv").exists()


def test_the_page_of_a_data_set_comes_and_goes_with_its_description(book: Book) -> None:
    root, catalogue = book.project.root, book.project.descriptor
    page = root / "chapters/reference/data/departures.md"
    before = catalogue.read_text(encoding="utf-8")
    described = json.loads(before)
    copied = {**described["resources"][0], "name": "departures", "path": "departures.csv", "title": "Out <b> [x](y)"}
    described["resources"].append(copied)
    catalogue.write_text(json.dumps(described, indent=2), encoding="utf-8")
    (root / "data/departures.csv").write_bytes((root / "data" / described["resources"][0]["path"]).read_bytes())
    book.build()
    assert "Out <b> [x](y)" in book.text("chapters/reference/data/departures"), "a title is text and never markup"
    assert "departures.html" in book.source("chapters/reference/data").partition("<main")[2]

    catalogue.write_text(before, encoding="utf-8")
    (root / "data/departures.csv").unlink()
    (root / "chapters/reference/data/by-hand.md").write_text("# Somebody’s own\n", encoding="utf-8")
    book.build()
    assert not page.exists()
    assert not (book.site / "en/chapters/reference/data/departures.html").exists()
    assert "departures.html" not in book.source("chapters/reference/data")
    assert (root / "chapters/reference/data/by-hand.md").exists(), "what somebody wrote is not taken away"


def test_what_data_hold_is_text_and_never_markup(book: Book) -> None:
    book.edit("data/claims.csv", "Arrivals fell by half within a year.", "<script>alert(1)</script> *fell* `x`")
    book.edit("data/datapackage.json", "An example.", "<img src=x onerror=alert(1)>")
    book.build()
    register, data_set = book.source("chapters/reference/claims"), book.source("chapters/reference/data/arrivals")
    assert "<script>alert(1)" not in register
    assert "&lt;script&gt;alert(1)" in register
    assert "<img src=x" not in data_set
    assert "&lt;img src=x" in data_set


def test_every_warning_is_a_problem_with_its_place(book: Book) -> None:
    with (book.project.root / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n{finding}`arrival-change`\n")
    for _ in range(2):
        with pytest.raises(ContentError) as refused:
            book.build()
        (problem,) = refused.value.problems
        assert problem.file == "index.md"
        assert problem.line > 0
        assert "Did you mean “arrivals-change”?" in problem.wrong
