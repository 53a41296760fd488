"""A short form stands for one name, spelt in one way on all pages.

*United Nations High Council for Refugees (UNHCR)* has the right letters and is another body: whoever looks it up finds
nothing. Where other pages spell a short form out as one name and one page nearly so, the one is a slip. Names in
another language, which share few words, are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.page_sentences import sentences
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True
SHORT = re.compile(r"(?<=\s)\((?P<short>[A-Z]{3,8})\)")
WORDS = 12
"""Words before a short form among which its name is looked for."""

SHARED = 0.5
"""The part of its words from which on a name is the same in another spelling."""


class Expansion(NamedTuple):
    """A short form spelt out: where, and as which name."""

    file: str
    line: int
    short: str
    name: str


def check(content: Content) -> Iterator[Problem]:
    """Compare the names that the pages give to one short form."""
    found = [one for page in content.pages for one in _on_page(page)]
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        names[one.short][one.name] += 1
    for one in found:
        (usual, times), *_ = names[one.short].most_common(1)
        if one.name != usual and _is_near(one.name, usual):
            wrong = f"{one.short} is “{one.name}” here, and “{usual}” in {times} other{'s' * (times > 1)}"
            yield Problem(one.file, one.line, one.short, wrong, f"“{usual}”, if that body is meant")


def _on_page(page: Page) -> Iterator[Expansion]:
    for sentence in sentences(page):
        for match in SHORT.finditer(sentence.own):
            words = sentence.own[: match.start()].replace(",", "").split()[-WORDS:]
            if name := _name(words, match["short"]):
                yield Expansion(page.file, sentence.line_of(match.start("short")), match["short"], name)


def _name(words: list[str], short: str) -> str:
    """The last words whose capitals are the letters of *short*; empty where there are none."""
    for first in range(len(words) - 2, -1, -1):
        name = words[first:]
        if name[0][0].isupper() and "".join(word[0] for word in name if word[0].isupper()) == short:
            return " ".join(name)
    return ""


def _is_near(name: str, usual: str) -> bool:
    """Whether two names share most of their words."""
    mine, theirs = ({word.casefold() for word in one.split()} for one in (name, usual))
    return len(mine & theirs) >= SHARED * max(len(mine), len(theirs))
