"""The title of an axis counts what the data sets of the figure count.

An axis that says *People* over a table of registrations makes persons of events: one person can be registered many
times. What a table counts is the unit of its rows, or retorno:unit. The words, and the units that they stand for, are
in `policy/words/counted-nouns.toml`. Where a figure shows several tables, one of them has to count what the axis says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import data_sets
from retorno.checks.reading.figure_code import Drawn, figures
from retorno.checks.reading.word_lists import lists
from retorno.evidence.findings import COUNTED
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True


def check(content: Content) -> Iterator[Problem]:
    """Compare the titles of the axes with the units of the data sets."""
    words = lists(content, "counted-nouns")
    if not words:
        return
    nouns = {word: units for given, units in words.items() for word in given.split("|")}
    noun = re.compile(rf"\b(?P<word>{'|'.join(map(re.escape, sorted(nouns, key=len, reverse=True)))})s?\b", re.I)
    for page in content.pages:
        for figure in figures(page):
            counted = _counted(content, figure)
            for title in figure.titles if counted else ():
                found = {match["word"].lower(): match[0] for match in noun.finditer(title.text)}
                if found and not any(counted & {*nouns[word]} for word in found):
                    said, units = next(iter(found.values())), ", ".join(sorted(counted))
                    wrong = f"the axis says “{said}”, and what the data sets of the figure count are {units}"
                    yield Problem(
                        page.file, title.line, f"figure {figure.id}, title=", wrong, f"the noun of the data: {units}"
                    )


def _counted(content: Content, figure: Drawn) -> frozenset[str]:
    """The units of counts of what a figure shows; empty where one of its tables has none."""
    of_sets = [_of_set(_units(content).get(name, {}), figure.texts) for name in sorted(figure.data_sets or ())]
    return frozenset().union(*of_sets) if of_sets and all(of_sets) else frozenset()


def _of_set(units: dict[str, frozenset[str]], texts: frozenset[str]) -> frozenset[str]:
    """The units of the series that the page names; those of all series where it names none."""
    named = [found for series, found in units.items() if series in texts]
    return frozenset().union(*(named or units.values()))


@lru_cache(maxsize=2)
def _units(content: Content) -> dict[str, dict[str, frozenset[str]]]:
    """The units of counts of each data set by series: those of its rows, or the word of its description."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for data_set in data_sets(content):
        rows: dict[str, set[str]] = {}
        for _, row in records(data_set.path):
            if row.get("unit"):
                rows.setdefault(row.get("series", ""), set()).add(row["unit"])
        told = str(data_set.about("unit"))
        rows = rows or {"": {unit for unit in COUNTED if re.search(rf"\b{unit}\b", told)}}
        found[data_set.name] = {series: frozenset(units & {*COUNTED}) for series, units in rows.items()}
    return found
