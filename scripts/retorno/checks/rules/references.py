"""references.bib can be read, and every entry is complete and well formed.

Each entry has a key of its own (lower-case letters and digits, words joined by hyphens), an
author, a title and a year, and what its type needs: @techreport an institution, @article a
journal, @book a publisher, @incollection a booktitle and a publisher. Its url begins with
https:// or http://, its doi with 10. and without an address before it. Where a bibliography
grades its sources (three of four at least), the note of every entry ends with its grade, A to D,
from which findings inherit. Between entries only comments that begin with % may stand: BibTeX
passes over everything else without a word. Entries may stand in any order; `make check FIX=1` sorts them by key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

from retorno.checks.reading.bibliography import FILE, bibliography, formatted, held, is_comment, line_of, parsed
from retorno.checks.reading.bibliography_entries import wrong_with
from retorno.checks.reading.content import Content
from retorno.evidence.source_grades import GRADE
from retorno.project.problems import Problem

SEVERITY = "error"

REASONS = {
    "Unexpected block start": "a brace or a quotation mark is not closed before the next entry",
    "Unexpectedly reached end of file": "a brace or a quotation mark is not closed before the end of the file",
    "Expected comma after entry key": "a comma is missing after the key",
    "but found `@": "the } that ends the entry is missing",
}
"""What bibtexparser says, and what it means."""


def check(content: Content) -> Iterator[Problem]:
    """Look at what could not be read, at each entry, and at stray text."""
    found = bibliography(content)
    for failed in found.failed_blocks:
        yield _failed(failed)
    for entry in found.entries:
        for place, wrong, right in wrong_with(entry):
            yield Problem(FILE, line_of(entry), place, f"{entry.key}: {wrong}" if entry.key else wrong, right)
    yield from _ungraded(found.entries)
    broken = {id(after) for before, after in pairwise(found.blocks) if type(before) is ParsingFailedBlock}
    for block in found.blocks:
        if not is_comment(block) and id(block) not in broken:
            wrong = "this text belongs to no entry, and BibTeX passes over it"
            yield Problem(FILE, line_of(block), "", wrong, "an entry from @ to its last }, or % before a comment")


def _ungraded(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Entries without a grade in a bibliography whose others have one."""
    without = [entry for entry in entries if not GRADE.search(_note(entry))]
    if len(without) * 4 > len(entries):
        return
    for entry in without:
        if "Grade" not in _note(entry):  # a grade of no scale is told above
            wrong = f"{entry.key}: the note gives no grade of the source, as the other entries do"
            yield Problem(FILE, line_of(entry), "note", wrong, "“Grade A” to “Grade D” at its end; see the page Method")


def _note(entry: Entry) -> str:
    field = entry.fields_dict.get("note")
    return str(field.value) if field else ""


def fix(content: Content) -> list[Path]:
    """Sort and format the file, unless something in it cannot be read or would be lost."""
    path, before = content.project.bibliography, bibliography(content)
    if before.failed_blocks or not all(map(is_comment, before.blocks)):
        return []
    text = formatted(before)
    if text == path.read_text(encoding="utf-8") or held(parsed(text)) != held(before):
        return []
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path]


def _failed(block: ParsingFailedBlock) -> Problem:
    """What keeps a block from being read."""
    if isinstance(block, DuplicateBlockKeyBlock):
        wrong = f"the key “{block.key}” is already used in line {line_of(block.previous_block)}"
        return Problem(FILE, line_of(block), "", wrong, "a key of its own for each entry, or one of the two deleted")
    if isinstance(block, DuplicateFieldKeyBlock):
        wrong = f"the entry has a field twice: {', '.join(sorted(block.duplicate_keys))}"
        return Problem(FILE, line_of(block), "", wrong, "each field once")
    said = str(getattr(block.error, "abort_reason", "") or block.error)
    meant = next((meaning for reason, meaning in REASONS.items() if reason in said), said)
    key = re.match(r"@\w+\s*\{\s*([^\s,={}]*)", block.raw or "")
    named = f"the entry “{key[1]}”" if key and key[1] else "this"
    right = "braces in pairs, a comma after the key and after each field"
    return Problem(FILE, line_of(block), "", f"{named} cannot be read: {meant}", right)
