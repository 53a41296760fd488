"""What notebooks record and judge, read from their code without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from retorno.checks.content import Content, Page
from retorno.checks.data_package.files import records
from retorno.checks.prose import FENCED
from retorno.findings import ID
from retorno.problems import ContentError, Problem

RULE = "claims-register"
MAGIC = re.compile(r"^[ ]*[%!:].*$", re.MULTILINE)
"""Lines of a cell that are no Python: magics, commands and the cell's options."""


@dataclass(frozen=True)
class Call:
    """One call of ``record`` or ``judge``: where it stands, and which ids it may be about.

    ``ids`` is one id where it is written out; where it is a variable, all words of the cell that
    could be ids. ``form`` matches the ids that an f-string makes. ``reported_by`` is a bib key.
    """

    name: str
    line: int
    ids: frozenset[str]
    form: re.Pattern[str] | None
    keywords: frozenset[str]
    reported_by: str

    def is_about(self, id: str) -> bool:
        """Whether the call may be about *id*."""
        return id in self.ids or bool(self.form and self.form.fullmatch(id))


def calls(page: Page) -> list[Call]:
    """The calls on a page, in their order; raises ``ContentError`` where the code is no Python."""
    return [call for line, code in _cells(page) for call in _in_cell(page, line, code)] if page.is_notebook else []


def recorded(content: Content) -> tuple[set[str], list[Call]]:
    """The ids of findings that are written out, and the calls that record them."""
    found = [call for page in content.pages for call in calls(page) if call.name == "record"]
    cited = {record.get("id", "") for _, record in records(content.project.data / "cited-figures.csv")}
    return cited.union(*(call.ids for call in found)), found


def _cells(page: Page) -> Iterator[tuple[int, str]]:
    """The code cells of a page, each with the line on which its code begins."""
    for match in FENCED.finditer(page.text):
        if match["head"].startswith("{code-cell}"):
            yield page.line_of(match.start("body")), match["body"]


def _in_cell(page: Page, first: int, code: str) -> Iterator[Call]:
    try:
        tree = ast.parse(MAGIC.sub("", code))
    except SyntaxError as error:
        line, wrong = first + (error.lineno or 1) - 1, f"Python cannot read this cell: {error.msg}"
        right = "code that runs; a bracket or a quotation mark is often not closed"
        raise ContentError(Problem(page.file, line, "code cell", wrong, right, RULE)) from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("record", "judge"):
            yield _call(node, node.func.id, first, tree)


def _call(node: ast.Call, name: str, first: int, tree: ast.Module) -> Call:
    given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    id = node.args[0] if node.args else given.get("claim" if name == "judge" else "id")
    ids, form = _text(id), None
    if isinstance(id, ast.JoinedStr):
        form = re.compile("".join(re.escape(_text(part)) or "[a-z0-9-]+" for part in id.values))
    named = frozenset([ids] if ids else [] if form else _words(tree))
    if None in {keyword.arg for keyword in node.keywords}:  # **given: anything may be in it
        given["period"] = node
    return Call(name, first + node.lineno - 1, named, form, frozenset(given), _text(given.get("reported_by")))


def _text(node: ast.AST | None) -> str:
    """The text of a constant, or an empty string."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _words(tree: ast.Module) -> Iterator[str]:
    return (text for node in ast.walk(tree) if "-" in (text := _text(node)) and ID.fullmatch(text))
