"""What the book says in its own voice: prose, texts in notebooks and in `data/`, quotations apart."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.reading.code import cells
from retorno.checks.reading.content import Content, Page
from retorno.project.csv_tables import records
from retorno.project.page_source import without

QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"|„[^“”]*[“”]|(?<!\w)‘(?=\S)[^‘]*?’(?!\w)|(?<![\w'])'(?=\S)[^']*'(?!\w)"
)
BLOCK = re.compile(r"\n(?=[ ]*(?:\n|\||[-*+] |\d+[.)] |#|:::))")
EXPLAINED = re.compile(r"contested-words: *explained here")
WORDS_OF_DATA = {"description", "retorno:counts", "retorno:caveats", "retorno:breaks"}


class Passage(NamedTuple):
    """A text and its first line; quotations, code and addresses are blank, positions are kept."""

    line: int
    text: str

    def line_of(self, position: int) -> int:
        """The line of the file on which a position of the text is."""
        return self.line + self.text.count("\n", 0, position)


def unquoted(text: str) -> str:
    """*text* with spaces in place of quotations, none of which goes beyond its paragraph, item or row."""
    blocks, start = [], 0
    for end in [*(match.start() for match in BLOCK.finditer(text)), len(text)]:
        blocks.append(without(text[start:end], QUOTED))
        start = end
    return "".join(blocks)


@lru_cache(maxsize=512)
def own_voice(page: Page) -> tuple[Passage, ...]:
    """What *page* says: its prose first, then each text in its code."""
    found = [Passage(1, unquoted("\n".join(page.prose)))]
    for cell in cells(page):
        for node in ast.walk(cell.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                found.append(Passage(cell.line + node.lineno - 1, unquoted(node.value)))
    return tuple(found)


def explained(page: Page) -> set[int]:
    """The lines of the sections that explain contested words, and say so in a comment."""
    found: set[int] = set()
    for line, words in page.comments:
        if EXPLAINED.fullmatch(words):
            level = next((heading.level for heading in reversed(page.headings) if heading.line < line), 0)
            ends = (heading.line for heading in page.headings if heading.line > line and heading.level <= level)
            found.update(range(line, next(ends, len(page.lines) + 1)))
    return found


@lru_cache(maxsize=16)
def told_by_data(content: Content) -> tuple[tuple[str, Passage], ...]:
    """File and passage of each text by which the register and the data package speak."""
    return tuple(_told_by_data(content))


def _told_by_data(content: Content) -> Iterator[tuple[str, Passage]]:
    for line, row in records(content.project.data / "claims.csv"):
        for column in ("statement", "note"):
            yield "data/claims.csv", Passage(line, unquoted(row.get(column, "")))
    if content.project.descriptor.is_file():
        for passage in _descriptions(content.project.descriptor.read_text(encoding="utf-8", errors="replace")):
            yield "data/datapackage.json", passage


def _descriptions(text: str) -> Iterator[Passage]:
    """The values of the keys that hold prose; the file has one key or one value a line."""
    key = ""
    for number, line in enumerate(text.splitlines(), start=1):
        found = re.fullmatch(r'\s*(?:"(?P<key>[^"]+)": *)?(?P<value>"(?:[^"\\]|\\.)*")?[\[{]?,?\s*', line)
        if found:
            key = found["key"] or key
            if found["value"] and key in WORDS_OF_DATA:
                yield Passage(number, unquoted(str(json.loads(found["value"], strict=False))))
