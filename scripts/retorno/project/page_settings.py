"""The settings that a page carries in YAML, at its head and at the head of its cells: few, and plain.

MyST reads the head of a page as settings for this page alone, stronger than those of the book: HTML,
templates that are calculated, orders to the browser. No page has any. And MyST-NB copies whatever
stands in a head value by value, so that ten lines that repeat each other fill any memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import yaml

from retorno.project import front_matter
from retorno.project.documents import Fault, needless
from retorno.project.page_source import PageSource

CELLS = ("code-cell", "raw-cell")

KNOWN = ("jupytext", "kernelspec")
WRONG = "this setting changes how the page is read, for this page alone"
RIGHT = f"at the head of a page only {' and '.join(KNOWN)}, in a notebook"


class Setting(NamedTuple):
    """A setting that is refused: where it stands on the page, what is wrong, and what would be right."""

    line: int
    place: str
    wrong: str
    right: str


def refused(page: PageSource) -> Iterator[Setting]:
    """What the heads of *page* hold that no page needs; what is no YAML is left to whoever reads it."""
    lines = page.lines[: front_matter.length(page.text)]
    for name in front_matter.values(page.text):
        if name not in KNOWN:
            line = next((number for number, line in enumerate(lines, start=1) if name in line), 1)
            yield Setting(line, name, WRONG, RIGHT)
    if fault := _fault("\n".join(lines[1:])):
        yield Setting(fault.line + 1, "the head of the page", fault.wrong, fault.right)
    for block in page.directives(*CELLS) if lines else ():
        if fault := _fault(front_matter.bare(block.written_options)):
            yield Setting(block.line + fault.line, "the head of a cell", fault.wrong, fault.right)


def _fault(written: str) -> Fault | None:
    with suppress(yaml.YAMLError, RecursionError, ValueError):
        return needless(written)
    return None
