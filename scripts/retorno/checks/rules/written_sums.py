"""A calculation that is written out comes to what stands behind its equals sign.

“2,000 × (4,500 − 900) = 8,200,000” is read by somebody who does not work it out, and printed on a sheet. Every sum,
difference, product and quotient that a page, the teaching material or a table writes out with its result is worked out;
the result may be rounded to the digits that it has.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from retorno.checks.reading.content import Content
from retorno.project import documents
from retorno.project.csv_tables import records
from retorno.project.problems import Problem
from retorno.teaching.sources import FOLDER

SEVERITY = "error"
MAY_BE_ALLOWED = True

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SUM = re.compile(
    rf"(?<![\w.,:#-])(?P<left>\(*(?:{NUMBER})(?:\)*\s+[+−–×÷*/-]\s+\(*(?:{NUMBER}))+\)*)"
    rf"\s+(?:=|≈|is about|makes?|gives?)\s+(?P<right>{NUMBER})(?![\d,.]*\d)"
)
SIGN = re.compile(r"\d\)*\s+(?:[+−–×÷*/-]\s+.*)?(?:=|≈|is about|makes?|gives?)\s+\d")
"""What a line has that writes out a result."""

SIGNS = {"×": "*", "÷": "/", "−": "-", "–": "-", ",": ""}
WORKED: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def check(content: Content) -> Iterator[Problem]:
    """Work out what pages, material and tables write out."""
    for page in content.pages:
        if any(SIGN.search(line) for line in page.prose):
            yield from _faults(page.file, "\n".join(page.prose))
    for path in sorted((content.project.root / FOLDER).rglob("*.yml")):
        file = content.project.relative(path)
        yield from _faults(file, documents.text(path, file))
    for path in sorted(content.project.data.glob("*.csv")):
        yield from _in_table(path)


def _in_table(path: Path) -> Iterator[Problem]:
    for line, row in records(path) if " = " in path.read_text(encoding="utf-8", errors="replace") else ():
        for column, cell in row.items():
            for one in _faults(f"data/{path.name}", cell) if " = " in cell else ():
                yield Problem(one.file, line, f"column {column}", one.wrong, one.right)


def _faults(file: str, text: str) -> Iterator[Problem]:
    for match in SUM.finditer(text):
        value, told = _value(match["left"]), Decimal(match["right"].replace(",", ""))
        if value is not None and abs(value - told) > _step(match["right"]) / 2:
            written, line = " ".join(match[0].split()), text.count("\n", 0, match.start()) + 1
            yield Problem(
                file, line, "", f"“{written}” does not come out", f"{_shown(value)}; or the number that is meant"
            )


def _step(written: str) -> Decimal:
    """The step of the last digit of a number as it is written."""
    return Decimal(1).scaleb(-len(written.partition(".")[2]))


def _value(written: str) -> Decimal | None:
    """What a calculation comes to; None where its brackets do not fit, or it divides by nought."""
    plain = "".join(SIGNS.get(sign, sign) for sign in written)
    try:
        return _worked(ast.parse(plain.strip(), mode="eval").body)
    except (SyntaxError, InvalidOperation, ArithmeticError, ValueError):
        return None


def _worked(node: ast.expr) -> Decimal:
    if isinstance(node, ast.BinOp):
        return WORKED[type(node.op)](_worked(node.left), _worked(node.right))
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    raise ValueError(ast.dump(node))


def _shown(value: Decimal) -> str:
    return f"{value:,.2f}".removesuffix(".00")
