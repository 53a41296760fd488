"""A finding is of a place that the book knows.

`place=` of `record` and `judge` takes a code of `data/places.csv`, as the rows of the tables do: readers see the
name that stands there, and findings of one place are found by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading import code
from retorno.checks.reading.content import Content
from retorno.checks.reading.recording_calls import FIRST
from retorno.project.csv_tables import records
from retorno.project.problems import Problem, nearest

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Look at the places that are written out."""
    known = {row.get("code", "") for _, row in records(content.project.data / "places.csv")}
    for page in content.pages if known else ():
        for call in code.calls(page):
            place = call.text("place") if call.name in FIRST else None
            if place and place not in known:
                wrong = f"“{place}” is not in data/places.csv.{nearest(place, known)}"
                yield Problem(page.file, call.line, f"{call.name}, place=", wrong, "a code such as PAN")
