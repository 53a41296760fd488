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
from retorno.checks.reading.cited_places import located
from retorno.checks.reading.content import Content
from retorno.checks.reading.locator_parts import Part, parts
from retorno.project.problems import Problem

SEVERITY = "error"

READ = re.compile(r"\b(?:read|seen|known)\b", re.I)
UNREAD = re.compile(r"\bnot (?:read|seen|opened)\b", re.I)
WHOLE = re.compile(r"\bread in full\b|\bthe page itself\b", re.I)


class Cited(NamedTuple):
    """A part of a source that is cited, and where."""

    file: str
    line: int
    locator: str
    part: Part


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
    unread: dict[str, list[Cited]] = {}
    for file, line, key, locator in located(content):
        if key in notes:
            for part in sorted(parts(locator)):
                if not notes[key].covers(part):
                    unread.setdefault(key, []).append(Cited(file, line, locator.strip(), part))
    for key, cited in unread.items():
        first, *others = sorted(cited)
        wrong = f"{first.part} of “{key}” is cited, and its note in references.bib does not say that it was read"
        if others:
            wrong += f"; nor {', '.join(f'{one.part} ({one.file}:{one.line})' for one in others)}"
        right = "the place read and named in the note, or a place that was read"
        yield Problem(first.file, first.line, first.locator, wrong, right)


def note(text: str) -> Note:
    """The reading note as the parts that it names as read, and whether it says that everything was read."""
    clauses = [clause for clause in re.split(r"[.;]\s", " ".join(text.split())) if not UNREAD.search(clause)]
    whole = any(WHOLE.search(clause) and not parts(clause.partition(" except ")[0]) for clause in clauses)
    return Note(whole, frozenset(part for clause in clauses for part in parts(clause)))
