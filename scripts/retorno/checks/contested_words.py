"""Contested words stand only in quotation marks, with the name of whoever says them.

Some words take a side, put people among goods or waters, or say more than is known. The book's
own voice uses the word that the message names. Where somebody is quoted, put the words between
quotation marks or into the role `quoted`, and say who speaks. A section that explains such words
is left alone when it carries the comment `% contested-words: explained here`; that holds up to
the next heading of the same or a higher level. Read are the pages, the texts in notebooks, and
what `data/` tells in words.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.content import Content, Page
from retorno.checks.headings import headings, without
from retorno.checks.naming import cells
from retorno.problems import Problem

SEVERITY = "error"
MARKER = re.compile(r"^% *contested-words: *explained here *$", re.M)

PEOPLE = r"(?:people|persons?|migrants?|immigrants?|returnees?|refugees?|asylum[ -]seekers?|migration|returns|arrivals)"
WATER = r"(?:(?:in|out)?flows?|waves?|surges?|influx(?:es)?|streams?|floods?|tides?)"
NUMBERS = "say what is counted: people, arrivals, registrations, a rise in …"

TABLE: dict[str, str] = {
    r"reverse[ -]migra(?:tion|nts?)|migraci[oó]n inversa": "return, or the direction: movement south",
    r"illegal (?:(?:im)?migrants?|aliens?|persons?|people|foreigners?)|illegals": "person in an irregular situation",
    r"self-deport(?:s|ed|ing|ations?)?": "departure under threat of enforcement",
    r"remigrat(?:ion|e|ed|es|ing)": "re-migration for leaving again; mass removal for the slogan",
    r"beneficiar(?:y|ies)": "person assisted, or participant",
    r"failed asylum[ -]seekers?": "person whose asylum claim was refused",
    r"hot-?spots?": "place with many departures, or returns",
    r"brain (?:drain|gain)": "emigration, or return, of trained people",
    r"root causes?": "drivers, conditions",
    r"success rates?": "name what was measured",
    rf"{WATER} of (?:[\w-]+ ){{0,2}}{PEOPLE}": NUMBERS,
    rf"(?:migrations?|migratory|migrants?|refugees?|returnees?) {WATER}(?! monitoring)": NUMBERS,
}
PATTERNS = [
    (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])".replace(" ", r"\s+"), re.I), say) for words, say in TABLE.items()
]

QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"|„[^“”]*[“”]|(?<!\w)‘(?=\S)[^‘]*?’(?!\w)|(?<![\w'])'(?=\S)[^']*'(?!\w)"
)
BLOCK = re.compile(r"\n(?=[ ]*(?:\n|\||[-*+] |\d+[.)] |#|:::))")
WORDS_OF_DATA = {"description", "retorno:counts", "retorno:caveats", "retorno:breaks"}


class Passage(NamedTuple):
    """A text in the book's own voice: quotations, code and addresses are blank."""

    line: int
    text: str

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Line and words of each match."""
        for match in pattern.finditer(self.text):
            yield self.line + self.text.count("\n", 0, match.start()), " ".join(match[0].split())


def unquoted(text: str) -> str:
    """*text* with spaces in place of quotations, none of which goes beyond its paragraph, item or row."""
    blocks, start = [], 0
    for end in [*(match.start() for match in BLOCK.finditer(text)), len(text)]:
        blocks.append(without(text[start:end], QUOTED))
        start = end
    return "".join(blocks)


@lru_cache(maxsize=512)
def own_voice(page: Page) -> tuple[Passage, ...]:
    """What *page* says in the book's own voice: its prose, then the texts in its code."""
    found = [Passage(1, unquoted("\n".join(page.prose)))]
    for first, tree in cells(page):
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
        found += [Passage(first + node.lineno - 1, unquoted(str(node.value))) for node in strings if " " in str(node.value)]
    return tuple(found)


def told_by_data(content: Content) -> Iterator[tuple[str, Passage]]:
    """File and passage of each text by which `data/` describes itself."""
    for name in ("claims.csv", "datapackage.json"):
        path = content.project.data / name
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for passage in _cells(text) if name == "claims.csv" else _descriptions(text):
                yield content.project.relative(path), passage


def _cells(text: str) -> Iterator[Passage]:
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        for column in ("statement", "note"):
            yield Passage(reader.line_num, unquoted(row.get(column) or ""))


def _descriptions(text: str) -> Iterator[Passage]:
    key = ""
    for number, line in enumerate(text.splitlines(), start=1):
        found = re.fullmatch(r'\s*(?:"(?P<key>[^"]+)": *)?(?P<value>".*")?[\[{]?,?\s*', line)
        if found:
            key = found["key"] or key
            if found["value"] and key in WORDS_OF_DATA:
                yield Passage(number, unquoted(str(json.loads(found["value"]))))


def explained(page: Page) -> list[range]:
    """The lines of the sections that carry the marker."""
    found = []
    for match in MARKER.finditer(page.text):
        line = page.line_of(match.start())
        level = next((heading.level for heading in reversed(headings(page)) if heading.line < line), 0)
        ends = (heading.line for heading in headings(page) if heading.line > line and heading.level <= level)
        found.append(range(line, next(ends, len(page.lines) + 1)))
    return found


def check(content: Content) -> Iterator[Problem]:
    """Find contested words that nobody is quoted for."""
    for page in content.pages:
        exempt = explained(page)
        for passage in own_voice(page):
            yield from (found for found in _problems(page.file, passage) if not any(found.line in lines for lines in exempt))
    for file, passage in told_by_data(content):
        yield from _problems(file, passage)


def _problems(file: str, passage: Passage) -> Iterator[Problem]:
    for pattern, say in PATTERNS:
        for line, words in passage.find(pattern):
            wrong = "a contested word in the book's own voice"
            yield Problem(file, line, f"“{words}”", wrong, f"{say}; or a quotation, in quotation marks, with its speaker")
