"""A finding that moved while its data did not is told, from what git and the lock file have of it."""

from __future__ import annotations

import json
import subprocess

import pytest

from retorno.checks import known_rules, run
from retorno.checks.reading.content import Content
from retorno.evidence.media_types import FIGURE as FIGURE_MEDIUM
from retorno.evidence.media_types import FINDING as FINDING_MEDIUM
from retorno.execution.noted_results import noted
from retorno.project.paths import Project

RULE = [rule for rule in known_rules() if rule.id == "changed-results"]
PAGE = "chapters/analyses/arrivals.md"
FIGURE = "figure arrivals"


def lock(project: Project, results: dict[str, str], table: str = "a") -> None:
    """What a build writes down."""
    content = {
        "version": 1,
        "files": {"data/arrivals.csv": table},
        "notebooks": {PAGE: {"code": "c", "inputs": ["data/arrivals.csv"], "results": results}},
    }
    (project.root / "executions.lock").write_text(json.dumps(content, indent=1), encoding="utf-8")


@pytest.fixture
def committed(small_book: Project) -> Project:
    """The small book with its lock, as main has it."""
    lock(small_book, {"arrivals-change": "-49.5 arrivals", FIGURE: "aa-bb arrivals"})
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "--all"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *who, *arguments], cwd=small_book.root, check=True, capture_output=True)
    return small_book


def said(project: Project) -> list[str]:
    return [" ".join(str(problem).split()) for problem in run(Content(project), RULE)]


def test_another_value_from_the_same_data_is_told_with_both_values_and_the_line(committed: Project) -> None:
    lock(committed, {"arrivals-change": "-98 arrivals", FIGURE: "aa-bb arrivals"})
    (told,) = said(committed)
    assert f"{PAGE}:24 (finding arrivals-change): " in told
    assert "was -49.5 in the last version and is -98 now" in told


@pytest.mark.parametrize(
    ("results", "table"),
    [
        ({"arrivals-change": "-98 arrivals", FIGURE: "zz-bb arrivals"}, "b"),  # the table is another
        ({"arrivals-change": "-49.50000000001 arrivals", FIGURE: "aa-bb arrivals"}, "a"),  # another machine
        ({"arrivals-change-new": "-98 arrivals"}, "a"),  # another finding
    ],
    ids=["data", "machine", "new"],
)
def test_what_has_a_reason_is_not_told(committed: Project, results: dict[str, str], table: str) -> None:
    lock(committed, results, table)
    assert said(committed) == []


@pytest.mark.parametrize(("hashes", "what"), [("zz-bb", "other numbers"), ("aa-zz", "its numbers otherwise")])
def test_a_figure_that_shows_something_else_is_told(committed: Project, hashes: str, what: str) -> None:
    lock(committed, {"arrivals-change": "-49.5 arrivals", FIGURE: f"{hashes} arrivals"})
    (told,) = said(committed)
    assert f"({FIGURE}): it shows {what}" in told


@pytest.mark.parametrize("damage", ["", "[]", '{"version": 1}'])
def test_a_lock_that_cannot_be_read_says_nothing_here(committed: Project, damage: str) -> None:
    (committed.root / "executions.lock").write_text(damage, encoding="utf-8")
    assert said(committed) == []


def test_what_an_analysis_gave_is_noted_in_digits_that_machines_share() -> None:
    finding = {"id": "a-share", "value": 100 / 3, "datasets": ["one", "two"]}
    chart = {"encoding": {"y": {"field": "persons", "scale": {"domain": [0, 9]}, "axis": {"labelColor": "red"}}}}
    drawn = {"id": "shares", "csv": "share\n0.3333333333333\n", "drawings": {"wide": chart}, "datasets": ["one"]}

    def of(csv: str, field: str) -> str:
        wide = {"encoding": {"y": {**chart["encoding"]["y"], "field": field}}}
        figure = {**drawn, "csv": csv, "drawings": {"wide": wide}}
        return dict(noted([[{"data": {FIGURE_MEDIUM: figure}}]]))["figure shares"]

    assert dict(noted([[{"data": {FINDING_MEDIUM: finding}}]])) == {"a-share": "33.3333333333 one two"}
    same = of("share\n0.3333333333333\n", "persons")
    assert same == of("share\n0.3333333333334\n", "persons"), "the last digits are a machine's own"
    numbers, shown = same.split()[0].split("-")
    assert of("share\n0.4\n", "persons").split()[0].split("-")[1] == shown
    assert of("share\n0.3333333333333\n", "events").split()[0].split("-")[0] == numbers
    assert of("share\n0.3333333333333\n", "events") != same
