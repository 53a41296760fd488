"""Which counts may not be added, chained or compared with each other, as the data package says.

A data set says it in ``retorno:not_comparable``, a list with one entry a rule. ``what`` is the
rule in words. The groups of rows that stay apart are listed in ``between``, each as columns with
the values that belong to it, or with ``from`` and ``to``; ``data_set`` names another data set.
Or ``each`` names a column, each of whose values is a group; other columns then say for which rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retorno.evidence.catalogue import DataSet

if TYPE_CHECKING:  # builds start faster without pandas
    import pandas as pd

KEY = "not_comparable"
"""The property of a data set, after ``retorno:``."""

WORDS = ("what", "between", "each", "data_set")
"""The keys of a rule or a group that are no columns."""


@dataclass(frozen=True)
class Group:
    """Rows of one data set: those whose columns have one of the values, or lie between two."""

    data_set: str
    columns: tuple[tuple[str, tuple[str, ...] | tuple[tuple[str, str], ...]], ...]

    def __str__(self) -> str:
        told = [f"{name} {_values_in_words(values)}" for name, values in self.columns]
        return f"{self.data_set} ({', '.join(told)})" if told else self.data_set

    def mask(self, table: pd.DataFrame) -> pd.Series:
        """Which rows of *table* belong to the group."""
        import pandas as pd

        mask = pd.Series(True, index=table.index)
        for name, values in self.columns:
            cells = as_text(table[name])
            for_one = [_meets(cells, value) for value in values]
            mask &= pd.concat(for_one, axis=1).any(axis=1)
        return mask


@dataclass(frozen=True)
class Separation:
    """A rule of the data set *data_set*: in words, and the groups that stay apart."""

    data_set: str
    what: str
    groups: tuple[Group, ...]


def separations(data_set: DataSet, tables: Mapping[str, pd.DataFrame]) -> Iterator[Separation]:
    """The rules of *data_set*, as far as *tables* (by name) hold two or more of their groups."""
    for rule in data_set.about(KEY, []):
        if "each" in rule:
            groups = _each(data_set.name, rule, tables.get(data_set.name))
        else:
            groups = [group_of(described, data_set.name) for described in rule.get("between", [])]
        present = tuple(
            group for group in groups if group.data_set in tables and group.mask(tables[group.data_set]).any()
        )
        if len(present) > 1:
            yield Separation(data_set.name, str(rule.get("what", "")), present)


def group_of(described: Mapping[str, Any], default: str) -> Group:
    """The group that *described* names, in the data set *default* where it names none."""
    columns = tuple((name, _values(wanted)) for name, wanted in described.items() if name not in WORDS)
    return Group(str(described.get("data_set", default)), columns)


def as_text(column: pd.Series) -> pd.Series:
    """The cells of a column as they stand in the file, months and days as 2025-05-01."""
    return column.astype("string").fillna("")


def _each(name: str, rule: Mapping[str, Any], table: pd.DataFrame | None) -> list[Group]:
    """One group for each value of a column, among the rows that the rule is about."""
    if table is None:
        return []
    about = group_of(rule, name)
    found = sorted(set(as_text(table.loc[about.mask(table), rule["each"]])))
    return [Group(name, (*about.columns, (rule["each"], (value,)))) for value in found]


def _values(wanted: Any) -> tuple[Any, ...]:
    if isinstance(wanted, Mapping):
        return ((str(wanted.get("from", "")), str(wanted.get("to", "~"))),)
    return tuple(str(value) for value in (wanted if isinstance(wanted, list) else [wanted]))


def _meets(cells: pd.Series, value: Any) -> pd.Series:
    return cells.between(*value) if isinstance(value, tuple) else cells == value


def _values_in_words(values: Iterable[Any]) -> str:
    said = []
    for value in values:
        if isinstance(value, tuple):
            first, last = value
            said.append(" ".join(filter(None, (first and f"from {first}", last != "~" and f"to {last}"))))
        else:
            said.append(value)
    return " or ".join(said)
