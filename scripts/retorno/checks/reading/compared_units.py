"""A text as the units in which two versions of it are compared: sentences, rows of tables, entries of lists of keys."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from retorno.checks.reading.code import cells, text_of
from retorno.checks.reading.content import Page
from retorno.checks.reading.page_sentences import spans

ITEM = re.compile(r"^(?=[ \t]*(?:- |[\w-]+[ \t]*[:=]|\||\}|@|\[|\"))", re.M)
"""Where a key, an entry of a list, a row of a table or an entry of a bibliography begins."""

SECTION = re.compile(r"^(?:@\w+\{(?P<key>[^,\s]+))", re.M)

WORD = re.compile(r"\w+")
ALIKE = 0.4
"""The part of its words that a unit shares with that of which it is a new version, at least."""

MOST = 400
"""Units that went or came: of a text that was written anew nothing is compared."""


class Unit(NamedTuple):
    """A sentence, row or entry: its first line, its text as it is written, and the section that it belongs to."""

    line: int
    text: str
    section: str = ""


def units(name: str, text: str) -> list[Unit]:
    """The units of the file *name* with this *text*, in their order."""
    return list(_of_page(Page(text, name, name)) if name.endswith(".md") else _of_keys(text))


def pairs(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Each unit that came with the one that went whose words it shares most; white space counts for nothing."""
    gone, came = _differing(old, new)
    if len(gone) > MOST or len(came) > MOST:
        return
    words = [Counter(WORD.findall(unit.text)) for unit in gone]
    found = []
    for at, unit in enumerate(came):
        mine = Counter(WORD.findall(unit.text))
        for other, theirs in enumerate(words):
            alike = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
            if gone[other].section == unit.section and (alike >= ALIKE or mine.total() <= 2):
                found.append((-alike, abs(unit.line - gone[other].line), at, other))
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, at, other in sorted(found):
        if at not in taken[0] and other not in taken[1]:
            taken[0].add(at)
            taken[1].add(other)
            yield gone[other], came[at]


def _differing(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The units that went and those that came, without such as only stand in another place."""
    before, after = list(map(_plain, old)), list(map(_plain, new))
    first = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    behind = next((at for at, pair in enumerate(zip(before[::-1], after[::-1], strict=False)) if pair[0] != pair[1]), 0)
    behind = min(behind, len(before) - first, len(after) - first)
    parts = [slice(first, len(before) - behind), slice(first, len(after) - behind)]
    steps = SequenceMatcher(None, before[parts[0]], after[parts[1]], autojunk=False).get_opcodes()
    gone = [at for tag, start, end, *_ in steps if tag != "equal" for at in range(first + start, first + end)]
    came = [at for tag, _, _, start, end in steps if tag != "equal" for at in range(first + start, first + end)]
    moved = Counter(before[at] for at in gone) & Counter(after[at] for at in came)
    return _without(gone, before, old, moved.copy()), _without(came, after, new, moved.copy())


def _without(places: list[int], plain: list[tuple[str, str]], units: Sequence[Unit], moved: Counter[Any]) -> list[Unit]:
    found = []
    for at in places:
        if moved[plain[at]]:
            moved[plain[at]] -= 1
        else:
            found.append(units[at])
    return found


def _plain(unit: Unit) -> tuple[str, str]:
    return unit.section, " ".join(unit.text.split())


def _of_page(page: Page) -> Iterator[Unit]:
    """Rows of tables whole, sentences of other text, and the texts in code."""
    blocks = [block for block in page.blocks if block.kind == "text"]
    for line, of_line in groupby(blocks, key=lambda block: block.line):
        cells_or_text = [block.text for block in of_line]
        if len(cells_or_text) > 1:
            yield Unit(line, " | ".join(cells_or_text))
        else:
            for start, end in spans(cells_or_text[0]):
                yield Unit(line + cells_or_text[0].count("\n", 0, start), cells_or_text[0][start:end])
    for directive in page.directives():
        yield from (Unit(option.line, f"{option.name}: {option.value}") for option in directive.options)
    for cell in cells(page):
        for node in ast.walk(cell.tree):
            if (words := text_of(node)) and words.count(" ") > 2:
                yield Unit(cell.line + getattr(node, "lineno", 1) - 1, words)


def _of_keys(text: str) -> Iterator[Unit]:
    starts = sorted({0, *(match.start() for match in ITEM.finditer(text)), len(text)})
    section = ""
    for start, end in pairwise(starts):
        part = text[start:end]
        if opened := SECTION.match(part):
            section = opened["key"]
        if part.strip():
            yield Unit(text.count("\n", 0, start) + 1, part.rstrip(), section)
