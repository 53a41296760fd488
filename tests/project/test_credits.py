"""Who contributed to which page, read from small histories."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from retorno.book.pages.contributors import NONE_YET
from retorno.commands import cli
from retorno.project import credits as history_of
from retorno.project.credits import as_json, as_markdown, as_text
from retorno.project.paths import Project
from retorno.project.problems import ContentError, UsageError

COUNTING = "chapters/understanding/counting"


def git(folder: Path, *arguments: str, author: str = "Ana", day: str = "2026-01-01") -> None:
    who = {"NAME": author, "EMAIL": f"{author.split()[0].lower()}@example.org", "DATE": f"{day}T12:00:00+00:00"}
    environment = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **environment, **settings}
    )


def change(
    book: Project, page: str, text: str, message: str = "Change", author: str = "Ana", day: str = "2026-01-01"
) -> None:
    path = book.root / f"{page}.md"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    git(book.root, "add", "-A")
    git(book.root, "commit", "-m", message, author=author, day=day)


@pytest.fixture
def history(small_book: Project) -> Project:
    """The small book with a first commit by Ana."""
    git(small_book.root, "init", "-b", "main")
    git(small_book.root, "add", "-A")
    git(small_book.root, "commit", "-m", "Begin")
    return small_book


def people(book: Project, page: str = COUNTING) -> list[tuple[str, int]]:
    return [(credit.person, credit.changes) for credit in history_of.credits(book)[page]]


def test_most_changes_first(history: Project) -> None:
    change(history, COUNTING, "One.\n", author="Bo")
    change(history, COUNTING, "Two.\n", author="Bo")
    assert people(history) == [("Bo", 2), ("Ana", 1)]
    assert people(history, "index") == [("Ana", 1)], "other pages are not touched"


def test_those_who_share_the_credit(history: Project) -> None:
    change(history, COUNTING, "One.\n", "Say it\n\nCo-authored-by: Chidi <chidi@example.org>", author="Bo")
    assert people(history) == [("Ana", 1), ("Bo", 1), ("Chidi", 1)]
    assert "example.org" not in as_json(history_of.credits(history)), "addresses are nobody's business"


def test_a_page_keeps_its_history_when_it_is_renamed(history: Project) -> None:
    change(history, COUNTING, "One.\n", author="Bo")
    git(history.root, "mv", f"{COUNTING}.md", "chapters/understanding/counts.md")
    git(history.root, "commit", "-m", "Rename", author="Chidi")
    assert people(history, "chapters/understanding/counts") == [("Ana", 1), ("Bo", 1), ("Chidi", 1)]
    assert COUNTING not in history_of.credits(history)


def test_mailmap(history: Project) -> None:
    (history.root / ".mailmap").write_text("Boris <bo@example.org>\n", encoding="utf-8")
    change(history, COUNTING, "One.\n", author="Bo")
    assert ("Boris", 1) in people(history)


def test_written_as_text_table_and_data(history: Project) -> None:
    change(history, COUNTING, "One.\n", author="Bo | <b>", day="2026-02-03")
    found = history_of.credits(history)
    assert f"{COUNTING}: Ana (1), Bo | <b> (1)" in as_text(found) or "Bo | b (1)" in as_text(found)
    row = next(line for line in as_markdown(found).splitlines() if COUNTING in line)
    assert row.count("|") - row.count("\\|") == 3, "a name cannot add a cell"
    assert "<b>" not in row
    bo = json.loads(as_json(found))[COUNTING][1]
    assert (bo["first"], bo["last"]) == ("2026-02-03", "2026-02-03")


def test_a_history_that_is_cut_short_is_no_history(history: Project, tmp_path: Path) -> None:
    change(history, COUNTING, "One.\n", author="Bo")
    git(tmp_path, "clone", "--depth=1", history.root.as_uri(), "shallow")
    with pytest.raises(UsageError, match="--unshallow"):
        history_of.credits(Project(tmp_path / "shallow"))


def test_the_book_shows_what_was_written_wherever_it_is_built(
    built_book: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No history is needed to build, a name is text, and a page that is gone is left out."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(built_book.root.parent))
    page = built_book.root / "chapters/reference/bibliography.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n:::{credits}\n:::\n", encoding="utf-8")
    assert NONE_YET in shown(built_book)
    names = {"chapters/gone": ["Nobody"], COUNTING: ["Bo <b>", "Ana"], "index": ["Ana"]}
    (built_book.root / history_of.FILE).write_text(json.dumps(names), encoding="utf-8")
    text = shown(built_book)
    assert NONE_YET not in text
    assert "Bo &lt;b&gt;, Ana" in text
    assert "Nobody" not in text
    assert text.index('href="../../index.html"><span class="doc">') < text.index("Bo &lt;b&gt;"), (
        "the order of the book"
    )


def shown(book: Project) -> str:
    assert cli.main(["--root", str(book.root), "site", "--no-print"]) == 0
    return (book.root / "_site/en/chapters/reference/bibliography.html").read_text(encoding="utf-8")


def test_written_for_the_book(history: Project) -> None:
    change(history, COUNTING, "One.\n", author="Bo")
    change(history, COUNTING, "Two.\n", author="Bo")
    assert cli.main(["--root", str(history.root), "credits", "--write"]) == 0
    assert history_of.read(history)[COUNTING] == ["Bo", "Ana"]
    assert history_of.read(history)["index"] == ["Ana"]


@pytest.mark.parametrize("text", ["", "[]", '{"index": [1]}', '{"index": null}'])
def test_broken_credits_are_told(small_book: Project, text: str) -> None:
    (small_book.root / history_of.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"credits\.json(:1: this is not valid JSON|: the credits cannot be read)"):
        history_of.read(small_book)


def test_no_history(small_book: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_book.root.parent))
    assert cli.main(["--root", str(small_book.root), "credits"]) == cli.USAGE
    assert "has no history" in capsys.readouterr().err
