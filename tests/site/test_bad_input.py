"""Bad input, end to end: every fault is told where it is and how to mend it, and the site stays as it was.

Faults that the checks find cost no build; those that only executing or writing the book shows
are put into one copy of the book together, so that one build tells them all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from retorno.commands import cli
from retorno.project.paths import Project

Edit = Callable[[Path], None]
Capture = pytest.CaptureFixture[str]


def replaced(file: str, old: str, new: str) -> Edit:
    """An edit that puts *new* in the place of *old*."""

    def edit(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{file} holds no “{old}”"
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def added(file: str, text: str) -> Edit:
    """An edit that adds *text* to the end of a file."""

    def edit(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return edit


def written(file: str, content: bytes) -> Edit:
    """An edit that leaves nothing but *content* in a file."""

    def edit(root: Path) -> None:
        (root / file).write_bytes(content)

    return edit


def deleted(file: str) -> Edit:
    """An edit that removes a file."""
    return lambda root: (root / file).unlink()


def folder_for(file: str) -> Edit:
    """An edit that puts a folder in the place of a file."""

    def edit(root: Path) -> None:
        (root / file).unlink()
        (root / file).mkdir()

    return edit


def both(first: Edit, second: Edit) -> Edit:
    """Two edits, one after the other."""

    def edit(root: Path) -> None:
        first(root)
        second(root)

    return edit


def windows(root: Path) -> None:
    """An edit that ends the lines of a table as on Windows."""
    path = root / TABLE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
"""Three lines that stand for hundreds of values; a few more would fill any memory."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and what the message must say: where, what, and what would be right."""

    edit: Edit
    where: str
    wrong: str
    right: str


SMALL_BOOK = Path(__file__).parents[1] / "small_book"
TABLE = "data/arrivals.csv"
PACKAGE = "data/datapackage.json"
CLAIMS = "data/claims.csv"
ANALYSIS = "chapters/analyses/arrivals.md"
PAGE = "chapters/understanding/words.md"
MEASURED = "chapters/reference/benchmark.json"
ROW = "2025-05,arrivals,PAN,1010"
HEAD = "period,series,place,value,unit,source,obtained,note"

FAULTS: dict[str, Fault] = {
    # a CSV …
    "column missing": Fault(
        replaced(TABLE, "series,", ""), f"{TABLE}:1", "“series” is missing", HEAD.replace(",", ", ")
    ),
    "column extra": Fault(
        replaced(TABLE, ",note", ",note,more"), f"{TABLE}:1", "“more” is not described", HEAD.replace(",", ", ")
    ),
    "column misspelt": Fault(replaced(TABLE, "place,", "palce,"), f"{TABLE}:1", "Did you mean “place”?", "period, "),
    "wrong type": Fault(replaced(TABLE, "1010", "many"), f"{TABLE}:3 (column value)", "“many”", "digits only"),
    "duplicate key": Fault(
        replaced(TABLE, "2025-05,", "2024-05,"), f"{TABLE}:3", "same period and series", "correct one of the two"
    ),
    "no such country": Fault(
        replaced(TABLE, ROW, ROW.replace("PAN", "PNA")), f"{TABLE}:3 (column place)", "“PNA”", "PAN"
    ),
    "no such date": Fault(
        replaced(TABLE, "2025-05,", "2025-13,"), f"{TABLE}:3 (column period)", "“2025-13”", "2025-05"
    ),
    "thousands separators": Fault(
        replaced(TABLE, "1010", '"1,010"'), f"{TABLE}:3 (column value)", "thousands separators", "digits only: 1010"
    ),
    "thousands separators without quotes": Fault(
        replaced(TABLE, "1010", "1,010"), f"{TABLE}:3", "9 cells, the header has 8", "without thousands separators"
    ),
    "empty cell": Fault(replaced(TABLE, "1010", ""), f"{TABLE}:3 (column value)", "empty", "every row has one"),
    "empty file": Fault(written(TABLE, b""), TABLE, "the file is empty", "a header line with period"),
    "header only": Fault(written(TABLE, f"{HEAD}\n".encode()), TABLE, "no rows", "at least one row"),
    "wrong encoding": Fault(
        written(
            TABLE, f"{HEAD}\n2024-05,arrivals,PAN,1,registrations,office2025,published,Dari\xe9n\n".encode("latin-1")
        ),
        f"{TABLE}:2",
        "not UTF-8",
        "UTF-8",
    ),
    "file missing": Fault(deleted(TABLE), f"{PACKAGE}:", f"there is no file {TABLE}", "the name of a CSV file"),
    "digits of another script": Fault(
        replaced(TABLE, "1010", "١٠١٠"), f"{TABLE}:3 (column value)", "no whole number", "digits only"
    ),
    "underscores": Fault(replaced(TABLE, "1010", "1_010"), f"{TABLE}:3 (column value)", "“1_010”", "digits only"),
    "blanks around a number": Fault(replaced(TABLE, "1010", " 1010"), f"{TABLE}:3 (column value)", "“ 1010”", "digits"),
    "more digits than a count has": Fault(
        replaced(TABLE, "1010", "1" * 26), f"{TABLE}:3 (column value)", "26 digits", "at most 15"
    ),
    "year of five digits": Fault(
        replaced(TABLE, "2025-05,", "99999-05,"), f"{TABLE}:3 (column period)", "“99999-05”", "written as 2025-05"
    ),
    "control character": Fault(
        replaced(TABLE, "published,", "published,a\x07b"), f"{TABLE}:2 (column note)", "U+0007", "without it"
    ),
    "table larger than any": Fault(added(TABLE, "x" * 21_000_000), TABLE, "the file has 21 MB", "at most 20 MB"),
    "line ends of Windows": Fault(windows, f"{TABLE}:1", "end as on Windows", "FIX=1"),
    "folder in the place of a table": Fault(folder_for(TABLE), TABLE, "a folder in the place", "a file of this name"),
    # a data set …
    "pattern that takes for ever": Fault(
        both(
            replaced(PACKAGE, '"name": "note",', '"name": "note", "constraints": {"pattern": "^(a|aa)+$"},'),
            replaced(TABLE, "published,", "published," + "a" * 60 + "!"),
        ),
        f"{TABLE}:2 (column note)",
        "takes too long on this cell",
        "without repeats inside repeats",
    ),
    "descriptor with a key twice": Fault(
        replaced(PACKAGE, '"resources": [', '"resources": [], "resources": ['),
        f"{PACKAGE}:",
        "“resources” stands twice",
        "each key once",
    ),
    "descriptor within itself": Fault(
        written(PACKAGE, b"[" * 100_000), PACKAGE, "too many lists and keys lie within one another", "at most"
    ),
    "descriptor with half a character": Fault(
        replaced(PACKAGE, '"resources": [', '"x": "\\ud800", "resources": ['), f"{PACKAGE}:", "U+D800", "without it"
    ),
    "descriptor with no number": Fault(
        replaced(PACKAGE, '"resources": [', '"x": NaN, "resources": ['), f"{PACKAGE}:", "“NaN” is no number", "or null"
    ),
    "no source": Fault(
        replaced(PACKAGE, '"retorno:source": [\n        "office2025"\n      ],', ""),
        PACKAGE,
        "retorno:source",
        "references.bib",
    ),
    "unknown source": Fault(
        replaced(PACKAGE, '"retorno:source": [\n        "office2025"', '"retorno:source": [\n        "office2024"'),
        PACKAGE,
        "“office2024” is no key of references.bib. Did you mean “office2025”?",
        "the key of an entry",
    ),
    "no licence": Fault(
        replaced(PACKAGE, '"licenses": [\n        {\n          "name"', '"formerly": [\n        {\n          "name"'),
        PACKAGE,
        "licen",
        "licen",
    ),
    "descriptor that does not parse": Fault(
        replaced(PACKAGE, '"resources": [', '"resources": [,'), f"{PACKAGE}:", "not valid JSON", "comma"
    ),
    # the bibliography …
    "citation without entry": Fault(
        added(PAGE, "\n{cite}`nobody2020`\n"),
        f"{PAGE}:",
        "“nobody2020” is no key of references.bib",
        "the key of an entry",
    ),
    "entry without citation": Fault(
        added(
            "references.bib",
            "\n@misc{zunused2020,\n  title = {T},\n  year = {2020},\n  url = {https://example.org},\n}\n",
        ),
        "references.bib:15",
        "zunused2020",
        "a citation of it",
    ),
    "entry twice": Fault(
        added(
            "references.bib",
            "\n@misc{office2025,\n  title = {T},\n  year = {2020},\n  url = {https://example.org},\n}\n",
        ),
        "references.bib:15",
        "“office2025” is already used in line 8",
        "a key of its own",
    ),
    "entry without year": Fault(
        replaced("references.bib", "  year = {2025},\n", ""), "references.bib:1", "year", "year"
    ),
    "entry without title": Fault(
        replaced("references.bib", "  title = {A news text},\n", ""), "references.bib:1", "title", "title"
    ),
    "bibliography that does not parse": Fault(
        replaced("references.bib", "{A news text}", "{A news text"),
        "references.bib:1",
        "cannot be read",
        "braces in pairs",
    ),
    "bibliography missing": Fault(deleted("references.bib"), "references.bib", "no bibliography", "references.bib"),
    # a claim …
    "claim without analysis": Fault(
        replaced(CLAIMS, ",,arrivals,", ",,departures,"),
        f"{CLAIMS}:2 (column analysis)",
        "no analysis “departures”",
        "the name of a page in chapters/analyses",
    ),
    "claim whose words do not hold its figure": Fault(
        replaced(CLAIMS, ",50 %,", ",by,"),
        f"{CLAIMS}:2 (column printed)",
        "“by” does not say -50",
        "the words of the quote that hold the figure",
    ),
    "claim that nobody judges": Fault(
        replaced(ANALYSIS, 'judge("arrivals-fell", "arrivals-change")', ""), f"{CLAIMS}:2", "never judges it", "judge("
    ),
    "claim with a text for a value": Fault(
        replaced(CLAIMS, ",-50,", ",half,"), f"{CLAIMS}:2 (column value)", "“half”", "such as 99.7"
    ),
    "claims without a column": Fault(replaced(CLAIMS, "comparator,", ""), f"{CLAIMS}:1", "comparator", "the columns"),
    "claim with a huge cell": Fault(added(CLAIMS, "x" * 200_000 + "\n"), f"{CLAIMS}", "", "in double quotes"),
    "folder in the place of the claims": Fault(
        folder_for(CLAIMS), CLAIMS, "a folder in the place", "a file of this name"
    ),
    "claims missing": Fault(deleted(CLAIMS), CLAIMS, "the file is missing", "a table with the columns id, source"),
    # roles and settings …
    "role with an unknown finding": Fault(
        added(PAGE, "\n{finding}`arrival-change`\n"),
        f"{PAGE}:",
        "Did you mean “arrivals-change”?",
        "an id that an analysis",
    ),
    "role with an unknown claim": Fault(
        added(PAGE, "\n{claim}`arrivals-rose`\n"), f"{PAGE}:", "no claim “arrivals-rose”", "an id of data/claims.csv"
    ),
    "role with an unknown verdict": Fault(
        added(PAGE, "\n{verdict}`arrivals-rose`\n"), f"{PAGE}:", "no claim “arrivals-rose”", "an id of data/claims.csv"
    ),
    "role with an unknown data set": Fault(
        added(PAGE, "\n{dataset}`arrival`\n"), f"{PAGE}:", "Did you mean “arrivals”?", "an id of a data set"
    ),
    "unknown role": Fault(
        added(PAGE, "\n{fnding}`arrivals-change`\n"), f"{PAGE}:", "Did you mean “finding”?", "one of"
    ),
    "role without its end": Fault(
        added(PAGE, "\n{finding}`arrivals-change\n"), f"{PAGE}:", "the backtick that ends the role", "{finding}`…`"
    ),
    "broken label": Fault(added(PAGE, "\n{ref}`no-such-label`\n"), f"{PAGE}:", "no-such-label", "a label"),
    "broken page": Fault(added(PAGE, "\n{doc}`/chapters/nowhere`\n"), f"{PAGE}:", "/chapters/nowhere", "without .md"),
    "broken link": Fault(added(PAGE, "\n[a page](nowhere.md)\n"), f"{PAGE}:", "nowhere.md", "a path from this page"),
    "unknown setting": Fault(
        added("_config.yml", "only_build_toc_file: true\n"),
        "_config.yml:",
        "“only_build_toc_file” is no setting",
        "only_build_toc_files",
    ),
    "settings that do not parse": Fault(
        added("_config.yml", "a: b: c\n"), "_config.yml:", "not valid YAML", "mend the line"
    ),
    "settings that grow": Fault(added("_config.yml", BOMB), "_config.yml:20", "repeat values", "the value itself"),
    "settings within themselves": Fault(
        added("_config.yml", "x: " + "[" * 5_000 + "]" * 5_000 + "\n"), "_config.yml", "within one another", "at most"
    ),
    "setting twice": Fault(
        added("_config.yml", "title: Another\n"), "_config.yml:20", "“title” stands twice", "each key once"
    ),
    "extension that is not there": Fault(
        replaced("_config.yml", "retorno.book]", "retorno.book, no_such_module]"),
        "_config.yml:13",
        "“no_such_module” is not installed",
        "the name of a Python module",
    ),
    "extension of the book left out": Fault(
        replaced("_config.yml", ", retorno.book]", "]"),
        "_config.yml:13",
        "the book needs retorno.book",
        "a list with",
    ),
    "folder in the place of the settings": Fault(
        folder_for("_config.yml"), "_config.yml", "a folder in the place", "a file of this name"
    ),
    "table of contents that grows": Fault(added("_toc.yml", BOMB), "_toc.yml:18", "repeat values", "the value itself"),
    "table of contents of another form": Fault(
        replaced("_toc.yml", "jb-book", "jb-novel"), "_toc.yml:1", "“jb-novel” is no form of a book", "jb-book"
    ),
    "caption that is no text": Fault(
        replaced("_toc.yml", "caption: Understanding", "caption: [a]"), "_toc.yml:4", "caption", "parts with a caption"
    ),
    "CITATION.cff that does not parse": Fault(
        written("CITATION.cff", b"cff-version: 1.2.0\ntitle: ["), "CITATION.cff:2", "not valid YAML", "mend the line"
    ),
    "CITATION.cff with a date that does not exist": Fault(
        written("CITATION.cff", b'title: T\ndate-released: "2025-02-31"\n'), "CITATION.cff", "is no date", "2026-11-22"
    ),
    "settings missing": Fault(deleted("_config.yml"), "_config.yml", "missing", "settings"),
    "table of contents missing": Fault(deleted("_toc.yml"), "_toc.yml", "missing", "settings"),
    "page that is not there": Fault(
        replaced("_toc.yml", "understanding/words", "understanding/wards"),
        "_toc.yml:",
        "no page “chapters/u",
        "without .md",
    ),
    # a page …
    "heading that shows a value": Fault(
        added(PAGE, "\n## Of {finding}`arrivals-change` in all\n"), PAGE, "stands in a heading", "say it in the text"
    ),
    "page in a wrong encoding": Fault(written(PAGE, b"# Dari\xe9n\n"), PAGE, "not UTF-8 (byte 7)", "save it as UTF-8"),
    "notebook in a wrong encoding": Fault(
        written(ANALYSIS, (SMALL_BOOK / ANALYSIS).read_bytes() + b"\xe9\n"),
        ANALYSIS,
        "not UTF-8 (byte ",
        "save it as UTF-8",
    ),
    "direction of writing turned": Fault(added(PAGE, "\na \u202eb\n"), f"{PAGE}:8", "U+202E", "the line without it"),
    "folder in the place of a page": Fault(folder_for(PAGE), PAGE, "a folder in the place", "a file of this name"),
    "page in another format": Fault(
        written("chapters/understanding/more.ipynb", b"{}"),
        "chapters/understanding/more.ipynb",
        "no .ipynb",
        "jupytext",
    ),
    "cell with options that do not parse": Fault(
        replaced(ANALYSIS, "```{code-cell} ipython3\n", "```{code-cell} ipython3\n:tags: [\n"),
        f"{ANALYSIS}:16 (code cell)",
        "the options of this cell cannot be read",
        ":tags:",
    ),
    "number typed by hand": Fault(added(PAGE, "\nIt was 8,725 people.\n"), f"{PAGE}:", "8,725", "{finding}"),
}


def files(folder: Path) -> dict[str, bytes]:
    """The content of every file below *folder*."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told_by(root: Path, capture: Capture, *options: str) -> list[str]:
    """The messages of a build that must fail with status 1 and leave the site alone."""
    before = files(root / "_site")
    assert before, "there is no site to keep"
    capture.readouterr()
    assert cli.main(["--root", str(root), "site", *options]) == cli.CONTENT
    told = capture.readouterr().err
    assert files(root / "_site") == before
    assert "The site was not changed." in told
    assert "Traceback" not in re.sub(r"does not run:.*?\n    What", "", told, flags=re.S)
    return [message for message in re.split(r"^(?:error|warning): ", told, flags=re.M) if message.strip()]


def assert_told(fault: Fault, messages: list[str]) -> None:
    assert any(
        message.startswith(fault.where)
        and fault.wrong in message
        and fault.right in message.partition("What would be right: ")[2]
        for message in messages
    ), "\n".join(messages)


@pytest.fixture(scope="module")
def one_copy(built_once: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the built book for all faults that are found before anything is written."""
    folder = tmp_path_factory.mktemp("faulty") / "book"
    shutil.copytree(built_once.root, folder)
    return folder


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_and_the_site_stays(fault: Fault, one_copy: Path, capsys: Capture) -> None:
    for path in one_copy.iterdir():  # the good sources again, beside what was built of them
        if path.name not in ("_site", "_build", ".cache"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(SMALL_BOOK, one_copy, dirs_exist_ok=True)
    fault.edit(one_copy)
    assert_told(fault, told_by(one_copy, capsys))


WHILE_WRITING = [
    Fault(
        replaced(ANALYSIS, "change = 100 *", "change = hundred *"),
        f"{ANALYSIS}:",
        "this notebook does not run: NameError: name 'hundred' is not defined",
        "code that runs to its end",
    ),
    Fault(added(PAGE, "\n:::{nonsense-too}\n:::\n"), f"{PAGE}:", "nonsense-too", ""),
    Fault(
        added(PAGE, "\n:::{data-table} arrivals\n:columns: period, amount\n:::\n"),
        f"{PAGE}:",
        "arrivals has no column “amount”; it has period, series",
        "",
    ),
    Fault(
        added(PAGE, "\n:::{data-table} arrivals\n:columns: period, value\n:headings: Month\n:::\n"),
        f"{PAGE}:",
        "2 columns and 1 headings",
        "",
    ),
]


WHILE_WRITING += [
    Fault(
        added(PAGE, "\n```{math}\n\\frac{\n```\n"), f"{PAGE}:", "this formula cannot be set: “{” is not closed", "pairs"
    ),
]


def test_faults_that_only_a_build_shows_are_told_each_time(built_book: Project, capsys: Capture) -> None:
    for fault in WHILE_WRITING:
        fault.edit(built_book.root)
    for _ in range(2):  # Sphinx alone would warn once, and publish the second time
        messages = told_by(built_book.root, capsys, "--no-print")
        for fault in WHILE_WRITING:
            assert_told(fault, messages)


def test_results_of_the_benchmark_that_are_none_are_told(built_book: Project, capsys: Capture) -> None:
    written(MEASURED, b"[]")(built_book.root)
    added(PAGE, "\n```{benchmark}\n```\n")(built_book.root)
    (message,) = told_by(built_book.root, capsys, "--no-print")
    assert message.startswith(f"{MEASURED}: this is not what “make bench” writes")
    assert f"What would be right: git checkout {MEASURED}" in message


def test_where_a_notebook_stops_nothing_is_said_of_what_it_did_not_give(built_book: Project, capsys: Capture) -> None:
    stops = 'assert change < -60, "the fall is smaller: change the title as well"\n'
    replaced(ANALYSIS, "record(\n", f"{stops}record(\n")(built_book.root)
    added(PAGE, "\nIt was {finding}`arrivals-change`.\n")(built_book.root)
    messages = told_by(built_book.root, capsys, "--no-print")
    (raised,) = messages
    assert "the fall is smaller: change the title as well" in raised
    assert "code that runs to its end" in raised


def test_the_line_of_a_notebook_that_raises_is_told_with_its_cell(built_book: Project, capsys: Capture) -> None:
    replaced(ANALYSIS, 'judge("arr', '0 / 0\njudge("arr')(built_book.root)
    lines = (built_book.root / ANALYSIS).read_text(encoding="utf-8").split("\n")
    (raised,) = [message for message in told_by(built_book.root, capsys, "--no-print") if "does not run" in message]
    place = re.match(rf"{ANALYSIS}:(\d+) \(cell 2\): ", raised)
    assert place, raised
    assert lines[int(place[1]) - 1] == "0 / 0"


def test_a_value_that_the_settings_do_not_allow(built_book: Project, capsys: Capture) -> None:
    replaced("_config.yml", "title: Small book", "title: [Small, book]")(built_book.root)
    (message,) = told_by(built_book.root, capsys)[:1]
    assert message.startswith("_config.yml:1: “title” is a list")
    assert "What would be right" in message


def test_a_mended_fault_is_forgotten(built_book: Project, capsys: Capture) -> None:
    before = files(built_book.root / "_site")
    text = (built_book.root / PAGE).read_bytes()
    added(PAGE, "\n{ref}`no-such-label`\n")(built_book.root)
    told_by(built_book.root, capsys, "--no-print")
    (built_book.root / PAGE).write_bytes(text)
    assert cli.main(["--root", str(built_book.root), "site", "--no-print"]) == cli.GOOD
    assert files(built_book.root / "_site") == before


def test_a_folder_that_is_no_project(tmp_path: Path, capsys: Capture) -> None:
    assert cli.main(["--root", str(tmp_path), "site"]) == cli.USAGE
    assert "is not inside a Retorno project" in capsys.readouterr().err


def test_a_machine_in_the_way_is_no_fault_of_the_content(
    built_book: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_: object) -> None:
        raise ChildProcessError("the process that runs the notebooks ended")

    before = files(built_book.root / "_site")
    replaced(ANALYSIS, "change = 100 *", "change = 100.0 *")(built_book.root)
    monkeypatch.setattr("sphinx_keyed_execution.keyed.Executor._receive", ended)
    assert cli.main(["--root", str(built_book.root), "site", "--no-print"]) == cli.MACHINE
    assert "the process that runs the notebooks ended" in capsys.readouterr().err
    assert files(built_book.root / "_site") == before


def test_a_full_disk_while_publishing_leaves_the_site(
    built_book: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = files(built_book.root / "_site")
    added(PAGE, "\nOne more sentence.\n")(built_book.root)
    monkeypatch.setattr("retorno.site.build.shutil.copytree", full)
    assert cli.main(["--root", str(built_book.root), "site", "--no-print"]) == cli.MACHINE
    assert "the disk is full" in capsys.readouterr().err
    assert files(built_book.root / "_site") == before
