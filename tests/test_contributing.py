"""The worked examples of docs/worked-examples.md, done as they stand there on a copy of the book."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from retorno import checks
from retorno.site.build import BUILT_FROM

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "worked-examples.md").read_text(encoding="utf-8")
WAYS = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<head>[^\n`]+)\n(?P<body>.*?)^(?P=indent)(?P=fence)$", re.M | re.S
)
EXAMPLES = re.findall(r"^## Example: ([^\n]+)\n(.*?)(?=^## )", GUIDE, re.M | re.S)
PARTS = (".github", "docs", "LICENSE", "LICENSE-CONTENT", *BUILT_FROM)
LINE_NUMBER = re.compile(r"(?<=[a-z]):(?:\d+|…)")


@dataclass(frozen=True)
class Block:
    """A fenced block: the words of its first line, and what it holds."""

    words: list[str]
    body: str


def blocks(text: str) -> Iterator[Block]:
    for match in BLOCK.finditer(text):
        yield Block(match["head"].split(), dedent(match["body"]))


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the book that keeps what its builds made, so that only the first one takes long."""
    folder = tmp_path_factory.mktemp("contributor") / "retorno"
    folder.mkdir()
    if (ROOT / ".cache").is_dir():
        shutil.copytree(ROOT / ".cache", folder / ".cache", ignore=shutil.ignore_patterns("newest"))
    return folder


@pytest.fixture
def copy(workplace: Path) -> Path:
    """The book as it is in the repository, whatever the example before has done."""
    for name in ("arrivals.csv",):
        (workplace / name).unlink(missing_ok=True)
    for name in PARTS:
        source, target = ROOT / name, workplace / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        elif source.is_file():
            shutil.copy2(source, target)
    return workplace


def test_guide_has_an_example_for_each_kind_of_change() -> None:
    assert [title for title, _ in EXAMPLES] == [
        "correct a sentence",
        "update a figure",
        "add a source",
        "add a data set",
        "add a claim and its analysis",
        "add a chapter",
    ]


@pytest.mark.parametrize("text", [text for _, text in EXAMPLES], ids=[title for title, _ in EXAMPLES])
def test_each_example_makes_a_mistake_and_ends_well(text: str) -> None:
    told = [block.body for block in blocks(text) if block.words[0] == "console"]
    mistakes = [body for body in told if "error:" in body]
    assert mistakes, "an example makes a typical mistake"
    assert all("What would be right" in body or "Read more" in body for body in mistakes)
    assert "error:" not in told[-1], "an example ends without an error"


@pytest.mark.parametrize("text", [text for _, text in EXAMPLES], ids=[title for title, _ in EXAMPLES])
def test_example(text: str, copy: Path) -> None:
    printed: list[str] = []
    do(text, copy, lambda body: printed.extend(run(body, copy)))
    checked = [one for one in printed if CHECKED.search(one)]
    found = {(match["file"], match["wrong"]) for match in TOLD.finditer(checked[-1])}
    # What results were computed from is written down by the next build, and by nobody's hand.
    left = {one for one in found if one[0] != "executions.lock" and not one[1].startswith("the chapter has")}
    if left:  # what there was to mend before the example is not its own
        left -= problems(ROOT)
    assert not left, "after the example, nothing of it is left to mend"


CHECKED = re.compile(r"^(?:Nothing to mend|\d+ to mend, \d+ to look at)", re.M)
"""How ``make check`` ends."""

TOLD = re.compile(r"^(?:error|warning): (?P<file>[^\s:]+)(?::\d+)?(?: \([^\n]*?\))?: (?P<wrong>[^\n]*)$", re.M)
"""A line of it that names something to mend."""


CONTENT = (
    "tests/evidence",
    "tests/execution/test_notebooks.py",
    "tests/project/test_page_source.py",
    "tests/checks/test_word_lists.py",
    "tests/browser/test_analyses.py",
    "tests/browser/test_cards.py",
    "tests/browser/test_home.py",
)
"""Tests that look at the content of the book, and so could fail for a change of it."""


def test_what_all_examples_lead_to_passes_the_tests_of_a_proposal(copy: Path) -> None:
    """All in one copy, built; then the tests of the content in that copy, as they run on a pull request."""

    def writing(body: str) -> None:
        """Do what writes; what the checks say on the way is looked at above."""
        if "$ .venv/bin/retorno new " in body:
            run(body, copy)

    for _, text in EXAMPLES:
        do(text, copy, writing)
    run("$ make check\n", copy)
    run("$ make site PRINT=no\n", copy)
    for name in ("scripts", "packages", "pyproject.toml", "README.md"):
        (copy / name).unlink(missing_ok=True)
        (copy / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "tests", copy / "tests", dirs_exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--maxfail", "5", *CONTENT]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-6000:]


def do(text: str, folder: Path, command: Callable[[str], None]) -> None:
    """Do what an example says; its consoles are given to *command*."""
    for block in blocks(text):
        kind, *rest = block.words
        if kind == "console":
            command(block.body)
        elif kind == "diff":
            edit(folder / rest[0], block.body)
        elif rest and rest[0] == "new":
            assert not (folder / rest[1]).exists(), f"{rest[1]} is there already"
            (folder / rest[1]).write_text(block.body, encoding="utf-8")
        elif rest and rest[0] == "add":
            add(folder / rest[1], block.body)
        else:
            pytest.fail(f"what is to be done with the block “{' '.join(block.words)}”?")


def problems(folder: Path) -> set[tuple[str, str]]:
    from retorno.checks.reading.content import Content
    from retorno.project.paths import Project

    return {(found.file, found.wrong) for found in checks.run(Content(Project(folder)))}


def edit(path: Path, body: str) -> None:
    """Replace the lines marked - by those marked +."""
    old = "\n".join(line[2:] for line in body.splitlines() if line.startswith("-"))
    new = "\n".join(line[2:] for line in body.splitlines() if line.startswith("+"))
    text = path.read_text(encoding="utf-8")
    assert old, "a diff takes something out"
    assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(path: Path, body: str) -> None:
    text = path.read_text(encoding="utf-8")
    gap = "\n" if path.suffix == ".bib" else ""
    path.write_text(text + gap + body, encoding="utf-8")


def run(body: str, folder: Path) -> list[str]:
    """Run the commands of a console block, and look for the lines below each in what it prints; gives all that."""
    told_all = []
    body = re.sub(r"\\\n *", "", body)  # a line that goes on in the next
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, told = part.partition("\n")
        expected = [line.strip() for line in told.splitlines() if line.strip()]
        done = subprocess.run(program(command), cwd=folder, capture_output=True, text=True, encoding="utf-8")
        printed = done.stdout + done.stderr
        told_all.append(printed)
        should_fail = any(line.startswith("error:") for line in expected)
        assert bool(done.returncode) == should_fail, f"{command}: exit status {done.returncode}\n{printed}"
        rest = LINE_NUMBER.sub(":1", printed)
        for line in expected:
            pieces = [re.escape(piece) for piece in LINE_NUMBER.sub(":1", line).split("…")]
            found = re.search("[^\n]*".join(pieces), rest)
            assert found, f"{command} does not print “{line}” (in this order):\n{printed}"
            rest = rest[found.end() :]
    return told_all


def program(command: str) -> list[str]:
    """What runs in place of *command*: make's verbs are retorno's, in the environment of the tests."""
    words = shlex.split(command)
    if words[0] == ".venv/bin/retorno":
        return [sys.executable, "-m", "retorno", *words[1:]]
    if words[0] != "make":
        return words
    given = {"": [], "FIX=1": ["--fix"], "PRINT=no": ["--no-print"]}[" ".join(words[2:])]
    return [sys.executable, "-m", "retorno", words[1], *given]


def test_the_verbs_of_the_guide_are_those_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for verb in set(re.findall(r"(?:`|^ *\$ )make ([a-z-]+)", GUIDE + WAYS, re.M)):
        assert re.search(rf"^{verb}:", makefile, re.M), f"make {verb}"


def test_the_guide_says_how_to_run_the_tests_of_the_content() -> None:
    (command,) = re.findall(r"^\.venv/bin/python -m pytest (tests/.*?)\n```", WAYS, re.M | re.S)
    assert command.replace("\\\n", " ").split() == list(CONTENT)


def test_a_newcomer_is_led_to_what_is_open() -> None:
    heading = re.search(r"^## What is open\n(.*?)^## ", WAYS, re.M | re.S)
    assert heading
    assert "[What is open](#what-is-open)" in WAYS[: heading.start()]
    section = re.search(r'"\^(## [^"]+)"', heading[1])
    assert section
    assert any(
        f"\n{section[1]}\n" in page.read_text(encoding="utf-8") for page in (ROOT / "chapters/analyses").glob("*.md")
    )


def test_each_rule_named_in_the_guide_exists() -> None:
    named = set(re.findall(r"#rule-([a-z-]+)", GUIDE))
    assert named
    assert named <= {rule.id for rule in checks.known_rules()}


def test_a_diff_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("twice, twice\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="stands 2 times"):
        edit(tmp_path / "page.md", "- twice\n+ once\n")


def test_an_output_that_does_not_come_is_noticed(tmp_path: Path) -> None:
    run("$ echo a b\na…b\n", tmp_path)
    with pytest.raises(AssertionError, match="does not print"):
        run("$ echo a b\nc\n", tmp_path)
    with pytest.raises(AssertionError, match="exit status"):
        run("$ false\n", tmp_path)
