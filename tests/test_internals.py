"""docs/internals.md is true: its folders, paths, names and floors are those of the code."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from floors import PACKAGE, PAGE, ROOT, floors

TEXT = PAGE.read_text(encoding="utf-8")
ROOTS = tuple(path.name for path in ROOT.iterdir())
CODE = re.compile(r"`([^`\n]+)`")


def named_paths(text: str) -> list[str]:
    """What stands as code and begins with a name at the root of the repository, or is a folder of the package."""
    words = [word for word in CODE.findall(re.sub(r"```.*?```", "", text, flags=re.S)) if " " not in word]
    return [word for word in words if "/" in word and not word.startswith("_") and "…" not in word]


def place(word: str) -> Path:
    """Where a path of the page leads: from the root of the repository, or from the package."""
    return ROOT / word if word.split("/")[0] in ROOTS else PACKAGE / word


@pytest.mark.parametrize("word", sorted(set(named_paths(TEXT))))
def test_each_path_exists(word: str) -> None:
    found = place(word)
    assert found.is_dir() if word.endswith("/") else found.is_file(), f"{word} is not there"


def test_there_are_paths_and_a_wrong_one_would_be_found() -> None:
    assert len(named_paths(TEXT)) > 40
    (wrong,) = named_paths("see `scripts/retorno/telling.py`")
    assert not place(wrong).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT))))
def test_each_link_leads_somewhere(target: str) -> None:
    assert (PAGE.parent / target).exists()


def package_folders() -> list[str]:
    return sorted(path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py"))[1:]


@pytest.mark.parametrize("folder", package_folders())
def test_each_folder_of_the_package_is_named(folder: str) -> None:
    assert f"`{folder}/`" in TEXT


def test_each_folder_of_the_repository_is_named() -> None:
    """As far as it holds code; what the book itself consists of is the matter of CONTRIBUTING."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    folders = {name.split("/")[0] for name in listed.stdout.splitlines() if "/" in name}
    assert {folder for folder in folders if f"`{folder}/`" not in TEXT} == set()


def test_the_floors_are_those_that_imports_are_held_to() -> None:
    rows = re.findall(r"^\| `(\w+)/` \| (\d) \|", TEXT, re.M)
    assert {room: int(floor) for room, floor in rows} == floors()
    assert [room for room, _ in rows] == list(floors()), "in the order of the floors"


def places() -> list[tuple[str, str]]:
    """The files of the table “Where things are”, each with the name that it must define."""
    table = TEXT.partition("## Where things are")[2].partition("\n## ")[0]
    return re.findall(r"`([\w/.-]+\.py)`(?:, `(\w+)`)?", table)


def defined(path: Path) -> set[str]:
    """Functions, methods and classes of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, name in places() if name])
def test_each_thing_is_where_the_table_says(path: str, name: str) -> None:
    assert name in defined(place(path))


def test_the_four_things_that_a_stranger_looks_for_are_in_the_table() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| where")]
    for thing in ("a finding is formatted", "a figure's table is written", "message about a cell of a CSV", "is stale"):
        assert any(thing in row for row in rows), thing


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_page_is_linked(page: str) -> None:
    assert "(docs/internals.md)" in (ROOT / page).read_text(encoding="utf-8")
