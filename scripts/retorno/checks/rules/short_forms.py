"""A short form stands for one name in the whole book, spelt in one way.

*United Nations High Council for Refugees (UNHCR)* has the right letters and is another body: whoever looks it up finds
nothing. Where other pages spell a short form out as one name and one page nearly so, the one is a slip; so is a name
without the letters of its short form where most pages agree on another. Names in another language, which share few
words with the usual one or stand in italics or quotation marks, are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
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

LEAST, MOST = 4, 0.8
"""How often, and in which part of all places, a name is told that one without its letters is held against."""

MARKED = re.compile(r"[*_]$")
APART = re.compile(r"[^\w\s’'*_-]")
STEM = 5
"""The letters at the beginning of a longer word by which two spellings of it are known."""


class Expansion(NamedTuple):
    """A short form spelt out: where, as which name by its letters (empty where none has them), and the words before."""

    file: str
    line: int
    short: str
    name: str
    words: tuple[str, ...]


def check(content: Content) -> Iterator[Problem]:
    """Compare the names that the pages give to one short form."""
    found: dict[str, list[Expansion]] = defaultdict(list)
    for page in content.pages:
        for one in _on_page(page):
            found[one.short].append(one)
    for short, places in sorted(found.items()):
        names = Counter(one.name for one in places if one.name)
        if not names:
            continue
        (usual, times), *_ = names.most_common(1)
        held = times >= LEAST and times >= MOST * len(places)
        for one in places:
            near = _is_near(one.name, usual) if one.name else held and _is_like(one.words, usual.casefold().split())
            if one.name != usual and near:
                shown = one.name or " ".join(one.words[-len(usual.split()) :])
                wrong = f"{short} is “{shown}” here, and “{usual}” in {times} other{'s' * (times > 1)}"
                yield Problem(one.file, one.line, short, wrong, f"“{usual}”, if that body is meant")


def _on_page(page: Page) -> Iterator[Expansion]:
    for sentence in sentences(page):
        for match in SHORT.finditer(sentence.own):
            before = sentence.own[: match.start()]
            near = tuple(APART.split(before)[-1].split()[-WORDS:])
            if not MARKED.search(before.rstrip()) and len(near) > 1:
                name = _name(before.replace(",", "").split()[-WORDS:], match["short"])
                yield Expansion(page.file, sentence.line_of(match.start("short")), match["short"], name, near)


def _name(words: Sequence[str], short: str) -> str:
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


def _is_like(words: Sequence[str], usual: Sequence[str]) -> bool:
    """Whether words without the letters are another attempt at the usual name, and not it in small letters."""
    last = [word.strip("*_").casefold() for word in words]
    if last[-len(usual) :] == list(usual):
        return False
    stems = {word[:STEM] for word in usual if len(word) >= STEM}
    return any(word[:STEM] in stems for word in last[-len(usual) - 1 :])
