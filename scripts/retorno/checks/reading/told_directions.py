"""Whether a sentence says of two values what they are: “fell from {finding}`a` to {finding}`b`” where b is less.

Only the build knows the values, so this is no rule: it is asked when all analyses have run
(:mod:`retorno.book.values.told_values`). The words stand in ``policy/words/told-directions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.reading.allowances import on_page
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import expression, lists
from retorno.evidence.findings import Finding
from retorno.project.problems import Problem

RULE = "told-directions"
ROLE = re.compile(r"\{finding\}`(?P<id>[^`<]+)`")
PLACE = re.compile(r"\{(?P<size>size_)?(?P<id>[a-z0-9_]+)\}")
RIGHT = "the word that fits the values, or the values that are meant"
FEW = r"(?:[^\s.;:{}]+\s+)"
"""A word that may stand between the words of a direction and a value."""


class Shown(NamedTuple):
    """A value in a sentence: where it begins and ends, the id of its finding, and whether its sign is left out."""

    start: int
    end: int
    id: str
    size: bool = False


class Way(NamedTuple):
    """A direction that is told: whether it is up, in which words, and where they begin."""

    up: bool
    words: str
    at: int


class Pattern(NamedTuple):
    """What says up and what says down, each at the end of what stands before a value (or behind it)."""

    up: re.Pattern[str]
    down: re.Pattern[str]

    def told(self, text: str, start: int = 0) -> Way | None:
        """The direction that *text* tells, from *start* on; none where it tells none."""
        for up, pattern in ((True, self.up), (False, self.down)):
            if found := pattern.search(text, start):
                return Way(up, " ".join(found[0].split()), found.start())
        return None


class Directions(NamedTuple):
    """How a direction is told: rose from A, … to B; B, then fell to C; A, more than the B; rose by C; C fewer."""

    begins: Pattern
    goes_on: Pattern
    than: Pattern
    by: Pattern
    behind: Pattern
    anywhere: re.Pattern[str]


ENDS = re.compile(rf"^[^.;:{{}}]*\bto\s+{FEW}{{0,2}}$", re.I)
"""What stands between the two values of “from A in 2019 to about B”."""


@lru_cache(maxsize=2)
def directions(content: Content) -> Directions | None:
    """The words of the book as patterns; None where it has no list."""
    words = {name: "|".join(given).replace(" ", r"\s+") for name, given in lists(content, RULE).items()}
    if not words:
        return None

    def pattern(template: str, up: str, down: str) -> Pattern:
        return Pattern(*(expression(content, RULE, template.replace("WAY", f"(?:{way})")) for way in (up, down)))

    rose, fell, more, less = (words.get(name, "(?!)") for name in ("rose", "fell", "more", "less"))
    the = r"\s+than\s+the"  # “more than 5”, without the article, says how exact the number is
    return Directions(
        begins=pattern(rf"\bWAY\s+(?:(?!by\b|of\b){FEW}){{0,6}}?from\s+{FEW}{{0,2}}$", rose, fell),
        goes_on=pattern(rf"\bWAY\s+{FEW}?to\s+{FEW}{{0,2}}$", rose, fell),
        than=pattern(rf"\bWAY\s+{FEW}{{0,3}}$", rf"(?:{more}){the}|up\s+from", rf"(?:{less}){the}|down\s+from"),
        by=pattern(rf"\bWAY\s+{FEW}{{0,2}}by\s+{FEW}{{0,2}}$", rose, fell),
        anywhere=expression(content, RULE, rf"\b(?:{rose}|{fell}|(?:{more}|{less}){the}|(?:up|down)\s+from)\b"),
        behind=pattern(rf"\A\s+{FEW}{{0,2}}WAY\b", rf"{more}|above", rf"{less}|below"),
    )


def in_page(content: Content, page: Page, values: Mapping[str, Finding]) -> Iterator[Problem]:
    """The sentences of a page that say another direction than their values."""
    words = directions(content)
    parts = page.text.split("\n\n")
    if not words or not any(ROLE.search(part) and words.anywhere.search(part) for part in parts):
        return  # most pages; those that are left are read as Markdown
    allowed = [one for one in on_page(page) if one.rule == RULE]
    for sentence in sentences(page):
        shown = [Shown(*match.span(), match["id"].strip()) for match in ROLE.finditer(sentence.text)]
        for place, wrong in faults(words, sentence.text, shown, values):
            line = sentence.line_of(place)
            if not any(one.covers(page.file, line, RULE) for one in allowed):
                yield Problem(page.file, line, "", wrong, RIGHT, RULE)


def in_template(content: Content, text: str, values: Mapping[str, Finding]) -> list[str]:
    """What is wrong with a sentence whose values are places, ``{darien_april_2025}``."""
    words = directions(content)
    found = [(match, match["id"].replace("_", "-")) for match in PLACE.finditer(text)]
    shown = [Shown(*match.span(), id, bool(match["size"])) for match, id in found]
    return [wrong for _, wrong in faults(words, text, shown, values)] if words else []


def faults(
    words: Directions, text: str, shown: Sequence[Shown], values: Mapping[str, Finding]
) -> Iterator[tuple[int, str]]:
    """Where in *text* it is, and what is wrong."""
    numbers = [_number(values, one.id) for one in shown]
    for at, (one, value) in enumerate(zip(shown, numbers, strict=True)):
        before = text[shown[at - 1].end if at else 0 : one.start]
        if value is None:
            continue
        way = _of_change(words, text, before, one, values)
        if way and value and (value > 0) != way.up:
            yield one.start, f"“{way.words}”, and {one.id} is {value:.6g}"
        last, other = (shown[at - 1], numbers[at - 1]) if at else (one, None)
        if other is None or other == value or values[last.id].unit != values[one.id].unit:
            continue
        way = _of_two(words, text, shown, at)
        if way and (value > other) != way.up:
            yield one.start, f"“{way.words}”, and {last.id} is {other:.12g}, {one.id} {value:.12g}"


def _of_change(words: Directions, text: str, before: str, one: Shown, values: Mapping[str, Finding]) -> Way | None:
    """The direction that is told of a change: it rose by it, or it is so much less."""
    if values[one.id].quantity != "change":
        return None
    return words.by.told(before) or (words.behind.told(text[one.end :]) if one.size else None)


def _of_two(words: Directions, text: str, shown: Sequence[Shown], at: int) -> Way | None:
    """The direction from the value before to this one."""
    last, one = shown[at - 1], shown[at]
    before = text[last.end : one.start]
    begun = words.begins.told(text[shown[at - 2].end if at > 1 else 0 : last.start])
    if begun and ENDS.search(before):
        return begun
    than = words.than.told(before)
    return words.goes_on.told(before) or (than and than._replace(up=not than.up))


def _number(values: Mapping[str, Finding], id: str) -> float | None:
    value = values[id].value if id in values else None
    return value if isinstance(value, float) else None
