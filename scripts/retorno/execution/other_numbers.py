"""The tables of an analysis with other numbers in some of their rows, for it to be run again with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from retorno.evidence.comparability import as_text
from retorno.execution.dependence import NUMBERS, Outcome

if TYPE_CHECKING:
    import pandas as pd

    from retorno.evidence.catalogue import DataSet

PERIODS = ("period", "fiscal_year")
SHARES = ("percent", "percentage points", "ratio")

Again: TypeAlias = "Callable[[Callable[[DataSet, pd.DataFrame], pd.DataFrame]], Outcome | None]"
Sets: TypeAlias = "Mapping[str, DataSet]"
Tables: TypeAlias = "Mapping[str, pd.DataFrame]"


def other_values(column: pd.Series) -> pd.Series:
    """Other numbers, so that differences and ratios of any two of them are others, and ratios of differences too."""
    others: pd.Series = column * _times(column) + 1
    return others


def smaller_values(column: pd.Series) -> pd.Series:
    """Other numbers, each nearer to nought than it was."""
    others: pd.Series = column / _times(column)
    return others


def _times(column: pd.Series) -> Any:
    """How many times as large each number is made: not all alike."""
    return 3 + column.reset_index(drop=True).index.to_numpy() % 5


def with_numbers(
    data_set: DataSet, table: pd.DataFrame, change: Callable[[pd.Series], pd.Series], mask: Any = None
) -> pd.DataFrame:
    """The table with other numbers, in the rows of *mask*, in the columns that are no keys."""
    keys = data_set.described["schema"].get("primaryKey", [])
    for field in data_set.fields:
        if field["type"] in NUMBERS and field["name"] not in (*keys, "precision"):
            column = table[field["name"]]
            altered = change(column.astype("float64") if field["type"] == "number" else column)
            table[field["name"]] = altered if mask is None else column.where(~mask, altered)
    return table


def in_shares_or_not(
    data_set: DataSet, table: pd.DataFrame, shares: bool, change: Callable[[pd.Series], pd.Series]
) -> pd.DataFrame:
    """The table with other numbers in the rows in per cent, or in all others."""
    if "unit" in table:
        mask = table["unit"].isin(SHARES)
    else:
        in_shares = str(data_set.about("unit")).startswith("percent")
        mask = table.iloc[:, 0].notna() == in_shares
    return with_numbers(data_set, table, change, mask if shares else ~mask)


def times_of(data_set: DataSet, table: pd.DataFrame) -> pd.Series:
    """The period of each row, as ISO 8601; none where the table has no such column."""
    for field in data_set.fields:
        if field["name"] in PERIODS:
            column = table[field["name"]]
            return column.dt.strftime("%Y-%m") if field["type"] == "yearmonth" else as_text(column)
    return as_text(table.iloc[:, 0]).iloc[:0]


def at_times(
    data_set: DataSet, table: pd.DataFrame, altered: set[str], change: Callable[[pd.Series], pd.Series]
) -> pd.DataFrame:
    """The table with other numbers in the rows of these periods; in all, where it has no periods."""
    times = times_of(data_set, table)
    mask = times.isin(altered) if len(times) else None
    return with_numbers(data_set, table, change, mask)
