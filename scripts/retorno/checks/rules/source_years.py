"""A row has a source that can have known it: none that is older than what the row is of.

Whoever adds a year to a table copies the row above, and with it the source of that year. A source that appeared before
the period of a row begins holds no count of it. What was planned or projected for later years says so in the note of
its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.bibliography import bibliography
from retorno.checks.reading.content import Content
from retorno.checks.reading.descriptor import data_sets
from retorno.checks.reading.word_lists import lists
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
YEAR = re.compile(r"\d{4}")


def check(content: Content) -> Iterator[Problem]:
    """Compare the first year of each row with the year of its source."""
    years = {
        entry.key: _year(entry.fields_dict["year"].value)
        for entry in bibliography(content).entries
        if "year" in entry.fields_dict
    }
    ahead = re.compile("|".join(lists(content, "source-years").get("ahead", ())) or "(?!)", re.I)
    for data_set in data_sets(content):
        if {"source", "period"} <= {field["name"] for field in data_set.fields}:
            for line, row in records(data_set.path):
                source, period = row.get("source", ""), row.get("period", "")  # one may be missing: told elsewhere
                known, begins = years.get(source, 0), YEAR.match(period)
                if known and begins and int(begins[0]) > known and not ahead.search(row.get("note", "")):
                    wrong = f"the row is of {period}, and its source, {source}, is of {known}"
                    right = "the source that printed it; what was planned or projected says so in the column note"
                    yield Problem(f"data/{data_set.path.name}", line, "column source", wrong, right)


def _year(written: object) -> int:
    found = YEAR.search(str(written))
    return int(found[0]) if found else 0
