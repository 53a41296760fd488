"""What a page allows itself, with a reason: a comment above a paragraph, or in code above a statement.

    % allowed: number-words, the sentence is about a figure of speech

A rule that may be wrong about a sentence says so (``MAY_BE_ALLOWED``); others cannot be silenced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from retorno.checks.reading.content import Content, Page

FORM = re.compile(r"^\s*[%#]+\s*allowed:\s*(?P<rule>[a-z][a-z-]*)\s*,\s*(?P<reason>\S.*?)\s*$")


BY_THE_BUILD = ("finding-origins", "told-directions")
"""What the build looks at and a comment may allow: :func:`retorno.execution.hooks.is_allowed`,
:mod:`retorno.checks.reading.told_directions`."""


class Allowance(NamedTuple):
    """A file, the line of the comment, the last line of what stands below it, and the rule that is silent there."""

    file: str
    line: int
    last: int
    rule: str

    def covers(self, file: str, line: int, rule: str) -> bool:
        """Whether what *rule* found in a line is allowed."""
        return (file, rule) == (self.file, self.rule) and self.line <= line <= self.last


def allowances(content: Content) -> Iterator[Allowance]:
    """All that the pages of the book allow themselves."""
    for page in content.pages:
        yield from (one for one in on_page(page) if one.rule not in BY_THE_BUILD)


def on_page(page: Page) -> Iterator[Allowance]:
    """All that one page allows itself, what only the build looks at included."""
    for number, line in enumerate(page.lines if "allowed:" in page.text else (), start=1):
        if found := FORM.match(line):
            last = number
            while last < len(page.lines) and page.lines[last].strip():
                last += 1
            yield Allowance(page.file, number, last, found["rule"])
