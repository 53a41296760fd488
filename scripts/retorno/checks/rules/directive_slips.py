"""The name of a block, and of its options, is spelt as on the other pages.

A misspelt option (:clas: for :class:) is refused by some blocks and passed over by others, and a misspelt name leaves
the block out. The names are not listed here: what one page writes once, and others nearly so many times, is a slip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"
OFTEN = 3
ALIKE = 0.78
"""How alike two names are of which one is a slip."""

KNOWN = (
    *("note", "tip", "warning", "important", "admonition", "figure", "image", "exercise", "solution", "code-block"),
    *("class", "label", "name", "names", "alt", "width", "align", "height", "target", "nonumber"),
)
"""Names of MyST, Sphinx and this book that a book may use once."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the names of the blocks, then those of their options."""
    found = list(_names(content.pages))
    times = Counter(name for *_, name in found)
    often = tuple({name for name, count in times.items() if count >= OFTEN} | {*KNOWN})

    @cache
    def meant(name: str) -> str:
        close = get_close_matches(name, often, 1, ALIKE) if name not in often else []
        return close[0] if close else ""

    for file, line, kind, name in found:
        if times[name] == 1 and meant(name):
            yield Problem(file, line, name, f"no other {kind} is called “{name}”", f"“{meant(name)}”, if that is meant")


def _names(pages: list[Page]) -> Iterator[tuple[str, int, str, str]]:
    """File, line, kind and name of each block and each option."""
    for page in pages:
        for block in page.directives():
            yield page.file, block.line, "block", block.name
            yield from ((page.file, option.line, "option", option.name) for option in block.options)
