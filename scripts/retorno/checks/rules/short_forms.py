"""A short form stands for one name in the whole book.

*International Office for Migrations (IOM)* is read over, and names a body that does not exist. Where most pages spell a
short form out in one way, a page that spells it out in another is told. Names in other languages, in italics or between
quotation marks, are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import own_voice
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True

SPELT = re.compile(r"(?<=\s)\((?P<short>[A-Z]{3,})\)")
NEAR = 120
"""Characters before a short form within which its name stands."""

LEAST = 4
"""How many pages spell a short form out in one way before another one is a slip."""
MOST = 0.8
"""Which part of all they are."""


def check(content: Content) -> Iterator[Problem]:
    """Compare how the pages spell each short form out."""
    found: dict[str, list[tuple[str, int, tuple[str, ...]]]] = defaultdict(list)
    for page in content.pages:
        prose = own_voice(page)[0]
        for match in SPELT.finditer(prose.text):
            before = re.split(r"[^\w\s’'*_-]", prose.text[max(0, match.start() - NEAR) : match.start()])[-1]
            words = tuple(word.strip("*_").casefold() for word in before.split())
            if len(words) > 1:
                found[match["short"]].append((page.file, prose.line_of(match.start("short")), words))
    for short, places in sorted(found.items()):
        ends = Counter(words[-_length(short) :] for _, _, words in places)
        usual, times = ends.most_common(1)[0]
        if times >= LEAST and times >= MOST * len(places):
            for file, line, words in places:
                if words[-len(usual) :] != usual and _like(words, usual):
                    wrong = f"other pages spell it out as “… {' '.join(usual)}”"
                    yield Problem(file, line, short, wrong, f"the name as it is: … {' '.join(usual)}")


def _length(short: str) -> int:
    return min(len(short), 4)


def _like(words: tuple[str, ...], usual: tuple[str, ...]) -> bool:
    """Whether the words are another attempt at the usual name, and not a name of its own."""
    return any(word[:5] == other[:5] for word in words[-len(usual) - 1 :] for other in usual if len(other) > 4)
