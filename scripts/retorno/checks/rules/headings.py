"""Headings form one tree: one title, no level skipped, no heading twice, no number that can change.

Screen readers, the table of contents and the addresses of sections are made from the headings.
A page has one `#` heading, which comes first; each deeper one goes down by one level at most; no
two headings of one level on a page have the same text. Values of the registry stay out of
headings, because the address of a section must not change when a number does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"

VALUE = "a value of the registry stands in a heading", "say it in the text; a heading keeps its words"
"""What is wrong and what would be right: said by the build as well, where the checks are left out."""

REGISTRY = re.compile(r"\{(finding|claim|verdict|dataset)\}`")


def check(content: Content) -> Iterator[Problem]:
    """Compare the headings of each page with the shape of a tree."""
    for page in content.pages:
        yield from _titles(page)
        yield from _steps(page)
        yield from _doubles(page)
        for heading in page.headings:
            for role in REGISTRY.finditer(heading.text):
                yield Problem(page.file, heading.line, role[1], *VALUE)


def _titles(page: Page) -> Iterator[Problem]:
    found = page.headings
    if not found or found[0].level != 1:
        line = found[0].line if found else 0
        yield Problem(page.file, line, "", "the page does not begin with a title", "a first heading with one #")
    for extra in [heading for heading in found if heading.level == 1][1:]:
        right = "one # heading a page; begin this one with ##"
        yield Problem(page.file, extra.line, f"“{extra.text}”", "a second title", right)


def _steps(page: Page) -> Iterator[Problem]:
    for above, below in pairwise(page.headings):
        if below.level > above.level + 1:
            wrong = f"a heading of level {below.level} follows one of level {above.level}"
            yield Problem(page.file, below.line, f"“{below.text}”", wrong, f"begin it with {'#' * (above.level + 1)}")


def _doubles(page: Page) -> Iterator[Problem]:
    seen: Counter[tuple[int, str]] = Counter()
    for heading in page.headings:
        key = heading.level, " ".join(heading.text.casefold().split())
        seen[key] += 1
        if seen[key] > 1:
            wrong = "this page has the same heading twice at one level"
            right = "a heading that tells the two sections apart"
            yield Problem(page.file, heading.line, f"“{heading.text}”", wrong, right)
