"""What git is asked: an answer, a refusal in its own words, and no git at all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from retorno.project import git
from retorno.project.problems import UsageError


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit."""
    (tmp_path / "page.md").write_text("# A page\n\n", encoding="utf-8")
    named = ("-c", "user.name=N", "-c", "user.email=n@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "."), (*named, "commit", "-qm", "begin")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def test_an_answer_is_given_whole_but_for_its_last_line_end(repository: Path) -> None:
    assert git.answer(repository, "show", "HEAD:page.md") == b"# A page\n\n"
    assert git.text(repository, "show", "HEAD:page.md") == "# A page\n"


def test_a_refusal_says_why_and_is_nothing_to_who_can_do_without(repository: Path) -> None:
    with pytest.raises(git.Refused, match="does not exist in 'HEAD'"):
        git.text(repository, "show", "HEAD:other.md")
    assert git.text_if_any(repository, "show", "HEAD:other.md") == ""


def test_without_git_the_fault_is_named(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(UsageError, match=r"git cannot be run \(No such file or directory\)"):
        git.text(repository, "rev-parse", "HEAD")
    assert git.text_if_any(repository, "rev-parse", "HEAD") == ""
