"""The sentences of a page, each as it is written, with the line on which it begins and the paragraph around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.reading.content import Page
from retorno.checks.reading.own_voice import QUOTED
from retorno.project.page_source import ADDRESS, CODE, ROLE, without

END = re.compile(r"[.!?][”\"’)*_]*\s+(?=[“\"(*_]*(?:[A-Z0-9À-Ý]|\{))")
SHORT = re.compile(r"\b(?:p|pp|fn|art|Art|no|No|e\.g|i\.e|cf|vs|St|Dr|Mr|Ms|Mrs|U\.S|ca|approx)\.$")
"""What ends with a full stop and ends no sentence."""


SOURCED = ("cite", "claim", "quoted")
"""How the roles begin that tell a source."""


class Sentence(NamedTuple):
    """A sentence: its line, itself and its paragraph as they are written, and whether it stands in a heading.

    ``own`` is what it says in its own voice: without roles, code, addresses and quotations; positions stay.
    """

    line: int
    text: str
    own: str
    paragraph: str
    heading: bool = False

    def roles(self) -> list[tuple[str, str]]:
        """Name and content of its roles."""
        return [(match["name"], match["content"]) for match in ROLE.finditer(self.text)]

    def is_sourced(self, *also: str) -> bool:
        """Whether it says where it has something from: by a citation, a claim, a quotation, or a role of *also*."""
        return any(name.startswith((*SOURCED, *also)) for name, _ in self.roles())

    def line_of(self, position: int) -> int:
        """The line of the page on which a position of the sentence is."""
        return self.line + self.text.count("\n", 0, position)


@lru_cache(maxsize=512)
def sentences(page: Page) -> tuple[Sentence, ...]:
    """The sentences of the paragraphs, items, cells and headings of *page*, in their order."""
    return tuple(
        sentence
        for block in page.blocks
        if block.kind == "text"
        for sentence in _of(block.text, block.line, block.level)
    )


def _of(text: str, line: int, level: int) -> Iterator[Sentence]:
    own = without(without(text, ROLE, CODE, ADDRESS), QUOTED)
    for start, end in spans(text):
        yield Sentence(line + text.count("\n", 0, start), text[start:end], own[start:end], text, bool(level))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of *text* begins and ends."""
    start, plain = 0, without(text, ROLE, CODE)
    for end in END.finditer(plain):
        if not SHORT.search(plain[start : end.start() + 1]):
            yield start, end.end()
            start = end.end()
    if text[start:].strip():
        yield start, len(text)
