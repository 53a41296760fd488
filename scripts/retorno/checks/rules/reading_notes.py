"""What is cited with a place was read there: the reading note of the entry names that place.

The note of an entry in references.bib says how far the text was read: "Paragraphs 14 to 16 and
20 (its end) read in a stored copy", "Abstract read". A citation that names a place, such as a
paragraph, an article, an action, a module or the abstract, must lie within it. A note that says
"read in full" or "the page itself" covers every place; "Article 12 read in full" covers that
article. A note that does not speak of reading is compared with nothing.

    ({cite}`rapporteur2018`, ¶ 56)    needs    note = {Paragraphs 54 to 58 read in a stored copy}

Read the place first. Then add it to the note, or cite what was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from retorno.checks.reading.bibliography import bibliography
from retorno.checks.reading.content import Content, Page
from retorno.project.csv_tables import records
from retorno.project.documents import line_at
from retorno.project.problems import Problem

SEVERITY = "error"

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
READ = re.compile(r"\b(?:read|seen|known)\b", re.I)
UNREAD = re.compile(r"\bnot (?:read|seen|opened)\b", re.I)
WHOLE = re.compile(r"\bread in full\b|\bthe page itself\b", re.I)
CITED = re.compile(r"\{cite(?::\w+)?\}`(?P<key>[\w-]+)`,(?P<rest>(?:(?!\n[ \t]*\n|\{cite|\||\.\s+[A-Z“]).)*)", re.S)


class Part(NamedTuple):
    """A part of a text: a kind of :data:`KINDS` with its number, or a word of :data:`WORDS`."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()


class Note(NamedTuple):
    """What a reading note says was read."""

    whole: bool
    parts: frozenset[Part]

    def covers(self, part: Part) -> bool:
        """Whether the part, or one that it belongs to (module 2 of module 2.2.5), is named."""
        numbers = part.value.split(".")
        above = {Part(part.kind, ".".join(numbers[:depth])) for depth in range(1, len(numbers) + 1)}
        return self.whole or bool(above & self.parts)


def check(content: Content) -> Iterator[Problem]:
    """Compare every place that is cited with the note of the entry."""
    notes = {
        entry.key: note(str(field.value))
        for entry in bibliography(content).entries
        if (field := entry.fields_dict.get("note")) and READ.search(str(field.value))
    }
    for file, line, key, locator in _citations(content):
        if key in notes:
            for part in sorted(parts(locator)):
                if not notes[key].covers(part):
                    wrong = f"{part} of “{key}” is cited, and its note in references.bib does not say that it was read"
                    right = "the place read and named in the note, or a place that was read"
                    yield Problem(file, line, locator.strip(), wrong, right)


def note(text: str) -> Note:
    """The reading note as the parts that it names as read, and whether it says that everything was read."""
    clauses = [clause for clause in re.split(r"[.;]\s", " ".join(text.split())) if not UNREAD.search(clause)]
    whole = any(WHOLE.search(clause) and not parts(clause.partition(" except ")[0]) for clause in clauses)
    return Note(whole, frozenset(part for clause in clauses for part in parts(clause)))


def parts(text: str) -> set[Part]:
    """The parts of a text that *text*, a locator or a note, names."""
    found = {Part(word, "") for word in WORDS if re.search(rf"\b{word.removesuffix('y')}", text, re.I)}
    for match in NUMBERED.finditer(text):
        kind = next(kind for kind in KINDS if match[kind])
        found |= {Part(kind, value) for value in _values(match["item"], text[match.end() :])}
    return found


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


def _citations(content: Content) -> Iterator[tuple[str, int, str, str]]:
    """File, line, key and locator of each citation that names a place."""
    for page in content.pages:
        yield from _on_page(page)
    for path in sorted(content.project.data.glob("*.csv")):
        for line, record in records(path):
            if record.get("source") and record.get("locator"):
                yield content.project.relative(path), line, record["source"], record["locator"]


def _on_page(page: Page) -> Iterator[tuple[str, int, str, str]]:
    for match in CITED.finditer(page.visible):
        yield page.file, line_at(page.visible, match.start()), match["key"], " ".join(_inside(match["rest"]).split())


def _inside(rest: str) -> str:
    """What follows a key, up to the parenthesis that closes the citation."""
    depth = 0
    for position, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return rest[:position]
    return rest
