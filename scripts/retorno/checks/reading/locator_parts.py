"""The parts of a text that a locator names: “§ 4.1 ¶ 3”, “Article 12(4)”, “paragraphs 3 to 5”, “abstract”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

KINDS = {
    "paragraph": "¶+|paragraphs?",
    "section": "§+|sections?",
    "article": "articles?",
    "objective": "objectives?",
    "action": "actions?",
    "principle": "principles?",
    "module": "modules?",
    "annex": "annex(?:es)?",
    "chapter": "chapters?",
    "page": r"pages?|pp?\.",
    "figure": r"figures?|fig\.",
    "table": "tables?",
    "footnote": "footnotes?|fn",
}
"""The parts of a text that are counted, and how they are written."""

WORDS = (
    "abstract",
    "announcement",
    "contents page",
    "introduction",
    "key findings",
    "methodological report",
    "opening",
    "press release",
    "summary",
)
"""Parts that have a name and no number."""

ITEM = r"(?:\d+(?:\.\d+)*|\([a-z](?:, [^)]*)?\))"
NEXT = r"(?:[ ]?\([^)]*\))?(?P<join>,? and |, | to |[–-])(?P<next>" + ITEM + ")"
NUMBERED = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(f"(?P<{kind}>{written})" for kind, written in KINDS.items())
    + rf")\s*(?P<item>{ITEM})",
    re.I,
)


class Part(NamedTuple):
    """A part of a text: a kind of :data:`KINDS` with its number, or a word of :data:`WORDS`."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()


def parts(text: str) -> set[Part]:
    """The parts of a text that *text*, a locator or a note, names."""
    found = {Part(word, "") for word in WORDS if re.search(rf"\b{word.removesuffix('y')}", text, re.I)}
    return found | {Part(kind, value) for kind, value in numbered(text)}


def numbered(text: str) -> Iterator[tuple[str, str]]:
    """Kind and number of each counted part, in their order."""
    for match in NUMBERED.finditer(text):
        kind = next(kind for kind in KINDS if match[kind])
        yield from ((kind, value) for value in _values(match["item"], text[match.end() :]))


def _values(first: str, rest: str) -> Iterator[str]:
    """The numbers or letters of a list that begins with *first*, ranges filled: 1 to 3, 7 (its end) and 9."""
    before = _bare(first)
    yield before
    while follows := re.match(NEXT, rest):
        value, rest = _bare(follows["next"]), rest[follows.end() :]
        if value.isalpha() != before.isalpha():
            return
        yield from _between(before, value) if follows["join"] in (" to ", "–", "-") else ()
        yield value
        before = value


def _between(first: str, last: str) -> Iterator[str]:
    """What lies between two whole numbers or two letters."""
    if first.isdigit() and last.isdigit():
        yield from map(str, range(int(first) + 1, int(last)))
    elif first.isalpha() and last.isalpha():
        yield from map(chr, range(ord(first) + 1, ord(last)))


def _bare(item: str) -> str:
    """The number, or the letter without its parentheses and what is said of it."""
    return item[1] if item.startswith("(") else item
