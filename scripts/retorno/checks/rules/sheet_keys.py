"""The key of a sheet is computed from the numbers that stand on the sheet.

A mark on an invented sheet is changed, and the mean in its key stays. So where a sheet has a row of numbers in a table,
a number with a decimal point in its key is no typed one but {calc}`mean const:2 const:4 … = 0.1`, and the numbers of
each such calculation stand beside each other in one of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retorno.checks.reading.content import Content
from retorno.checks.reading.material_entries import Entry, lists_of_entries
from retorno.project.page_source import CODE, ROLE, without
from retorno.project.problems import Problem
from retorno.teaching.calculations import CONSTANT

SEVERITY = "error"

LEAST = 3
"""Numbers from which on a row is one of data."""

CELL = re.compile(r"(?<=\|)\s*(\d+(?:\.\d+)?)\s*(?=\|)")
TYPED = re.compile(r"(?<![\w.:,§¶])\d+\.\d+(?!\w|\.\d)")
COMPUTED = re.compile(rf"{{calc}}`[^`=]*?((?:{CONSTANT}[\d.]+\s+){{{LEAST},}})")


def check(content: Content) -> Iterator[Problem]:
    """Compare the keys of the sheets with the rows of numbers on them."""
    for entry in (entry for entries in lists_of_entries(content) for entry in entries):
        if {"text", "key"} <= entry.keys.keys():
            yield from _faults(entry)


def _faults(entry: Entry) -> Iterator[Problem]:
    rows = [
        row for _, text in entry.keys["text"][1] for line in text.split("\n") if len(row := CELL.findall(line)) >= LEAST
    ]
    for line, text in entry.keys["key"][1] if rows else ():
        for match in COMPUTED.finditer(text):
            numbers = [one.removeprefix(CONSTANT) for one in match[1].split()]
            if not any(_stands_in(numbers, row) for row in rows):
                wrong = f"the key computes with {', '.join(numbers)}, which do not stand beside each other on the sheet"
                right = f"the numbers of a row: {', '.join(rows[0])}"
                yield Problem(entry.file, line + text.count("\n", 0, match.start()), entry.name, wrong, right)
        for typed in TYPED.finditer(without(text, ROLE, CODE)):
            wrong = f"“{typed[0]}” is typed in the key, and stays when a number on the sheet changes"
            right = f"{{calc}}`mean {' '.join(CONSTANT + one for one in rows[0])} = 0.1`, or another calculation"
            yield Problem(entry.file, line + text.count("\n", 0, typed.start()), entry.name, wrong, right)


def _stands_in(numbers: Sequence[str], row: Sequence[str]) -> bool:
    size = len(numbers)
    return any(list(row[start : start + size]) == list(numbers) for start in range(len(row) - size + 1))
