"""The house keeps its floors: imports go downwards, modules stay small, nothing is kept in globals."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from floors import PACKAGE, ROOT, drawn, edges, floors, imported, imports, libraries, modules, name_of, picture, room

MODULES = modules()
LONGEST = 300


def faults(path: Path, tree: ast.AST, known: dict[str, int]) -> list[str]:
    """The imports of one module that lead upwards."""
    own = room(name_of(path))
    here = known.get(own, 0)
    targets = [(line, target, known.get(room(target), 0)) for line, target in imports(tree)]
    return [
        f"{path.name}:{line}: from floor {here} up to {target}, floor {on}" for line, target, on in targets if on > here
    ]


def test_every_room_has_a_floor() -> None:
    rooms = {room(name_of(path)) for path in MODULES} - {""}
    assert rooms == set(floors())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_downwards(path: Path) -> None:
    assert faults(path, ast.parse(path.read_text(encoding="utf-8")), floors()) == []


def test_an_import_upwards_is_found() -> None:
    path = PACKAGE / "evidence" / "verdicts.py"
    for upwards in (
        "from retorno.commands.cli import main",
        "from retorno import site",
        "import retorno.book.state.contributions",
    ):
        assert faults(path, ast.parse(f"def f():\n    {upwards}\n"), floors())
    assert not faults(path, ast.parse("from retorno.evidence.findings import Finding"), floors())


def test_rooms_of_one_floor_do_not_import_each_other_in_a_circle() -> None:
    arrows, known = edges(), floors()

    def reachable(start: str, seen: frozenset[str] = frozenset()) -> set[str]:
        below = {other for other in arrows.get(start, set()) if known.get(other) == known[start]} - seen
        return below.union(*(reachable(other, seen | below) for other in below))

    assert [start for start in known if start in reachable(start)] == []


def test_libraries_of_our_own_know_nothing_of_this_book() -> None:
    for path in (ROOT / "packages").glob("*/src/**/*.py"):
        names = {name.split(".")[0] for _, name in imported(ast.parse(path.read_text(encoding="utf-8")))}
        assert names.isdisjoint({PACKAGE.name, "benchmarks"}), path


def test_tests_lie_in_the_room_that_they_are_about() -> None:
    """Those at the top are about the whole repository, the others stand in no room: readers' browsers, attackers."""
    folders = {path.parent.relative_to(ROOT / "tests").parts[:1] for path in (ROOT / "tests").rglob("test_*.py")}
    assert {name for parts in folders for name in parts} <= {*floors(), "browser", "hostile"}


def test_the_picture_of_the_floors_is_current() -> None:
    assert drawn() == picture(), "make lint FIX=1 draws it anew"


def test_the_picture_shows_every_room_and_library() -> None:
    shown = picture()
    assert all(f"    {name}\n" in shown for name in [*floors(), *libraries()])
    arrows = {tuple(line.split(" --> ")) for line in shown.replace("  ", "").splitlines() if " --> " in line}
    for start, targets in edges().items():  # what is not drawn can be reached by a longer way
        reached = {start}
        while further := {to for at, to in arrows if at in reached} - reached:
            reached |= further
        assert targets <= reached


def neighbours(path: Path, tree: ast.AST) -> list[str]:
    """The rules that a rule imports: what rules share stands in ``checks.reading``."""
    inside = "retorno.checks.rules."
    return [target for _, target in imports(tree) if name_of(path).startswith(inside) and target.startswith(inside)]


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name == "rules"], ids=name_of)
def test_rules_do_not_import_each_other(path: Path) -> None:
    assert neighbours(path, ast.parse(path.read_text(encoding="utf-8"))) == []


def test_a_rule_that_imports_another_is_found() -> None:
    path = PACKAGE / "checks" / "rules" / "headings.py"
    assert neighbours(path, ast.parse("def f():\n    from retorno.checks.rules.naming import KEBAB\n"))
    assert not neighbours(path, ast.parse("from retorno.checks.reading.code import calls"))


TYPED = {"roles", "rules", "verbs"}
"""Folders whose modules bear the name that people type: of a role, a rule, a verb."""


def borne_twice(modules: list[Path]) -> set[str]:
    """The names that more than one module or folder bears, those that people type aside."""
    paths = [path.parent if path.stem == "__init__" else path for path in modules if path.parent.name not in TYPED]
    names = [path.stem for path in paths if path != PACKAGE]
    return {name for name in names if names.count(name) > 1}


def test_each_name_is_borne_once() -> None:
    assert borne_twice(MODULES) == set()


def test_a_name_that_is_borne_twice_is_found() -> None:
    rules = PACKAGE / "checks" / "rules"
    assert borne_twice([rules / "links.py", PACKAGE / "commands" / "verbs" / "links.py"]) == set()
    assert borne_twice([PACKAGE / "project" / "files.py", PACKAGE / "book" / "files" / "__init__.py"]) == {"files"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_can_be_held_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


CHANGING = {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update"}
ALLOWED = {"logger", "_session", "load", "record", "judge", "figure", "fill", "joined", "number", "period"}
"""Lower-case names at the top of modules: loggers, the one session of a notebook's process."""


def kept_state(tree: ast.Module) -> list[str]:
    """What changes at the top of a module after it was imported, or may."""
    tops = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [target for node in tops for target in (node.targets if isinstance(node, ast.Assign) else [node.target])]
    names = {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    constants = {name for name in names if re.fullmatch(r"_?[A-Z][A-Z0-9_]*", name)}
    types = {name for name in names if re.fullmatch(r"[A-Z][A-Za-z]*", name)}
    found = [f"{name}: not a constant" for name in names - constants - types - ALLOWED]
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found.append(f"line {node.lineno}: global {', '.join(node.names)}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            of = node.func.value
            if isinstance(of, ast.Name) and of.id in constants:
                found.append(f"line {node.lineno}: {of.id}.{node.func.attr}(…)")
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Store | ast.Del)
            and isinstance(node.value, ast.Name)
            and node.value.id in constants
        ):
            found.append(f"line {node.lineno}: {node.value.id}[…] = …")
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_kept_in_globals(path: Path) -> None:
    assert kept_state(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        "cache = {}",
        "found: list[str] = []",
        "KNOWN = {}\ndef f():\n    KNOWN['a'] = 1",
        "KNOWN = []\ndef f():\n    KNOWN.append(1)",
        "COUNT = 0\ndef f():\n    global COUNT\n    COUNT += 1",
    ],
)
def test_what_is_kept_in_globals_is_found(code: str) -> None:
    assert kept_state(ast.parse(code))


WORKPLACE = re.compile("|".join((r"(?<!\w)/" + "work/", r"\.\./" + "shared", "/" + "tmp/(?:work|wt)")))
"""Paths of the place where the book was written, put together here so that this file names none."""


def tracked() -> list[Path]:
    """The files of the repository; those of the folder where there is no git."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in done.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()] or MODULES


def test_nothing_names_the_place_where_it_was_written() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and archives
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in WORKPLACE.finditer(text)]
    assert found == []


def test_a_path_of_the_workplace_would_be_found() -> None:
    assert WORKPLACE.search("see /" + "work/main/README.md")
    assert WORKPLACE.search("cp ../" + "shared/x .")
    assert not WORKPLACE.search("a network/of work")


def test_pages_are_written_without_the_libraries_that_calculate_and_draw() -> None:
    """Importing them would cost each build more than writing a page; notebooks run in processes of their own."""
    program = (
        "import sys, retorno.site.build; from retorno.site.startup import spare_imports;"
        "spare_imports(); import retorno.book; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "sphinx" in done.stdout.split()
    assert {"altair", "pandas", "numpy", "vl_convert", "jupyter_client", "sqlalchemy"}.isdisjoint(done.stdout.split())
