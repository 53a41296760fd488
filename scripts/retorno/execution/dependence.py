"""What a finding or a figure was computed from, found by trying.

The analysis is run again with other numbers in one group of rows. What comes out differently
depends on them, whatever way the numbers took through the code. So the rules of
:mod:`retorno.evidence.comparability` hold for what was computed, and not only for what is said of it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from retorno.evidence.comparability import Group, Separation, separations

if TYPE_CHECKING:
    import pandas as pd

    from retorno.analysis.notebook import Session
    from retorno.evidence.catalogue import DataSet

Outcome = dict[tuple[str, str], Any]
"""What came out of a run: ``("finding", id)`` with its value, ``("figure", id)`` with what it draws."""

NAMES = ("load", "record", "judge", "figure", "number", "period", "fill", "joined")
"""What an analysis imports from :mod:`retorno.analysis.notebook`."""

NUMBERS = ("integer", "number")


def faults(cells: list[str], transform: Callable[[str], str], names: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What the notebook that has just run did with counts that stay apart.

    *cells* is its code, *transform* makes Python of a cell, *names* are known to its code. Yields
    what is wrong, one thing a time: ``finding`` or ``figure``, its id, and the fault in words.
    A notebook that did not import :mod:`retorno.analysis.notebook` has none. Raises
    :class:`StopsWithOtherNumbers` where it cannot be told.
    """
    session: Session | None = getattr(sys.modules.get("retorno.analysis.notebook"), "_session", None)
    if session is None:
        return
    sets = {name: session.catalogue[name] for name in session.read}
    tables = {name: session.load(name) for name in sets}
    rules = [rule for data_set in sets.values() for rule in separations(data_set, tables)]
    whole = [Group(name, ()) for name in sets] if len(sets) > 1 else []
    excused = dict(session.across)
    if not rules and not whole:
        yield from ((kind, id, IDLE) for kind, id in excused)
        return
    code = [compiled(transform(cell)) for cell in cells]
    before = outcome_of(code, names, tables)
    changed = {}
    for group in dict.fromkeys([*whole, *(group for rule in rules for group in rule.groups)]):
        altered = {**tables, group.data_set: _altered(group, sets[group.data_set], tables[group.data_set])}
        try:
            after = outcome_of(code, names, altered)
        except Exception as error:
            raise StopsWithOtherNumbers(
                f"with other numbers in {group} this analysis stops ({type(error).__name__}: {error}), "
                "so nobody can tell what depends on them; write it so that it runs whatever the numbers are"
            ) from error
        changed[group] = {key for key, value in before.items() if after.get(key) != value}
    for key in before:
        for rule in rules:
            mixed = [group for group in rule.groups if key in changed[group]]
            if len(mixed) > 1 and key not in excused:
                yield *key, _told(rule, mixed)
    for kind, id in excused:
        if not any(sum((kind, id) in changed[group] for group in rule.groups) > 1 for rule in rules):
            yield kind, id, IDLE
    for id, found in session.findings.items():
        for group in whole:
            if ("finding", id) in changed[group] and group.data_set not in found.datasets:
                yield "finding", id, UNNAMED.format(group.data_set)
    for id, named in session.shown.items():
        if named is None:
            continue
        for group in whole:
            depends = ("figure", id) in changed[group]
            if depends != (group.data_set in named):
                yield "figure", id, (NOT_NAMED if depends else NOT_SHOWN).format(group.data_set)


IDLE = "across=“…” gives a reason for joining counts that stay apart, but this joins none: leave it out"
NOT_NAMED = "the figure shows the data set {}, which datasets=… does not name: its source line lacks it"
NOT_SHOWN = "datasets=… names {}, and nothing in the figure comes from it: its source line is wrong"
UNNAMED = "this was computed from the data set {} as well, which datasets=… does not name"


class StopsWithOtherNumbers(ValueError):
    """An analysis that does not run when the numbers in its tables are others."""


class _Trial:
    """What an analysis imports, for a run in which only what comes out matters."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = tables
        self.outcome: Outcome = {}

    def load(self, name: str) -> pd.DataFrame:
        return self._tables[name].copy()

    def record(self, id: str, value: Any, **_: Any) -> None:
        self.outcome["finding", id] = list(value) if isinstance(value, list | tuple) else float(value)

    def judge(self, *_: Any, **__: Any) -> None:
        pass

    def number(self, value: Any, *_: Any, **__: Any) -> str:
        return str(value)  # which need be no real number here: the root of a number below nought, say

    def period(self, when: Any, **_: Any) -> str:
        return str(when)

    def fill(self, template: str, **places: Any) -> str:
        return f"{template} {places}"

    def joined(self, texts: Any, between: str = "") -> str:
        return between.join(map(str, texts))

    def figure(self, chart: Any, *, id: str, table: pd.DataFrame | None = None, **_: Any) -> None:
        behind = [*_frames(chart), *([] if table is None else [table])]
        self.outcome["figure", id] = [frame.to_csv() for frame in behind]


def _frames(chart: Any) -> Iterator[pd.DataFrame]:
    """The tables that a chart and its parts draw."""
    data: Any = getattr(chart, "data", None)
    if hasattr(data, "to_csv"):
        yield data
    for name in ("layer", "hconcat", "vconcat", "concat", "spec"):
        parts = getattr(chart, name, None)
        for part in parts if isinstance(parts, list) else [parts] if hasattr(parts, "data") else []:
            yield from _frames(part)


def outcome_of(code: list[Any], names: dict[str, Any], tables: Mapping[str, pd.DataFrame]) -> Outcome:
    """What comes out when the notebook reads *tables*."""
    from retorno.analysis import notebook

    trial = _Trial(tables)
    kept = {name: getattr(notebook, name) for name in NAMES}
    try:
        for name in NAMES:
            setattr(notebook, name, getattr(trial, name))
        own = {**names, "__name__": "__main__"}
        for part in code:
            exec(part, own)
    finally:
        for name, value in kept.items():
            setattr(notebook, name, value)
    return trial.outcome


def compiled(source: str) -> Any:
    """The code of a cell without its assertions: they hold for the true numbers."""
    return compile(ast.parse(source), "<cell>", "exec", optimize=1)


def _altered(group: Group, data_set: DataSet, table: pd.DataFrame) -> pd.DataFrame:
    """The table with other numbers in the rows of *group*."""
    table, mask = table.copy(), group.mask(table)
    keys = data_set.described["schema"].get("primaryKey", [])
    for field in data_set.fields:
        if field["type"] in NUMBERS and field["name"] not in keys:
            # Not in proportion: a ratio of two of these numbers has to change as well.
            table.loc[mask, field["name"]] = table.loc[mask, field["name"]] * 3 + 1
    return table


def _told(rule: Separation, mixed: list[Group]) -> str:
    return (
        f"this was computed from {' and '.join(map(str, mixed))}. The data set {rule.data_set} says: {rule.what} "
        "Compute it from one of them, or give the reader the reason in across=“…”"
    )
