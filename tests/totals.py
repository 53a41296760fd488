"""Sums over the data sets of the book, for the tests that hold them against published totals."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from retorno.evidence.catalogue import Catalogue, read_table
from retorno.project.paths import Project

ROOT = Path(__file__).parents[1]


@cache
def table(name: str) -> pd.DataFrame:
    return read_table(Catalogue(Project(ROOT))[name])


def total(name: str, since: str = "", until: str = "", **about: object) -> float:
    """The sum of the values of the rows that *about* describes, in the periods from *since* to *until*.

    Months are compared as dates; at least one row must be there, or the sum means nothing.
    """
    rows = table(name)
    for column, wanted in about.items():
        rows = rows[rows[column].astype(str) == str(wanted)]
    if since:
        rows = rows[rows["period"].between(pd.Timestamp(since), pd.Timestamp(until or since))]
    assert not rows.empty, f"{name} has no such row: {about} {since} {until}"
    return float(rows["value"].sum())
