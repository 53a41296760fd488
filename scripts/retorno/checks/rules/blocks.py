"""A block that begins with ::: or ``` ends with the same signs, on a line of their own.

Where the end is forgotten, the whole rest of the page stands in the box, and no build complains.
A block that holds another one has one sign more than that:

    ::::{admonition} What you will learn
    :::{note}
    A note within.
    :::
    ::::
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from retorno.checks.reading.content import Content, Page
from retorno.project import front_matter
from retorno.project.problems import Problem

SEVERITY = "error"

FENCE = re.compile(r"^[ ]{0,3}(?P<signs>:{3,}|`{3,}(?![^\n]*`))[ ]*(?P<head>[^\n]*?)[ ]*$")
CODE = re.compile(r"(?!\{)|\{(?:code|code-block|code-cell|literalinclude|math|glossary)\}")
"""What stands behind the signs where the block holds no other blocks."""


class Fence(NamedTuple):
    """A line of signs: ``head`` is what stands behind them, empty where a block ends."""

    line: int
    signs: str
    head: str

    def ends(self, begun: Fence) -> bool:
        """Whether this is the end of the block that *begun* begins."""
        return not self.head and self.signs[0] == begun.signs[0] and len(self.signs) >= len(begun.signs)


def check(content: Content) -> Iterator[Problem]:
    """Look for blocks without an end, and for ends without a block."""
    for page in content.pages:
        for line, place, wrong, right in _within(_fences(page)):
            yield Problem(page.file, line, place, wrong, right)


def _fences(page: Page) -> list[Fence]:
    head = front_matter.length(page.text)
    found = ((number, FENCE.match(line)) for number, line in enumerate(page.lines[head:], start=head + 1))
    return [Fence(number, match["signs"], match["head"]) for number, match in found if match]


def _within(fences: list[Fence]) -> Iterator[tuple[int, str, str, str]]:
    """Line, place, what is wrong and what would be right of the blocks among *fences*."""
    position = 0
    while position < len(fences):
        begun = fences[position]
        place, signs = f"{begun.signs}{begun.head}", begun.signs
        end = next((at for at in range(position + 1, len(fences)) if fences[at].ends(begun)), None)
        inside = fences[position + 1 : end]
        as_strong = next((one for one in _outside_code(inside) if one.head and one.signs.startswith(signs)), None)
        is_code = CODE.match(begun.head) and begun.head
        if not begun.head and signs[0] == ":":
            yield begun.line, place, "this ends a block, and none is open", "no such line, or one sign more above"
            return
        if end is None:
            yield begun.line, place, "the block does not end", f"{signs} on a line of its own where it ends"
            return
        if as_strong and not is_code:
            wrong = f"the block does not end before the next one begins in line {as_strong.line}"
            right = f"{signs} on a line of its own where it ends; {signs}{signs[0]} at both ends if it holds the other"
            yield begun.line, place, wrong, right
            return
        if not is_code and begun.head:
            yield from _within(inside)
        position = end + 1


def _outside_code(fences: list[Fence]) -> Iterator[Fence]:
    """Those of *fences* that do not lie in a block of code, which may show any signs."""
    code: Fence | None = None
    for one in fences:
        if code is None:
            yield one
            code = one if one.signs[0] == "`" else None
        elif one.ends(code):
            code = None
