"""What is said of one of the two texts stands in data/attributed-statements.csv, so that somebody can check it.

A paragraph, an entry of a list or a row of a table that cites the note of 2008 or the paper of 2017
with a place needs a row there: the page, the text, the place, the words as they stand on the
page, and the heading below which they stand. Whoever compares them with the text at that place signs
the row. A row whose words have since been changed on the page speaks of something that readers no
longer see, and has to be read again.

    People may go back for a time ({cite}`iom2008dialogue`, ¶ 3).    needs a row with the place ¶ 3

Words are compared in runs of three, so that a comma more or less changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from retorno.checks.reading.content import Content, Page
from retorno.evidence.text_parts import STATEMENTS, TEXTS
from retorno.project.csv_tables import records
from retorno.project.page_source import ROLE
from retorno.project.problems import Problem, nearest

SEVERITY = "warning"

FILE = f"data/{STATEMENTS}"
CITED = re.compile(r"\{cite\}`(?P<key>" + "|".join(TEXTS) + r")`,\s*(?P<place>[^)|{\n]*\d)")
PLACE = re.compile(r"(?:¶+|§+|\bfn|\bbox|\bsummary)[\s\d.¶§–,-]*")
WORD = re.compile(r"[^\W\d_]{2,}")
RUN = 3
"""Words in a run."""
LEAST = 0.6
"""What part of the runs of a row has to stand in a passage that is the one it speaks of."""


class Passage(NamedTuple):
    """What is read as one, with its line and the text and places that it cites."""

    line: int
    words: str
    cited: tuple[tuple[str, str], ...]


def check(content: Content) -> Iterator[Problem]:
    """Compare the passages with the rows, both ways; a book without the table has none."""
    path = content.project.data / STATEMENTS
    if not path.is_file():
        return
    rows = list(records(path))
    for page in content.pages:
        of_page = [(line, row) for line, row in rows if row["page"] == page.name]
        yield from _without_row(page, [row for _, row in of_page])
        yield from _changed(page, of_page)
        yield from _elsewhere(page, of_page)


def passages(page: Page) -> list[Passage]:
    """The paragraphs, list entries and rows of tables of a page, in their order."""
    texts = [block for block in page.blocks if block.kind == "text" and not block.level]
    found = []
    for line, of_line in groupby(texts, key=lambda block: block.line):
        words = " | ".join(block.text for block in of_line)
        cited = tuple((match["key"], " ".join(match["place"].split())) for match in CITED.finditer(words))
        found.append(Passage(line, words, cited))
    return found


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of words of a passage or a row, without marks of citation, digits and signs."""
    words = WORD.findall(PLACE.sub(" ", ROLE.sub(_shown, text)).casefold())
    return frozenset(zip(*(words[start:] for start in range(min(RUN, len(words)))), strict=False))


def _shown(match: re.Match[str]) -> str:
    """What a row keeps of a role: nothing of a citation, the words before a target, or what it holds."""
    if match["name"].startswith("cite"):
        return " "
    return re.sub(r"\s*<[^<>]+>\s*\Z", "", match["content"])


def _without_row(page: Page, rows: list[dict[str, str]]) -> Iterator[Problem]:
    of_text = {key: [runs(row["statement"]) for row in rows if row["source"] == key] for key in TEXTS}
    for passage in passages(page):
        said = runs(passage.words)
        for key in dict.fromkeys(key for key, _ in passage.cited):
            if not any(_stands(row, said) for row in of_text[key]):
                places = "; ".join(place for cited, place in passage.cited if cited == key)
                wrong = f"nobody is named who compared what is said here with “{key}”, {places}"
                yield Problem(page.file, passage.line, places, wrong, f"a row of {FILE} with the words of the passage")


def _changed(page: Page, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Problem]:
    whole = runs(" ".join(block.text for block in page.blocks if block.kind == "text"))
    for line, row in rows:
        if not _stands(runs(row["statement"]), whole):
            wrong = f"the words no longer stand on {page.name}: “{row['statement'][:60]} …”"
            yield Problem(FILE, line, "column statement", wrong, "the words of today, compared with the text again")


def _elsewhere(page: Page, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Problem]:
    """Rows whose heading the page has not, or below which the words do not stand."""
    if not any(row.get("heading") for _, row in rows):
        return
    sections = _sections(page)
    for line, row in rows:
        heading, said = _plain(row.get("heading", "")), runs(row["statement"])
        below = [text for text, words in sections if _stands(said, words)]
        if not heading or (heading in map(_plain, below)):
            continue
        known = [text for text, _ in sections]
        if heading not in map(_plain, known):
            wrong = f"{page.name} has no heading “{row['heading']}”.{nearest(row['heading'], known)}"
            yield Problem(FILE, line, "column heading", wrong, f"“{(below or known or ['…'])[-1]}”, as it stands there")
        elif below:
            wrong = f"the words do not stand below “{row['heading']}”"
            yield Problem(FILE, line, "column heading", wrong, f"“{below[-1]}”, below which they stand")


def _sections(page: Page) -> list[tuple[str, frozenset[tuple[str, ...]]]]:
    """Each heading with the runs of the words below it, those of deeper headings included."""
    starts, texts = page.headings, [block for block in page.blocks if block.kind == "text"]
    found = []
    for at, heading in enumerate(starts):
        level = heading.level if heading.level > 1 else len(page.lines)  # a title stands above the whole page
        end = next((one.line for one in starts[at + 1 :] if one.level <= level), len(page.lines) + 1)
        words = " ".join(block.text for block in texts if heading.line <= block.line < end)
        found.append((heading.text, runs(words)))
    return found


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("*", "").split())


def _stands(row: frozenset[tuple[str, ...]], said: frozenset[tuple[str, ...]]) -> bool:
    return bool(row) and len(row & said) >= LEAST * len(row)
