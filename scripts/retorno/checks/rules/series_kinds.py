"""What a series counts, its unit and its kind say the same thing.

data/series.csv says in three columns what one unit of a series is: in words (counts), by its unit, and whether it is
a person or an event (event_or_person). If two of them differ, somebody will add people who are events, or say of one
person what happened to her three times. Which kind goes with which unit, and the words that speak of events, stand in
`policy/words/series-kinds.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import document, expression
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
FILE, RULE = "data/series.csv", "series-kinds"
BEGINS, AGAIN = "counts begins with events", "one person is counted more than once"
PEOPLE = ("persons", "stock")
"""The kinds in which nobody is counted twice."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the columns of each series; a book without the table has none."""
    lists = document(content, RULE)
    units, words = lists.get("units", {}), lists.get("words", {})
    begins, again = (
        expression(content, RULE, "|".join(map(str, words.get(name, []))) or r"(?!)") for name in (BEGINS, AGAIN)
    )
    events = expression(content, RULE, rf"(?:{begins.pattern})\b")
    for line, row in records(content.project.root / FILE):
        kind, unit = row.get("event_or_person", ""), row.get("unit", "")
        if kind and unit in units and kind not in units[unit]:
            wrong, right = f"the unit is {unit}, and the kind {kind}", " or ".join(units[unit])
            yield Problem(FILE, line, "column event_or_person", wrong, f"{right}, or another unit")
        elif kind in PEOPLE and (found := _event(row, events, again)):
            wrong = f"the kind is {kind}, and “{found}” speaks of events, of which one person can have several"
            yield Problem(FILE, line, "column event_or_person", wrong, "events, or words that speak of people")


def _event(row: dict[str, str], events: re.Pattern[str], again: re.Pattern[str]) -> str:
    """The words by which a series says that it counts events; empty where there are none."""
    opening = events.match(row.get("counts", ""))
    found = opening or again.search(f"{row.get('counts', '')} {row.get('note', '')}")
    return found[0] if found else ""
