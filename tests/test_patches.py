"""What the code changes of other people's code is told in docs/upstream, and nothing else is changed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "upstream" / "README.md"
CODE = sorted([*(ROOT / "scripts" / "retorno").rglob("*.py"), *(ROOT / "packages").glob("*/src/**/*.py")])
MOST = 5
"""How many such changes the project allows itself."""

KEYED = "packages/sphinx-keyed-execution/src/sphinx_keyed_execution"
OWN_PROCESS = {f"{KEYED}/child.py", f"{KEYED}/run.py", "scripts/retorno/site/printing/setters.py"}
"""Modules that work in a process of their own, of a notebook or of what sets pages: what they change ends there."""


def changed(code: str) -> Iterator[str]:
    """What *code* assigns to of modules and classes that it imports from elsewhere."""
    tree = ast.parse(code)
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            origin = getattr(node, "module", None) or ""
            own = origin.split(".")[0] in ("retorno", "sphinx_keyed_execution") or (
                isinstance(node, ast.ImportFrom) and node.level
            )
            names |= set() if own else {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    for node in ast.walk(tree):
        places: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            places = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            places = [node.target]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            places = [ast.Attribute(node.args[0], "…")]
        for place in places:
            if isinstance(place, ast.Attribute | ast.Subscript) and _root(place) in names:
                yield ast.unparse(place.value if isinstance(place, ast.Subscript) else place)


def _root(place: ast.expr) -> str:
    while isinstance(place, ast.Attribute | ast.Subscript):
        place = place.value
    return place.id if isinstance(place, ast.Name) else ""


def told() -> list[tuple[str, str]]:
    """Where and what the table says is changed."""
    return re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", TABLE.read_text(encoding="utf-8"), re.M)


def test_each_change_of_a_library_is_told() -> None:
    found = []
    for path in CODE:
        file = path.relative_to(ROOT).as_posix()
        if file not in OWN_PROCESS:
            found += [(file, place) for place in changed(path.read_text(encoding="utf-8"))]
    assert sorted(set(found)) == sorted(told())
    assert 0 < len(told()) <= MOST


def test_each_has_a_request() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert len(re.findall(r"\]\([\w.-]+\.md\) \|$", text, re.M)) == len(told())
    linked = set(re.findall(r"\]\(([\w.-]+\.md)\)", text))
    assert {path.name for path in TABLE.parent.glob("*.md")} == {*linked, "README.md"}


def test_a_change_is_found() -> None:
    code = "import a.b\nfrom c import D as E\nfrom retorno import own\n"
    code += "a.b.f = 1\nE.g = 2\nown.h = 3\nsetattr(a, 'x', 1)\nmine = a.b\na.seen['k'] = 1\n"
    assert set(changed(code)) == {"a.b.f", "E.g", "a.…", "a.seen"}
