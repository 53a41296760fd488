"""What stands on the pages as they were written that nobody meant to be read.

The checks read what people wrote, as Markdown reads it. What directives take from tables and descriptions, and what
notebooks show, is on the page only: a mark of Markdown in a cell that is shown as plain text, a missing number
written as “nan”, the name of an object of Python. So the text of each written page is read once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from retorno.project.problems import Problem

RULE = "build"
RIGHT = "words, in the page or in the table that it shows; code between backticks"

CONTENT = re.compile(r"<(?P<tag>main|article)\b.*</(?P=tag)>", re.S)
NO_PROSE = re.compile(r"<(?P<tag>pre|code|script|style|svg|math|textarea)\b.*?</(?P=tag)>", re.S)
TAG = re.compile(r"<[^>]+>")
LEFT = {
    "a role of Markdown": re.compile(r"\{[a-z][\w:-]*\}`\w"),
    "a mark for bold text": re.compile(r"\*\*(?=\w)|(?<=\w)\*\*"),
    "the mark of a directive": re.compile(r":::+\{[a-z]"),
    "a link of Markdown": re.compile(r"\]\((?=https?:|/)"),
    "the name of an object of Python": re.compile(r"<?\bobject at 0x"),
}
EMPTY = re.compile(r"<td[^>]*>(?:<p[^>]*>)?\s*(?P<words>nan|NaN|NaT|None|inf)\s*(?:</p>)?</td>")
"""How Python writes that there is no value, alone in a cell."""

AROUND = 25
"""Characters that are shown on either side."""


def faults(out: Path, names: Iterable[str]) -> list[Problem]:
    """What is left over on the pages *names*, as written into the folder *out*."""
    pages = ((name, out / f"{name}.html") for name in sorted(names))
    return [
        Problem(f"{name}.md", 0, f"“{words}”", f"{called} stands on the page as it was written", RIGHT, RULE)
        for name, path in pages
        if path.is_file()
        for called, words in left_over(path.read_text(encoding="utf-8"))
    ]


def left_over(page: str) -> Iterator[tuple[str, str]]:
    """What it is and the words around it, the first of each kind, in the HTML of a *page*."""
    content = CONTENT.search(page)
    html = NO_PROSE.sub(" ", content[0] if content else page)
    if empty := EMPTY.search(html):
        yield "an empty value", empty["words"]
    text = TAG.sub("", html)
    for called, pattern in LEFT.items():
        if found := pattern.search(text):
            yield called, " ".join(text[max(0, found.start() - AROUND) : found.end() + AROUND].split())
