"""Whether a count is in a unit that its rows have: persons are not made of rows that count registrations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from retorno.evidence.findings import Finding
from retorno.execution.dependence import Outcome
from retorno.execution.other_numbers import Again, Sets, Tables, other_values, with_numbers

if TYPE_CHECKING:
    import pandas as pd

    from retorno.evidence.catalogue import DataSet

UNITS = ("persons", "events", "registrations", "requests", "interviews", "flights")
"""Units of which none stands for another without a word."""

Units = Mapping[str, set[str]]
"""What the rows of each table count."""


def faults(
    computed: Mapping[str, Finding], before: Outcome, again: Again, sets: Sets, tables: Tables
) -> Iterator[tuple[str, str]]:
    """Counts in a unit that none of their rows has; the id of the finding, and what is wrong.

    Where the tables of a finding count one thing, that is it. Where they count several, the rows of each unit are
    given other numbers in turn, and those that the value follows are those that it is made of.
    """
    units = {name: _units(sets[name], table) for name, table in tables.items()}
    counts = {id: one for id, one in computed.items() if one.unit in UNITS}
    several = {unit for one in counts.values() if len(known := _of(one, units)) > 1 for unit in known}
    follows: dict[str, set[str]] = {}
    for unit in sorted(several):

        def altered(data_set: DataSet, table: pd.DataFrame, unit: str = unit) -> pd.DataFrame:
            if "unit" not in table:
                return with_numbers(data_set, table, other_values) if unit in units[data_set.name] else table
            return with_numbers(data_set, table, other_values, table["unit"] == unit)

        for (kind, id), value in (again(altered) or {}).items():
            if kind == "finding" and value != before.get((kind, id)):
                follows.setdefault(id, set()).add(unit)
    for id, found in counts.items():
        known = _of(found, units)
        made_of = known if len(known) == 1 else follows.get(id, set())
        if made_of and found.unit not in made_of:
            counted = " and ".join(sorted(made_of))
            yield (
                id,
                (
                    f"the unit is {found.unit}, and the rows that it is computed from count {counted}: say what was "
                    f'counted (unit="{min(made_of)}"), or take rows that count {found.unit}'
                ),
            )


def _units(data_set: DataSet, table: pd.DataFrame) -> set[str]:
    """What the rows of a table count: their own units, or those that its description names."""
    told = str(data_set.about("unit"))
    return {*UNITS} & (set(table["unit"]) if "unit" in table else {unit for unit in UNITS if unit in told})


def _of(found: Finding, units: Units) -> set[str]:
    """What the tables of a finding count; nothing where one of them does not say."""
    of_sets = [units.get(name, set()) for name in found.datasets]
    return set().union(*of_sets) if of_sets and all(of_sets) else set()
