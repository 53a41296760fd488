"""Every chapter says in three sentences what it says, before anything else.

Below the title of a chapter stands the directive `in-short` with three sentences that stand for the
page: what whoever reads no further should have read. An analysis has its verdict there instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.chapters import chapters
from retorno.checks.reading.content import Content, Page
from retorno.project.paths import ANALYSES
from retorno.project.problems import Problem

SEVERITY = "warning"
GIVES_WAY = True
SENTENCES = 3
ENDED = re.compile(r"[.?!][”\"’)]*(?=\s|$)")
RIGHT = f":::{{in-short}} below the title, with {SENTENCES} sentences that stand for the page"


def check(content: Content) -> Iterator[Problem]:
    """Look at each chapter that is no analysis."""
    for page in chapters(content):
        if not page.name.startswith(ANALYSES):
            yield from _short(page)


def _short(page: Page) -> Iterator[Problem]:
    first = next((heading.line for heading in page.headings if heading.level > 1), len(page.lines) + 1)
    found = next(iter(page.directives("in-short")), None)
    if found is None or found.line > first:
        yield Problem(page.file, 1, "in-short", "the chapter does not say in short what it says", RIGHT)
    elif (told := len(ENDED.findall(" ".join(found.text.split())))) != SENTENCES:
        yield Problem(page.file, found.line, "in-short", f"it has {told} sentences", RIGHT)
