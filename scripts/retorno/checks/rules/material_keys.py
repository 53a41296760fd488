"""The entries of one list of teaching material have the same keys, each spelt in one way.

A card without the line that all other cards have is printed with a hole in it, and a key that is misspelt is passed
over without a word. What an entry needs is not written down a second time here: it is what the others of its list
have. A key that only some entries have is no fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from retorno.checks.reading.content import Content
from retorno.checks.reading.material_entries import Entry, lists_of_entries
from retorno.project.problems import Problem

SEVERITY = "error"
LEAST = 6
"""Entries from which on what all but one have is what each of them has."""

ALIKE = 0.75
"""How alike two keys are of which one is a slip."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the entries of each list with one another."""
    for entries in lists_of_entries(content):
        if len(entries) >= LEAST:
            yield from _compared(entries)


def _compared(entries: Sequence[Entry]) -> Iterator[Problem]:
    times = Counter(key for entry in entries for key in entry.keys)
    often = [key for key, count in times.items() if count > 1]
    for entry in entries:
        meant = {
            key: close[0]
            for key in entry.keys
            if times[key] == 1 and (close := get_close_matches(key, set(often) - entry.keys.keys(), 1, ALIKE))
        }
        for key, other in meant.items():
            wrong = f"only this entry has the key “{key}”, and others have “{other}”"
            yield Problem(entry.file, entry.keys[key][0], entry.name, wrong, f"{other}: …")
        for key in often:
            if key not in entry.keys and times[key] == len(entries) - 1 and key not in meant.values():
                wrong = f"all others of its kind have “{key}”, and this one has none"
                yield Problem(entry.file, entry.line, entry.name, wrong, f"a line “{key}: …”")
