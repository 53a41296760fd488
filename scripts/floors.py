"""The floors of the house: which folder stands on which, and which imports which, read from the code.

Usage: python scripts/floors.py

Draws the folders anew in ``docs/internals.md``, as Mermaid text; ``make lint FIX=1`` does it. The
floors are told once, by the docstring of the package; ``tests/test_floors.py`` keeps the imports to
them. It needs nothing but Python.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "scripts" / "retorno"
LIBRARIES = ROOT / "packages"
"""Libraries of our own that know nothing of this book: below the first floor."""

PAGE = ROOT / "docs" / "internals.md"
DRAWN = re.compile(r"(?<=```mermaid\n).*?(?=```\n)", re.S)


def floors(told: str | None = None) -> dict[str, int]:
    """The floor of every room, as the docstring of the package tells it."""
    text = told or ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))) or ""
    found: dict[str, int] = {}
    for number, words in re.findall(r"^(\d)\. (.*?)(?=^\d\. |\Z)", text, re.M | re.S):
        found.update(dict.fromkeys(re.findall(r":mod:`(\w+)`", words), int(number)))
    return found


def modules() -> list[Path]:
    """Every module of the package, but for the one that only starts the program."""
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py")


def libraries() -> list[str]:
    """The names by which our own libraries are imported."""
    return sorted(path.parent.name for path in LIBRARIES.glob("*/src/*/__init__.py"))


def name_of(path: Path) -> str:
    """The full name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """The room of ``retorno.room.…``; empty for the package itself."""
    return [*module.split("."), ""][1]


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of whatever is imported, anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of each of the package's modules that is imported, anywhere in the file."""
    yield from ((line, name) for line, name in imported(tree) if name.split(".")[0] == PACKAGE.name)


def edges() -> dict[str, set[str]]:
    """For each room the others that it imports from, and our libraries among them."""
    found: dict[str, set[str]] = {}
    rooms, ours = set(floors()), set(libraries())
    for path in modules():
        if own := room(name_of(path)):
            names = [name for _, name in imported(ast.parse(path.read_text(encoding="utf-8")))]
            inside = {room(name) for name in names if name.split(".")[0] == PACKAGE.name} & rooms
            found.setdefault(own, set()).update(inside - {own} | {name.split(".")[0] for name in names} & ours)
    return found


def picture() -> str:
    """The rooms on their floors as Mermaid text. An arrow that a longer way replaces is left out."""
    rooms, arrows = floors(), edges()
    levels: dict[int, list[str]] = {0: libraries()} if libraries() else {}
    for name, floor in rooms.items():
        levels.setdefault(floor, []).append(name)

    def below(name: str) -> set[str]:
        direct = arrows.get(name, set())
        return direct.union(*(below(other) for other in direct))

    lines = ["flowchart TB"]
    for floor in sorted(levels, reverse=True):
        title = "libraries of our own" if floor == 0 else f"floor {floor}"
        lines += [f'  subgraph floor{floor}["{title}"]', *(f"    {name}" for name in levels[floor]), "  end"]
    for name in rooms:
        direct = arrows.get(name, set())
        further = set().union(*(below(other) for other in direct))
        lines += [f"  {name} --> {other}" for other in sorted(direct - further)]
    return "\n".join(lines) + "\n"


def drawn() -> str:
    """The picture as the page shows it now."""
    found = DRAWN.search(PAGE.read_text(encoding="utf-8"))
    return found[0] if found else ""


if __name__ == "__main__":
    PAGE.write_text(DRAWN.sub(lambda _: picture(), PAGE.read_text(encoding="utf-8"), count=1), encoding="utf-8")
