"""Variants of one item, drawn from a table: the same question for other months or years.

In a source::

    variants: {table: darien-monthly, series: darien-northbound-entries, periods: [2024-02, 2024-07],
               against: 12, graded: [2024-07]}

``against`` is how many months (or, for years, years) before a period its base lies. In the item ``a``
is the number of the base and ``b`` that of the period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from retorno.evidence.catalogue import Catalogue
from retorno.evidence.wording import Words
from retorno.project.csv_tables import records
from retorno.project.paths import Project
from retorno.teaching.numbers import Number


def variants(project: Project, source: Mapping[str, Any], words: Words) -> Iterator[tuple[str, dict[str, Number]]]:
    """Each variant of *source*: its id, and its numbers by short name; the item itself where it has none."""
    told = source.get("variants")
    if not told:
        yield source["id"], {}
        return
    data_set = Catalogue(project)[told["table"]]
    cells = {
        row["period"]: row
        for _, row in records(data_set.path)
        if row.get("series", "") == told["series"]
        and all(row.get(key) == value for key, value in told.get("where", {}).items())
    }
    credit = str(data_set.about("credit"))

    def number(period: str) -> Number:
        row = cells[period]
        name = f"cell:{told['table']}:{told['series']}:{period}"
        value = float(row["value"])
        return Number(name, words.number(value, 1), told["series"], words.period(period), credit, value, row["unit"])

    for period in map(str, told["periods"]):
        base = _before(period, int(told["against"]))
        # A row that is gone leaves the item without its numbers, so that the bank retires it.
        yield (
            f"{source['id']}-{period}",
            {"a": number(base), "b": number(period)} if {period, base} <= set(cells) else {},
        )


def _before(period: str, steps: int) -> str:
    """The period that lies *steps* months, or years, before."""
    year, _, month = period.partition("-")
    if not month:
        return str(int(year) - steps)
    months = int(year) * 12 + int(month) - 1 - steps
    return f"{months // 12}-{months % 12 + 1:02}"
