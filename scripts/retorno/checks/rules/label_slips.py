"""A label that is used once is no misspelling of one that is used often.

Tables and teaching material sort things by labels: a kind, a country, a level, an outcome. One that is written in
another way in one place (independant, Hondurus, Official) makes a heap of its own, and is missing where somebody
looks for it. Told is a label of one place that is nearly the same as one of three places or more in its column, or
under its key.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from retorno.checks.reading.content import Content
from retorno.checks.reading.english_words import is_known
from retorno.checks.reading.material_entries import lists_of_entries
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
OFTEN, SHORTEST, LONGEST = 3, 4, 40
"""Places that make a label one that is used often; letters of a label: what is longer is a sentence."""

ALIKE = 0.8
"""How alike two words are of which one is a slip."""

WORD = re.compile(r"[^\W\d_]+|\d+")

OTHERS = 2
"""How many places a label has on the average, in a column of labels."""

Label = tuple[str, int, str, str]
"""File, line, place, and the label itself."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the columns of the tables, then at the keys of the material."""
    for path in sorted(content.project.data.glob("*.csv")):
        file, rows = content.project.relative(path), list(records(path))
        for column in dict.fromkeys(name for _, row in rows for name in row):
            yield from _slips([(file, line, f"column {column}", row.get(column, "")) for line, row in rows])
    for entries in lists_of_entries(content):
        for key in dict.fromkeys(key for entry in entries for key in entry.keys):
            found = ((entry.file, f"{entry.name}, {key}", entry.keys[key][1]) for entry in entries if key in entry.keys)
            yield from _slips([(file, line, place, text) for file, place, texts in found for line, text in texts])


def _slips(labels: Sequence[Label]) -> Iterator[Problem]:
    times = Counter(label for *_, label in labels if label.strip())
    if len(times) * OTHERS > sum(times.values()) or 1 not in times.values():
        return
    often = [label for label, count in times.items() if count >= OFTEN]
    for file, line, place, label in labels:
        if times[label] != 1 or not SHORTEST <= len(label) <= LONGEST:
            continue
        if close := next((one for one in often if _is_slip(label, one)), ""):
            wrong = f"“{label}” stands here alone, and “{close}” in {times[close]} places"
            yield Problem(file, line, place, wrong, f"“{close}”, if that is meant")


def _is_slip(label: str, other: str) -> bool:
    """Whether one is a misspelling of the other: one word of it, which no dictionary has, or capitals and signs."""
    if not any(map(str.isalpha, label)):
        return False
    if "".join(filter(str.isalnum, label.casefold())) == "".join(filter(str.isalnum, other.casefold())):
        return True
    words, meant = WORD.findall(label), WORD.findall(other)
    different = [pair for pair in zip(words, meant, strict=False) if pair[0] != pair[1]]
    if len(words) != len(meant) or len(different) != 1 or is_known(different[0][0]):
        return False
    return SequenceMatcher(None, *different[0]).ratio() >= ALIKE
