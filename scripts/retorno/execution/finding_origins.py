"""Whether a finding is what it says: of its period, in its unit, and computed from the data at all.

As in :mod:`retorno.execution.dependence`, the analysis is run again with other numbers, and what comes out
differently is looked at. A value that no table changes was typed, or is the sum of an empty selection. One that
the rows of its own period do not change is of another period. When all counts are doubled, a count doubles and a
share does not; a count is in a unit that its rows have (:mod:`retorno.execution.finding_units`). When what is later
grows more than what is earlier, a change in per cent does not become less.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from retorno.evidence.findings import COUNTED, Finding
from retorno.evidence.periods import days
from retorno.execution import finding_units
from retorno.execution.dependence import NUMBERS, Outcome, compiled, outcome_of
from retorno.execution.other_numbers import (
    SHARES,
    Again,
    Sets,
    Tables,
    at_times,
    in_shares_or_not,
    other_values,
    smaller_values,
    times_of,
    with_numbers,
)

if TYPE_CHECKING:
    import pandas as pd

    from retorno.analysis.notebook import Session
    from retorno.evidence.catalogue import DataSet

UNDATED = ("year", "rank", "paragraph", "places", "months", "years", "days", "countries", "items", "surveys")
"""Units of what need not change when the numbers in a table do."""

NEAR = 1e-9

Told = Iterator[tuple[str, str]]
"""The id of a finding, and what is wrong with it."""


def faults(cells: list[str], transform: Callable[[str], str], names: dict[str, Any]) -> Told:
    """What is wrong with the findings of the notebook that has just run; one message a finding.

    The arguments are those of :func:`dependence.faults`. A notebook that stops with other numbers gives none
    here: :mod:`dependence` tells of it where it matters.
    """
    session: Session | None = getattr(sys.modules.get("retorno.analysis.notebook"), "_session", None)
    found = session.findings if session else {}
    computed = {id: one for id, one in found.items() if not one.reported_by and isinstance(one.value, float)}
    if session is None or not computed:
        return
    sets = {name: session.catalogue[name] for name in session.read}
    tables = {name: session.load(name) for name in sets}
    if not tables:
        return  # typed values are told by the rule computed-values
    code = [compiled(transform(cell)) for cell in cells]

    def again(change: Callable[[DataSet, pd.DataFrame], pd.DataFrame]) -> Outcome | None:
        try:
            return outcome_of(code, names, {name: change(sets[name], table.copy()) for name, table in tables.items()})
        except Exception:
            return None

    before = again(lambda _, table: table)
    if before is None:
        return
    told: set[str] = set()
    for rule in (_by_chance, _from_nothing, _of_another_time, _in_another_unit, finding_units.faults, _wrong_way_round):
        for id, wrong in rule(computed, before, again, sets, tables):
            if id not in told:
                told.add(id)
                yield id, wrong


def _by_chance(computed: Mapping[str, Finding], before: Outcome, again: Again, sets: Sets, tables: Tables) -> Told:
    for id, found in computed.items():
        value = before.get(("finding", id))
        if value is not None and value != found.value:
            yield (
                id,
                (
                    f"the same code gave {found.value:.12g} and then {value:.12g}: random numbers without a seed, or "
                    "the time of day; give the generator a seed, numpy.random.default_rng(1)"
                ),
            )


def _from_nothing(computed: Mapping[str, Finding], before: Outcome, again: Again, sets: Sets, tables: Tables) -> Told:
    after = again(lambda data_set, table: with_numbers(data_set, table, other_values))
    fewer = again(lambda _, table: table.iloc[: len(table) // 2].copy())
    if after is None:
        return
    if fewer is None:  # it needs most rows: one less may do
        fewer = again(lambda _, table: table.iloc[:-1].copy())
    if fewer is None and not any(_has_numbers(sets[name]) for name in tables):
        return
    fewer = before if fewer is None else fewer  # where it needs all rows, what they hold must do
    for id, found in computed.items():
        key = ("finding", id)
        if found.unit not in UNDATED and before.get(key) == after.get(key) == fewer.get(key):
            how = "the sum of a selection without rows, which is nought" if found.value == 0 else "a typed value"
            value = f"{found.value:.12g}"
            yield (
                id,
                (
                    f"no data set gives this value: it stays {value} whatever the tables hold, so it is {how}. "
                    "Look at the words of the filter; a figure that is only cited goes into data/cited-figures.csv"
                ),
            )


def _of_another_time(
    computed: Mapping[str, Finding], before: Outcome, again: Again, sets: Sets, tables: Tables
) -> Told:
    """Findings that the rows of their own period do not change: which rows do is told apart by few runs.

    Each period gets a set of runs of its own, in which its rows are altered; no set holds another. What no larger
    number changes is tried with smaller ones: whatever ranks first stays first when it grows.
    """
    periods = sorted({when for name, table in tables.items() for when in times_of(sets[name], table)})
    size = next(size for size in range(2, 40) if _choices(size) >= len(periods))
    runs = dict(zip(periods, itertools.combinations(range(size), size // 2), strict=False))

    def moved(change: Callable[[pd.Series], pd.Series]) -> dict[str, set[int]] | None:
        """For each finding the runs in which it is another; None where the analysis stops."""
        groups = ({when for when, chosen in runs.items() if number in chosen} for number in range(size))
        outcomes = [again(partial(at_times, altered=altered, change=change)) for altered in groups]
        if any(after is None for after in outcomes):
            return None
        keys = {id: ("finding", id) for id in computed}
        return {
            id: {number for number, after in enumerate(outcomes) if after and after.get(key) != before.get(key)}
            for id, key in keys.items()
        }

    def reached(found: Finding, changed: set[int]) -> bool:
        own = [when for when in periods if _within(when, found)]
        return not own or any(set(runs[when]) <= changed for when in own)

    larger = moved(other_values)
    if larger is None:
        return
    suspected = [id for id, found in computed.items() if larger[id] and not reached(found, larger[id])]
    smaller = moved(smaller_values) if suspected else None
    for id in suspected:
        found = computed[id]
        if smaller is None or not reached(found, smaller[id]):
            yield (
                id,
                (
                    f"the rows of {found.period} do not change this value: it is computed from those of another time; "
                    "give the period of the rows (period=…), or take the rows of the period"
                ),
            )


def _choices(size: int) -> int:
    return sum(1 for _ in itertools.islice(itertools.combinations(range(size), size // 2), 5000))


def _in_another_unit(
    computed: Mapping[str, Finding], before: Outcome, again: Again, sets: Sets, tables: Tables
) -> Told:
    doubled = again(lambda data_set, table: in_shares_or_not(data_set, table, False, lambda column: column * 2))
    shares = again(lambda data_set, table: in_shares_or_not(data_set, table, True, lambda column: column * 2))
    raised = again(lambda data_set, table: in_shares_or_not(data_set, table, True, lambda column: column + 1))
    if doubled is None or shares is None or raised is None:
        return
    for id, found in computed.items():
        key = ("finding", id)
        value = before.get(key)
        if not isinstance(value, float) or not value:
            continue
        by_counts, by_shares = (_near(after.get(key), 2 * value) for after in (doubled, shares))
        same_counts, same_raised = (_near(after.get(key), value) for after in (doubled, raised))
        if found.unit in COUNTED and same_counts and by_shares:
            yield id, f"the unit is {found.unit}, and the value is a share: it comes from rows in percent"
        elif found.unit in SHARES and found.unit != "ratio" and by_counts and _near(shares.get(key), value):
            yield id, f"the unit is {found.unit}, and the value is a count: it doubles when the counts do"
        elif found.unit == "percent" and by_shares and same_raised:
            yield (
                id,
                (
                    "the value is the difference of two percentages: its unit is percentage points "
                    '(unit="percentage points"), or divide by the earlier one for percent'
                ),
            )


def _wrong_way_round(
    computed: Mapping[str, Finding], before: Outcome, again: Again, sets: Sets, tables: Tables
) -> Told:
    """Changes in per cent that become less when every later period grows more than every earlier one."""
    changes = {id: one for id, one in computed.items() if one.quantity == "change" and one.unit == "percent"}
    periods = sorted({when for name, table in tables.items() for when in times_of(sets[name], table)})
    rank = {when: number for number, when in enumerate(periods, start=1)}

    def grown(data_set: DataSet, table: pd.DataFrame) -> pd.DataFrame:
        times = times_of(data_set, table)
        return with_numbers(data_set, table, lambda column: column * times.map(rank)) if len(times) else table

    after = again(grown) if changes else None
    for id, found in changes.items():
        value, later = before.get(("finding", id)), (after or {}).get(("finding", id))
        if not (found.base and found.base < found.period and isinstance(value, float) and isinstance(later, float)):
            continue
        if later < value - NEAR * max(1, abs(value)):
            yield (
                id,
                (
                    f"this becomes less when {found.period} grows against {found.base}: the earlier was divided by "
                    "the later; a change is the later by the earlier, less one"
                ),
            )


def _near(one: object, other: float) -> bool:
    return isinstance(one, float) and abs(one - other) <= NEAR * max(abs(one), abs(other))


def _has_numbers(data_set: DataSet) -> bool:
    keys = data_set.described["schema"].get("primaryKey", [])
    return any(field["type"] in NUMBERS and field["name"] not in keys for field in data_set.fields)


def _within(when: str, found: Finding) -> bool:
    """Whether a period of rows and that of the finding, or its base, have a day in common."""
    try:
        first, last = days(when)
        spans = [days(period) for period in (found.period, found.base) if period]
    except ValueError:
        return False
    return any(first <= end and begin <= last for begin, end in spans)
