"""A changed table is compared with its last version, as git has it."""

from __future__ import annotations

import json
import subprocess

import pytest

from retorno.checks import known_rules, run
from retorno.checks.reading.content import Content
from retorno.project.paths import Project

RULE = [rule for rule in known_rules() if rule.id == "last-values"]


def git(project: Project, *arguments: str) -> None:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def committed(small_book: Project) -> Project:
    """The small book as main has it."""
    git(small_book, "init", "--quiet", "--initial-branch", "main")
    git(small_book, "add", "--all")
    git(small_book, "commit", "--quiet", "--message", "Begin")
    git(small_book, "switch", "--quiet", "--create", "change")
    return small_book


def edit(project: Project, name: str, old: str, new: str) -> None:
    path = project.data / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def describe(project: Project, name: str, **keys: object) -> None:
    """Change what the description of a table says."""
    package = json.loads(project.descriptor.read_text(encoding="utf-8"))
    resource = next(one for one in package["resources"] if one["name"] == name)
    resource.update({f"retorno:{key}": value for key, value in keys.items()})
    project.descriptor.write_text(json.dumps(package, indent=2, ensure_ascii=False), encoding="utf-8")


def swap_digits(project: Project, note: str = "") -> None:
    """Two digits of one value change places."""
    rest = "registrations,office2025,published,"
    edit(project, "arrivals.csv", f"PAN,1010,{rest}", f"PAN,1100,{rest}{note}")


def said(project: Project) -> list[str]:
    return [" ".join(str(problem).split()) for problem in run(Content(project), RULE)]


def test_a_table_that_nobody_changed_has_nothing_told(committed: Project) -> None:
    assert said(committed) == []


def test_two_digits_that_changed_places_are_told_with_what_stood_there(committed: Project) -> None:
    swap_digits(committed)
    (told,) = said(committed)
    assert told.startswith("data/arrivals.csv:3 (column value): ")
    assert "was 1010 in the last version" in told


def test_the_reason_in_the_note_or_wider_bounds_silence_it(committed: Project) -> None:
    swap_digits(committed, note="revised in June")
    assert said(committed) == []


def test_a_small_revision_wants_another_day_in_the_description(committed: Project) -> None:
    describe(committed, "arrivals", bounds={"change_max_percent": 100})
    git(committed, "commit", "--quiet", "--all", "--message", "Widen the bounds")
    git(committed, "branch", "--force", "main", "HEAD")
    swap_digits(committed)
    (told,) = said(committed)
    assert "1 value changed since the last version, and the description is of the same day" in told
    describe(committed, "arrivals", checked="2026-11-26")
    assert said(committed) == []


def test_rows_that_went_are_told(committed: Project) -> None:
    edit(committed, "arrivals.csv", "2025-05,arrivals,PAN,1010,registrations,office2025,published,\n", "")
    (told,) = said(committed)
    assert "1 row went since the last version" in told


def test_what_was_committed_on_the_branch_is_still_a_change(committed: Project) -> None:
    swap_digits(committed)
    git(committed, "commit", "--quiet", "--all", "--message", "Change a value")
    assert len(said(committed)) == 1


def test_without_git_there_is_nothing_to_compare_with(small_book: Project) -> None:
    edit(
        small_book,
        "arrivals.csv",
        "PAN,1010,registrations,office2025,published,",
        "PAN,1100,registrations,office2025,published,",
    )
    assert said(small_book) == []


def test_what_was_committed_on_a_main_of_ones_own_is_compared_with_that_of_the_others(committed: Project) -> None:
    git(committed, "update-ref", "refs/remotes/origin/main", "main")
    git(committed, "switch", "--quiet", "main")
    swap_digits(committed)
    told = said(committed)
    assert told
    git(committed, "commit", "--quiet", "--all", "--message", "Forgotten: a branch")
    assert said(committed) == told


def test_a_row_that_stands_twice_breaks_no_comparison(committed: Project) -> None:
    """Rows that share a key are known by all of their cells, for those that ask for their lines too."""
    path = committed.data / "arrivals.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    again = first.replace(",published,", ",provisional,")
    assert again != first
    path.write_text("".join([head, again, again.replace("\n", "twice\n"), *rest]), encoding="utf-8")
    rules = [rule for rule in known_rules() if rule.id in ("last-values", "changed-cells")]
    assert run(Content(committed), rules)
