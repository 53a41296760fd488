"""The code of an analysis that a reader wants to see: what is calculated, without what is recorded and drawn.

Half of the code of a notebook hands its results over: ``record`` and ``judge`` to the registry,
``figure`` and all that prepares a chart to the page. Whoever asks how a number came about reads past
it. :func:`essential` leaves it out: the calls themselves, and every assignment that nothing else
needs. The whole notebook is offered beside the page.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DRAWS = "figure"
HANDS_OVER = frozenset({"record", "judge", DRAWS})
VALUE = 1
"""The place of the value among the arguments of ``record``: what is calculated for it is essential."""


@dataclass(frozen=True)
class Statement:
    """A statement of a cell: its lines (first, last), the names that it makes, those that it needs."""

    node: ast.stmt
    lines: tuple[int, int]
    makes: frozenset[str]
    needs: frozenset[str]

    @property
    def acts(self) -> bool:
        """Whether it does something by itself: it checks, prints or shows."""
        return not self.makes


def essential(cells: Sequence[str]) -> list[str]:
    """The code of the *cells* of a notebook without what only hands over; a cell that is no Python stays as it is."""
    trees = [_parsed(cell) for cell in cells]
    statements = [statement for tree in trees if tree for statement in _statements(tree)]
    needed = _needed(statements, trees)
    return [_written(cell, tree, needed) if tree else cell.strip("\n") for cell, tree in zip(cells, trees, strict=True)]


def _parsed(cell: str) -> ast.Module | None:
    try:
        return ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _statements(tree: ast.Module) -> Iterator[Statement]:
    for node in tree.body:
        if not _hands_over(node):
            yield _statement(node)


def _statement(node: ast.stmt) -> Statement:
    end = node.end_lineno or node.lineno
    return Statement(node, (node.lineno, end), frozenset(_made(node)), frozenset(_read(node)))


def _hands_over(node: ast.stmt) -> bool:
    """Whether a statement is a call that hands over, or a loop that does nothing else."""
    if isinstance(node, ast.Expr):
        return _call(node.value) in HANDS_OVER
    if isinstance(node, ast.For | ast.If | ast.With):
        return all(_hands_over(inner) for inner in (*node.body, *getattr(node, "orelse", [])))
    return False


def _call(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _made(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives a value: a column of a table counts as the table."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((one.asname or one.name).partition(".")[0] for one in node.names)
    for target in targets:
        yield from (inner.id for inner in ast.walk(target) if isinstance(inner, ast.Name) and _is_root(inner, target))


def _is_root(name: ast.Name, target: ast.expr) -> bool:
    """Whether *name* is what is assigned to, and not what picks a part of it."""
    inside: ast.expr = target
    while isinstance(inside, ast.Subscript | ast.Attribute):
        inside = inside.value
    if isinstance(inside, ast.Tuple | ast.List):
        return isinstance(name.ctx, ast.Store)
    return inside is name


def _read(node: ast.AST) -> Iterator[str]:
    return (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _recorded(trees: Iterable[ast.Module | None]) -> Iterator[str]:
    """The names from which values are made that go to the registry, with those of the loops around them."""
    for tree in trees:
        for loop in ast.walk(tree) if tree else ():
            if isinstance(loop, ast.For) and any(_call(inner) == "record" for inner in ast.walk(loop)):
                yield from _read(loop.iter)
            if isinstance(loop, ast.Call) and _call(loop) == "record":
                values = [
                    *loop.args[VALUE : VALUE + 1],
                    *(one.value for one in loop.keywords if one.arg in ("value", "low", "high")),
                ]
                for value in values:
                    yield from _read(value)


def _needed(statements: Sequence[Statement], trees: Sequence[ast.Module | None]) -> frozenset[str]:
    """All names that matter: to what acts, to what is recorded, and to what those are made of."""
    needed = set(_recorded(trees))
    for statement in statements:
        if statement.acts:
            needed |= statement.needs
    while True:
        more = {name for one in statements if one.makes & needed for name in one.needs} - needed
        if not more:
            return frozenset(needed)
        needed |= more


def _written(cell: str, tree: ast.Module, needed: frozenset[str]) -> str:
    """The lines of a cell that stay, comments with the statement below them."""
    lines = cell.split("\n")
    kept: list[str] = []
    last = 0
    for node in tree.body:
        end = node.end_lineno or node.lineno
        statement = _statement(node)
        above = lines[last : node.lineno - 1]
        last = end
        if _hands_over(node) or not (statement.acts or statement.makes & needed):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            kept += [*_own_comment(above), _imported(node, needed)]
        else:
            kept += [*_own_comment(above), *lines[node.lineno - 1 : end]]
    return "\n".join(kept).strip("\n")


def _own_comment(above: Sequence[str]) -> list[str]:
    """The lines between two statements: an empty one, and the comment that belongs to the lower."""
    comment: list[str] = []
    for line in reversed(above):
        if not line.strip().startswith("#"):
            break
        comment.insert(0, line)
    return [*([""] if len(comment) < len(above) else []), *comment]


def _imported(node: ast.Import | ast.ImportFrom, needed: frozenset[str]) -> str:
    """An import of the names alone that are needed."""
    names = [one for one in node.names if (one.asname or one.name).partition(".")[0] in needed]
    if isinstance(node, ast.ImportFrom):
        return ast.unparse(ast.ImportFrom(node.module, names, node.level))
    return ast.unparse(ast.Import(names))
