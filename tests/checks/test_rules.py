"""Every rule, tried on small books that keep it and on small books that break it.

A case is a folder ``fixtures/<rule-id>/<good|bad>-<what>/``. Its files are laid over a copy of
``tests/small_book``; six names in it are not:

* ``COMMITTED`` says that the book as it was before is what git has as its last version, with the files in ``BEFORE``;
* ``DELETE`` lists files to take away, one path a line;
* ``EDIT`` changes files, one change a line: ``path: old text => new text``, where ``\\n`` is a
  line end. The old text must be there, once or more, and every occurrence is replaced;
* ``expected.txt``, in bad cases, lists every problem of the rule, one a line, as
  ``file:line: part of the message``, or ``file: part of the message`` where no line is known;
* ``fixed`` holds files as ``fix`` of the rule leaves them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from retorno.checks import known_rules, run
from retorno.checks.reading.content import Content
from retorno.project.paths import Project
from retorno.project.problems import Problem

FIXTURES = Path(__file__).parent / "fixtures"
RULES = {rule.id: rule for rule in known_rules()}
CASES = sorted(path for path in FIXTURES.glob("*/*") if path.is_dir())
NO_OVERLAY = shutil.ignore_patterns("BEFORE", "COMMITTED", "DELETE", "EDIT", "expected.txt", "fixed")
EXPECTED = re.compile(r"(?P<file>[^:]+)(?::(?P<line>\d+))?: (?P<words>.+)")


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_case(case: Path, small_book: Project) -> None:
    lay_over(case, small_book.root)
    found = run(Content(small_book), [RULES[case.parent.name]])
    expected = expectations(case)
    assert case.name.startswith("bad-" if expected else "good-"), "good cases expect nothing, bad ones something"
    unmet = [line for line in expected if not any(meets(problem, line) for problem in found)]
    unexpected = [problem for problem in found if not any(meets(problem, line) for line in expected)]
    told = "\n".join(map(str, found))
    assert not unmet, f"expected, and not found: {unmet}; found are\n{told}"
    assert not unexpected, f"found, and not expected: {unexpected}"
    assert len(found) == len(expected), f"{len(expected)} problems expected, found are\n{told}"


@pytest.mark.parametrize("case", [case for case in CASES if (case / "fixed").is_dir()], ids=named)
def test_fix(case: Path, small_book: Project) -> None:
    lay_over(case, small_book.root)
    rule = RULES[case.parent.name]
    assert rule.fix is not None
    changed = rule.fix(Content(small_book))
    wanted = {path.relative_to(case / "fixed"): path for path in (case / "fixed").rglob("*") if path.is_file()}
    assert {path.relative_to(small_book.root) for path in changed} == set(wanted)
    for path, right in wanted.items():
        assert (small_book.root / path).read_bytes() == right.read_bytes()
    assert rule.fix(Content(small_book)) == [], "what has been mended is left alone"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_small_book_keeps_the_rule(rule, small_book: Project) -> None:
    assert run(Content(small_book), [rule]) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_explains_itself_and_is_tried(rule) -> None:
    assert rule.asks.endswith(".")
    assert rule.help
    assert rule.severity in ("error", "warning")
    names = {case.name.partition("-")[0] for case in CASES if case.parent.name == rule.id}
    assert names == {"good", "bad"}, "a good and a bad case of each rule"


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.fix], ids=lambda rule: rule.id)
def test_fix_leaves_a_good_book_alone(rule, small_book: Project) -> None:
    assert rule.fix(Content(small_book)) == []


def test_cases_belong_to_rules() -> None:
    assert {case.parent.name for case in CASES} <= set(RULES)


def lay_over(case: Path, book: Path) -> None:
    """Turn the small book in *book* into the one that *case* describes."""
    if (case / "BEFORE").is_dir():
        shutil.copytree(case / "BEFORE", book, dirs_exist_ok=True)
    if (case / "COMMITTED").is_file():
        commit(book)
    shutil.copytree(case, book, dirs_exist_ok=True, ignore=NO_OVERLAY)
    for path in lines(case / "DELETE"):
        (book / path).unlink()
    for change in lines(case / "EDIT"):
        path, _, words = change.partition(": ")
        old, _, new = (part.replace("\\n", "\n") for part in words.partition(" => "))
        text = (book / path).read_text(encoding="utf-8")
        assert old in text, f"{named(case)}: “{old}” is not in {path}"
        (book / path).write_text(text.replace(old, new), encoding="utf-8")


def commit(book: Path) -> None:
    """Make a repository of a book, whose main is the book as it is."""
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--initial-branch", "main"], ["add", "--all"], ["commit", "--message", "Begin"]):
        subprocess.run(["git", *who, *arguments], cwd=book, check=True, capture_output=True)


def expectations(case: Path) -> list[re.Match[str]]:
    """The problems that *case* is to have."""
    found = [EXPECTED.fullmatch(line) for line in lines(case / "expected.txt")]
    assert None not in found, f"{named(case)}: expected.txt has a line of another form"
    return [match for match in found if match]


def meets(problem: Problem, expected: re.Match[str]) -> bool:
    """Whether *problem* is the one expected."""
    where = (problem.file, problem.line) == (expected["file"], int(expected["line"] or 0))
    return where and expected["words"] in " ".join(str(problem).split())


def lines(path: Path) -> list[str]:
    """The lines of a text file that are not empty; none where there is no file."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [line for line in text.splitlines() if line.strip()]
