"""What changed: the report names what a change touched, says why, and lists nothing else."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from retorno.changes.comparison import compare
from retorno.changes.report import NOTHING, as_json, as_markdown, as_text
from retorno.changes.severity import Change, Report
from retorno.changes.states import PageState, State
from retorno.commands import cli
from retorno.commands.since import commit, present, state_at, unpack
from retorno.project.paths import PACKAGE, Project
from retorno.project.problems import ContentError, UsageError
from retorno.site import build, known_states
from sphinx_keyed_execution.kept_files import kept

SMALL_BOOK = Path(__file__).parents[1] / "small_book"


def quiet(line: str) -> None:
    """Say nothing."""


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, State]:
    """The small book as a repository with one commit, its state, and executions in its store."""
    root = tmp_path_factory.mktemp("published") / "book"
    shutil.copytree(SMALL_BOOK, root)
    (root / ".gitignore").write_text(".cache/\n")
    git(root, "init", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--message", "A book")
    return root, state_at(Project(root), "main", quiet)


@pytest.fixture
def book(published: tuple[Path, State], tmp_path: Path) -> Path:
    """A clone to change, with the executions of the original."""
    root = tmp_path / "book"
    shutil.copytree(published[0], root)
    return root


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def changes(published: tuple[Path, State], book: Path) -> dict[tuple[str, str], Change]:
    report = compare(published[1], present(Project(book), quiet))
    return {(one.kind, one.id): one for one in report.changes}


def test_nothing_changed(published: tuple[Path, State], book: Path) -> None:
    report = compare(published[1], present(Project(book), quiet))
    assert report == Report()
    assert as_text(report) == NOTHING
    assert NOTHING in as_markdown(report)
    assert json.loads(as_json(report)) == {"severity": "none", "changes": []}


def test_time_stamps_decide_nothing(published: tuple[Path, State], book: Path) -> None:
    for path in book.rglob("*.*"):
        if path.is_file() and ".git" not in path.parts:
            path.touch()
    assert not changes(published, book)


def test_a_changed_cell(published: tuple[Path, State], book: Path) -> None:
    replace(book / "data/arrivals.csv", "PAN,1010", "PAN,1200")
    found = changes(published, book)
    assert set(found) == {
        ("verdict", "arrivals-fell"),
        ("finding", "arrivals-change"),
        ("figure", "arrivals"),
        ("data set", "arrivals"),
        ("chapter", "index"),
        ("chapter", "chapters/analyses/arrivals"),
        ("chapter", "chapters/understanding/counting"),
    }
    moved = found["finding", "arrivals-change"]
    assert (moved.what, moved.before, moved.after) == ("moved", "−49.5%", "−40.0%")
    assert moved.by == "+9.5 percentage points (+19.2%)"
    assert moved.severity == "major"
    assert moved.pages == ("chapters/analyses/arrivals", "index")
    verdict = found["verdict", "arrivals-fell"]
    assert (verdict.before, verdict.after, verdict.severity) == ("correct (rounded)", "too high", "major")
    for one in (moved, verdict, found["figure", "arrivals"]):
        assert one.why == ("data revision: data/arrivals.csv",)
    (cell,) = found["data set", "arrivals"].details
    assert cell == "2025-05 arrivals: value 1010 → 1200 (+18.81%)"
    assert found["chapter", "index"].why == ("data revision",)
    assert found["chapter", "index"].details == ("shows finding arrivals-change, which moved",)
    assert found["chapter", "chapters/understanding/counting"].details == (
        "shows verdict arrivals-fell, which changed",
    )


def test_a_cell_that_matters_little(published: tuple[Path, State], book: Path) -> None:
    replace(book / "data/arrivals.csv", "PAN,1010", "PAN,1009")
    found = changes(published, book)
    moved = found["finding", "arrivals-change"]
    assert moved.severity == "minor"
    assert moved.by == "−0.050 percentage points (−0.1%)"
    assert ("verdict", "arrivals-fell") not in found
    assert ("chapter", "chapters/understanding/counting") not in found


def test_a_changed_method(published: tuple[Path, State], book: Path) -> None:
    replace(book / "chapters/analyses/arrivals.md", "100 * (after / before - 1)", "-100 * (1 - after / before) / 2")
    found = changes(published, book)
    assert set(found) == {
        ("verdict", "arrivals-fell"),
        ("finding", "arrivals-change"),
        ("chapter", "index"),
        ("chapter", "chapters/analyses/arrivals"),
        ("chapter", "chapters/understanding/counting"),
    }
    assert found["finding", "arrivals-change"].why == ("method: the code of chapters/analyses/arrivals.md",)
    assert found["chapter", "chapters/analyses/arrivals"].why == ("method",)


def test_a_changed_module(published: tuple[Path, State], book: Path) -> None:
    """The base imports the module as it was, the present book as it is."""
    analysis = book / "chapters/analyses/arrivals.md"
    replace(analysis, "change = 100 *", "from measures import scale\n\nchange = scale *")
    (book / "scripts").mkdir()
    (book / "scripts/measures.py").write_text("scale = 100\n")
    git(book, "add", ".")
    git(book, "commit", "--message", "A module")
    before = state_at(Project(book), "HEAD", quiet)
    (book / "scripts/measures.py").write_text("scale = 50\n")
    report = compare(before, present(Project(book), quiet))
    (moved,) = (one for one in report.changes if one.kind == "finding")
    assert moved.why == ("method: scripts/measures.py",)
    assert not [one for one in report.changes if one.kind in ("figure", "data set")]


def test_code_that_gives_the_same(published: tuple[Path, State], book: Path) -> None:
    replace(book / "chapters/analyses/arrivals.md", "change = 100 *", "change = 100.0 *")
    found = changes(published, book)
    assert set(found) == {("chapter", "chapters/analyses/arrivals")}
    assert found["chapter", "chapters/analyses/arrivals"].why == ("method",)


def test_a_changed_sentence(published: tuple[Path, State], book: Path) -> None:
    replace(book / "chapters/understanding/words.md", "A page that shows nothing", "This page shows nothing")
    found = changes(published, book)
    assert set(found) == {("chapter", "chapters/understanding/words")}
    (one,) = found.values()
    assert (one.why, one.severity) == (("text only",), "text")


def test_a_changed_sentence_of_an_analysis(published: tuple[Path, State], book: Path) -> None:
    replace(book / "chapters/analyses/arrivals.md", "# Did arrivals fall by half?", "# Did arrivals halve?")
    (one,) = changes(published, book).values()
    assert (one.id, one.why) == ("chapters/analyses/arrivals", ("text only",))


def test_a_changed_statement(published: tuple[Path, State], book: Path) -> None:
    replace(book / "index.md", "{finding}`arrivals-change`", "{claim}`arrivals-fell`")
    (one,) = changes(published, book).values()
    assert (one.id, one.why, one.severity) == ("index", ("correction",), "minor")
    assert one.details == ("no longer shows finding:arrivals-change", "now shows claim:arrivals-fell")


def test_a_renamed_data_file(published: tuple[Path, State], book: Path) -> None:
    (book / "data/arrivals.csv").rename(book / "data/landings.csv")
    replace(book / "data/datapackage.json", '"arrivals.csv"', '"landings.csv"')
    (one,) = changes(published, book).values()
    assert (one.kind, one.what) == ("data set", "renamed")
    assert (one.before, one.after) == ("data/arrivals.csv", "data/landings.csv")


def test_a_renamed_page(published: tuple[Path, State], book: Path) -> None:
    pages = book / "chapters/understanding"
    (pages / "words.md").rename(pages / "terms.md")
    replace(book / "_toc.yml", "understanding/words", "understanding/terms")
    (one,) = changes(published, book).values()
    assert (one.kind, one.what) == ("chapter", "renamed")
    assert (one.before, one.after) == ("chapters/understanding/words", "chapters/understanding/terms")


def test_a_renamed_analysis(published: tuple[Path, State], book: Path) -> None:
    pages = book / "chapters/analyses"
    (pages / "arrivals.md").rename(pages / "landings.md")
    replace(book / "_toc.yml", "analyses/arrivals", "analyses/landings")
    replace(book / "data/claims.csv", ",,arrivals,", ",,landings,")
    replace(book / "chapters/understanding/counting.md", "analyses/arrivals", "analyses/landings")
    found = changes(published, book)
    assert {(*key, one.what) for key, one in found.items()} == {
        ("chapter", "chapters/analyses/landings", "renamed"),
        ("chapter", "chapters/understanding/counting", "changed"),
    }


def test_a_renamed_finding(published: tuple[Path, State], book: Path) -> None:
    for name in ("chapters/analyses/arrivals.md", "index.md"):
        replace(book / name, "arrivals-change", "arrivals-halved")
    found = changes(published, book)
    one = found["finding", "arrivals-halved"]
    assert (one.what, one.before, one.after) == ("renamed", "arrivals-change", "arrivals-halved")
    assert ("verdict", "arrivals-fell") not in found


def test_a_corrected_claim(published: tuple[Path, State], book: Path) -> None:
    was = "fell by 50 %,the text itself,Arrivals fell by half within a year.,50% fall,equal,50 %,-50"
    now = "fell by 10 %,the text itself,Arrivals fell by a tenth.,10% fall,equal,10 %,-10"
    replace(book / "data/claims.csv", was, now)
    found = changes(published, book)
    assert set(found) == {
        ("claim", "arrivals-fell"),
        ("verdict", "arrivals-fell"),
        ("chapter", "chapters/analyses/arrivals"),
        ("chapter", "chapters/reference/claims"),
        ("chapter", "chapters/understanding/counting"),
    }
    claim = found["claim", "arrivals-fell"]
    assert (claim.what, claim.before, claim.after, claim.severity) == ("corrected", "50% fall", "10% fall", "major")
    assert "value: -50 → -10" in claim.details
    row = ("correction: the row arrivals-fell of data/claims.csv",)
    assert claim.why == found["verdict", "arrivals-fell"].why == row
    assert found["chapter", "chapters/understanding/counting"].why == ("correction",)


def test_what_came_and_went(published: tuple[Path, State], book: Path) -> None:
    analysis = book / "chapters/analyses/arrivals.md"
    replace(analysis, 'judge("arrivals-fell"', 'record("arrivals-now", after, unit="registrations", precision=1, '
            'statement="Arrivals.", period="2025-05")\njudge("arrivals-fell"')  # fmt: skip
    replace(analysis, 'id="arrivals", title', 'id="arrivals-drawn", title')
    found = changes(published, book)
    assert (found["finding", "arrivals-now"].what, found["finding", "arrivals-now"].after) == ("added", "1,010")
    assert found["figure", "arrivals-drawn"].what == "renamed"


def test_words_of_a_figure(published: tuple[Path, State], book: Path) -> None:
    replace(book / "chapters/analyses/arrivals.md", "Two bars, the second", "Two columns, the second")
    found = changes(published, book)
    assert found["figure", "arrivals"].why == ("text only",)


def test_the_verb_prints_and_writes(
    published: tuple[Path, State], book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    replace(book / "index.md", "Arrivals changed by", "Arrivals <b>@everybody</b> | changed by")
    assert cli.main(["--root", str(book), "diff", "--base", "main"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("1 chapter changed; the gravest change is text.")
    assert "Collecting the book at main" in printed.err
    assert cli.main(["--root", str(book), "diff", "--base", "main", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"][0]["id"] == "index"
    report = tmp_path / "report.md"
    assert cli.main(["--root", str(book), "diff", "--base=main", "--format=markdown", f"--output={report}"]) == 0
    assert "| ⚪ | index | changed | text only |" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("ref", ["no-such-branch", "--output=x", "", "main:data"])
def test_a_ref_that_is_none(book: Path, ref: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(book), "diff", f"--base={ref}"]) == 2
    assert "is no commit, branch or tag" in capsys.readouterr().err


def test_a_commit_before_the_book(book: Path) -> None:
    git(book, "checkout", "--orphan", "other")
    git(book, "rm", "-r", "--cached", ".")
    git(book, "add", "index.md")
    git(book, "commit", "--message", "Before")
    with pytest.raises(UsageError, match="there was no book yet"):
        state_at(Project(book), "other", quiet)


def test_a_base_with_a_link_that_leads_out(book: Path) -> None:
    (book / "chapters" / "out").symlink_to("/etc")
    git(book, "add", ".")
    git(book, "commit", "--message", "A link")
    with pytest.raises(UsageError, match="leads out of the project"):
        state_at(Project(book), "HEAD", quiet)


def test_a_base_that_was_wrong_is_named(book: Path) -> None:
    replace(book / "chapters/analyses/arrivals.md", "change = 100", "change = 1 / 0 * 100")
    git(book, "commit", "--all", "--message", "Wrong")
    with pytest.raises(
        ContentError, match=r"HEAD:chapters/analyses/arrivals\.md:\d+ \(cell 1\): this notebook does not run"
    ):
        state_at(Project(book), "HEAD", quiet)


def test_a_base_whose_code_works_otherwise(published: tuple[Path, State], book: Path) -> None:
    """It ends at once; the base is then built with today's code."""
    builder = book / "scripts/retorno/site/book_state.py"
    builder.parent.mkdir(parents=True)
    builder.write_text("raise SystemExit(5)\n")
    for folder in (builder.parent, builder.parent.parent):
        (folder / "__init__.py").write_text("")
    replace(book / "data/arrivals.csv", "PAN,1010", "PAN,1200")
    git(book, "add", ".")
    git(book, "commit", "--message", "Other code")
    said: list[str] = []
    state = state_at(Project(book), "HEAD", said.append)
    assert state.entries["finding:arrivals-change"]["computed"]["value"] == pytest.approx(-40)
    assert "The code of HEAD works otherwise" in "".join(said)


def test_a_base_is_built_by_its_own_code(book: Path) -> None:
    """Its code gives another value than today's would; a second question is answered without building."""
    shutil.copytree(PACKAGE, book / "scripts" / "retorno", ignore=shutil.ignore_patterns("__pycache__"))
    analysis = book / "scripts/retorno/analysis/notebook.py"
    analysis.write_text(analysis.read_text() + "\n\nSCALE = 50\n")
    page = book / "chapters/analyses/arrivals.md"
    replace(page, "change = 100 *", "from retorno.analysis.notebook import SCALE\n\nchange = SCALE *")
    git(book, "add", ".")
    git(book, "commit", "--message", "Own code")
    said: list[str] = []
    state = state_at(Project(book), "HEAD", said.append)
    assert state.entries["finding:arrivals-change"]["computed"]["value"] == pytest.approx(-24.75)
    assert "notebook chapters/analyses/arrivals.md done" in "".join(said)
    again: list[str] = []
    assert state_at(Project(book), "HEAD", again.append) == state
    assert again == []


def test_a_state_of_another_form_is_not_read() -> None:
    assert State.from_dict(State().as_dict()) == State()
    with pytest.raises(ValueError, match="a state of form 0"):
        State.from_dict({**State().as_dict(), "form": 0})


def test_what_is_compared_is_what_the_site_says(built_book: Project) -> None:
    """The registry has one maker: a page that shows an entry by a directive or a figure's number is named too."""
    page = built_book.root / "chapters/understanding/words.md"
    page.write_text(
        page.read_text() + "\n:::{findings-of-the-moment}\n{claim}`arrivals-fell`\n:::\n\n{figure}`arrivals`\n"
    )
    assert cli.main(["--root", str(built_book.root), "site", "--no-print", "--unchecked"]) == 0
    published = json.loads((built_book.root / "_site" / "findings.json").read_text(encoding="utf-8"))
    state = present(built_book, quiet)
    assert list(state.entries.values()) == published
    claim = next(entry for entry in published if entry["kind"] == "claim")
    assert "chapters/understanding/words.html" in claim["used_on"]
    assert "figure:arrivals" in state.pages["chapters/understanding/words"].uses


def test_hostile_content_is_escaped() -> None:
    hostile = "<script>alert(1)</script> [x](https://evil.example) @team | `a` **b** &amp;"
    markdown = as_markdown(Report.of([Change("claim", "c", "corrected", "major", hostile, "ok", details=(hostile,))]))
    for sign in ("<script", "](", "@team", "**b", "https://evil"):
        assert sign not in markdown
    assert len([line for line in markdown.splitlines() if "corrected" in line]) == 1


@pytest.mark.parametrize(
    ("name", "target"),
    [("../out", None), ("/etc/out", None), ("a", "/etc"), ("a", ".."), ("b/a", "../../x"), ("b/c", "a/../..")],
)
def test_an_archive_that_leads_out_is_refused_by_every_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, target: str | None
) -> None:
    monkeypatch.delattr(tarfile, "data_filter", raising=False)  # as in Debian 12
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        member = tarfile.TarInfo(name)
        if target:
            member.type, member.linkname = tarfile.SYMTYPE, target
        archive.addfile(member)
    with pytest.raises(ValueError, match="leads to"):
        unpack(written.getvalue(), tmp_path / "inside")
    assert not (tmp_path / "inside").exists()


@pytest.mark.filterwarnings("ignore:Python 3.14 will:DeprecationWarning")  # told by a Python that has the filter
def test_an_archive_that_stays_inside_is_unpacked_by_every_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(tarfile, "data_filter", raising=False)
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        member = tarfile.TarInfo("./b/file")
        member.size = 1
        archive.addfile(member, io.BytesIO(b"x"))
        link = tarfile.TarInfo("./c/link")
        link.type, link.linkname = tarfile.SYMTYPE, "../b/file"
        archive.addfile(link)
    unpack(written.getvalue(), tmp_path)
    assert (tmp_path / "c" / "link").read_text() == "x"


def test_a_claim_is_not_named_beside_its_verdict() -> None:
    before = State(pages={"a": PageState(text="1")})
    after = State(pages={"a": PageState(text="2", uses=frozenset({"claim:x", "verdict:x", "claim:y"}))})
    (one,) = compare(before, after).changes
    assert one.details == ("now shows claim:y", "now shows verdict:x")


def test_what_is_new_is_an_addition_and_has_its_verdict(published: tuple[Path, State], book: Path) -> None:
    row = (book / "data/claims.csv").read_text(encoding="utf-8").splitlines()[1]
    with (book / "data/claims.csv").open("a", encoding="utf-8") as register:
        register.write(row.replace("arrivals-fell", "arrivals-halved") + "\n")
    judged = 'judge("arrivals-fell", "arrivals-change")'
    replace(book / "chapters/analyses/arrivals.md", judged, f'{judged}\njudge("arrivals-halved", "arrivals-change")')
    with (book / "chapters/understanding/words.md").open("a", encoding="utf-8") as page:
        page.write("\nSee {claim}`arrivals-halved`.\n")
    with (book / "data/arrivals.csv").open("a", encoding="utf-8") as table:
        table.write("2025-06,arrivals,CRI,7,registrations,office2025,published,\n")
    replace(book / "chapters/analyses/arrivals.md", 'load("arrivals")', 'load("arrivals").head(2)')
    found = changes(published, book)
    assert found["claim", "arrivals-halved"].why == ("addition",)
    verdict = found["verdict", "arrivals-halved"]
    assert (verdict.what, verdict.after, verdict.severity) == ("added", "correct (rounded)", "minor")
    assert found["chapter", "chapters/understanding/words"].why == ("addition",)
    assert found["data set", "arrivals"].why == ("addition",)
    assert "added (correct (rounded))" in as_text(Report.of(found.values()))


def test_a_cell_that_was_empty_is_completed(published: tuple[Path, State], book: Path) -> None:
    path = book / "data/claims.csv"
    header, row, *_ = path.read_text(encoding="utf-8").splitlines()
    assert row.endswith(","), "the note of the small book is empty"
    path.write_text(f"{header}\n{row}A note.\n", encoding="utf-8")
    (claim,) = (one for (kind, _), one in changes(published, book).items() if kind == "claim")
    assert (claim.what, claim.why) == ("completed", ("addition: the row arrivals-fell of data/claims.csv",))


def test_the_state_that_the_site_leaves_is_the_one_that_is_compared(
    published: tuple[Path, State], book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With main known and the site built, the checks name what weighs most, and build nothing for it."""
    known_states.keep_of_commit(Project(book), commit(Project(book), "main"), published[1])
    assert cli.main(["--root", str(book), "site", "--no-print"]) == 0
    sources = build.fingerprint(Project(book))
    noted = json.loads(kept(book / "_build/state-of-site.json") or b"{}")
    assert State.from_dict(noted["state"]) == present(Project(book), quiet)
    assert known_states.major_changes(Project(book), sources) == []
    replace(book / "data/arrivals.csv", "PAN,1010", "PAN,1200")
    assert known_states.major_changes(Project(book), build.fingerprint(Project(book))) == [], "nothing is built"
    assert cli.main(["--root", str(book), "site", "--no-print"]) == 0
    capsys.readouterr()
    assert cli.main(["--root", str(book), "check"]) == 0
    told = capsys.readouterr().out
    assert "[major] verdict arrivals-fell: changed correct (rounded) → too high; why: data revision" in told
    assert "[major] finding arrivals-change: moved" in told


def test_the_changed_pages_are_one_page_in_which_nothing_runs(book: Path, tmp_path: Path) -> None:
    with (book / "chapters/understanding/words.md").open("a", encoding="utf-8") as page:
        page.write("\nA sentence that is new.\n")
    assert cli.main(["--root", str(book), "site", "--no-print"]) == 0
    built = book / "_site/en/chapters/understanding/words.html"
    bad = '<script>alert(1)</script><img src="/a.png" onerror="alert(2)"><a href="javascript:x">z</a>'
    built.write_text(built.read_text(encoding="utf-8").replace("A sentence", f"{bad}A sentence"), encoding="utf-8")
    pages = tmp_path / "pages.html"
    assert cli.main(["--root", str(book), "diff", "--pages", str(pages), "--output", str(tmp_path / "report")]) == 0
    text = pages.read_text(encoding="utf-8")
    assert "A sentence that is new." in text
    assert "chapters/understanding/words</strong>: changed. text only" in text
    assert "chapters/analyses/arrivals</strong>" not in text
    for word in ("alert", "javascript:", "onerror", "a.png", "<script"):
        assert word not in text
