"""From observations to rows of a table, and from those rows to the table as it would become."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from retorno.changes.table_changes import Row
from retorno.evidence.catalogue import DataSet
from retorno.refresh import Observation, Refused

IDENTITY = ("series", "place", "partner")
"""The columns that say which series a row belongs to; the period says where in it."""

COMMON = (*IDENTITY, "period", "vintage", "value", "unit", "source", "obtained", "note")
"""The columns whose meaning is the same in every table."""


def rows_from(observations: Sequence[Observation], settings: Mapping[str, Any], vintage: str) -> list[Row]:
    """The rows that ``retorno:refresh`` asks for, summed from the observations that it picks.

    Where a series asks in several ways (a list), the first that gives a period and a place decides.
    Raises :class:`Refused` where a series picks nothing.
    """
    rows: dict[tuple[str, ...], Row] = {}
    for series, asked in settings["series"].items():
        ways = asked if isinstance(asked, list) else [asked]
        found = [row for way in ways for row in _summed(observations, series, way, vintage)]
        if not found:
            raise Refused(f"the file has nothing for the series {series} (pick: {ways[0].get('pick', {})})")
        for row in found:
            rows.setdefault((*identity(row), row["period"]), row)
    return list(rows.values())


def _summed(observations: Sequence[Observation], series: str, asked: Mapping[str, Any], vintage: str) -> Iterator[Row]:
    """The rows of *series* that are summed from what *asked* picks, in the unit and rounding of the table."""
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for one in observations:
        if _picked(one, asked.get("pick", {})):
            key = (one.period, _named(one, asked.get("place", "")), _named(one, asked.get("partner", "")))
            sums[key] += one.value
    for (period, place, partner), total in sorted(sums.items()):
        value = total / asked.get("divide", 1)
        if value >= asked.get("least", value):
            yield {
                "period": period,
                "vintage": vintage,
                "series": series,
                "place": place,
                "partner": partner,
                "value": number(round(value, asked["decimals"]) if "decimals" in asked else value),
                "obtained": str(asked.get("obtained", "published")),
            }


def number(value: float) -> str:
    """A number as the tables write it: digits, with a point only where it is needed."""
    return str(int(value)) if float(value).is_integer() else repr(round(value, 10))


def _picked(one: Observation, pick: Mapping[str, Any]) -> bool:
    return all(
        one.properties.get(name) in (wanted if isinstance(wanted, list) else [wanted]) for name, wanted in pick.items()
    )


def _named(one: Observation, place: str | Mapping[str, str]) -> str:
    """A place that is given, or the property from which it is taken."""
    return place if isinstance(place, str) else one.properties.get(place["from"], "")


class Merge:
    """The rows of a data set joined with rows that were fetched."""

    def __init__(
        self, data_set: DataSet, rows: Sequence[Row], fetched: Iterable[Row], source: str, known_only: bool = False
    ) -> None:
        key = data_set.described["schema"]["primaryKey"]
        self.key: list[str] = [key] if isinstance(key, str) else list(key)
        self.columns = [field["name"] for field in data_set.fields]
        self.has_vintage = "vintage" in self.columns
        self.rows = list(rows)
        self.source = source
        begins: dict[tuple[str, ...], str] = {}
        for row in self.rows:
            begins[identity(row)] = min(row["period"], begins.get(identity(row), row["period"]))
        # A publisher's file often begins before the series that the book chose to carry.
        self.fetched = [
            row
            for row in fetched
            if row["period"] >= begins.get(identity(row), "") and (identity(row) in begins or not known_only)
        ]

    @cached_property
    def today(self) -> dict[tuple[str, ...], Row]:
        """The rows to compare with, by series and period: of the same vintage, or else of the latest."""
        fetched = {row["vintage"] for row in self.fetched}
        latest: dict[tuple[str, ...], tuple[bool, str]] = {}
        for row in self.rows:
            rank = _rank(row, fetched)
            latest[identity(row)] = max(rank, latest.get(identity(row), rank))
        return {
            (*identity(row), row["period"]): row for row in self.rows if _rank(row, fetched) == latest[identity(row)]
        }

    def revisions(self) -> Iterator[tuple[Row, Row]]:
        """Pairs of a row and the fetched row that says another number."""
        for row in self.fetched:
            old = self.today.get((*identity(row), row["period"]))
            if old is not None and float(old["value"]) != float(row["value"]):
                yield old, row

    def lost(self) -> list[str]:
        """Periods that the table has and that the fetch should have but does not, told by series."""
        covered: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for row in self.fetched:
            covered[identity(row)].add(row["period"])
        return sorted(
            f"{' '.join(filter(None, who))} {period}"
            for *who, period in self.today
            if tuple(who) in covered and period >= min(covered[tuple(who)]) and period not in covered[tuple(who)]
        )

    def result(self) -> list[Row]:
        """The table as it would become: no row is lost, changed values name their new source."""
        revised = {id(new) for _, new in self.revisions()}
        known = {(*identity(row), row["period"]) for row in self.today.values()}
        news = {
            self._name(row): self._new(row)
            for row in self.fetched
            if id(row) in revised or (*identity(row), row["period"]) not in known
        }
        if news and self.has_vintage:  # a new vintage comes whole: nobody should compare across two of them
            present = {self._name(row) for row in self.rows}
            whole = (row for row in self.fetched if self._name(row) not in present)
            news = {**news, **{self._name(row): self._new(row) for row in whole}}
        kept = [news.pop(self._name(row), row) for row in self.rows]
        return self._placed(kept, list(news.values()))

    def _new(self, row: Row) -> Row:
        """A fetched row with all columns of the table."""
        made = {name: row.get(name, "") for name in self.columns}
        made["source"] = self.source
        made["unit"] = next((other["unit"] for other in self.rows if other["series"] == row["series"]), "")
        made.update(self._constant.get(identity(row), {}))
        old = self.today.get((*identity(row), row["period"]))
        if old is not None and float(old["value"]) != float(row["value"]):
            made["note"] = f"{old['value']} before, from {old['source']}"
        return made

    @cached_property
    def _constant(self) -> dict[tuple[str, ...], Row]:
        """What columns of a table's own, such as the region of a country, say throughout a series."""
        own = [name for name in self.columns if name not in COMMON]
        said: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in self.rows:
            for name in own:
                said[identity(row)][name].add(row[name])
        return {
            who: {name: next(iter(values)) for name, values in columns.items() if len(values) == 1}
            for who, columns in said.items()
        }

    def _name(self, row: Row) -> tuple[str, ...]:
        return tuple(row.get(name, "") for name in self.key)

    def _placed(self, rows: list[Row], new: Sequence[Row]) -> list[Row]:
        """*rows* with each new row after the last one of its series and vintage before it."""
        for row in sorted(new, key=lambda one: (identity(one), one.get("vintage", ""), one["period"])):
            group = (identity(row), row.get("vintage", ""))
            places = [
                place
                for place, other in enumerate(rows)
                if (identity(other), other.get("vintage", "")) == group and other["period"] < row["period"]
            ] or [place for place, other in enumerate(rows) if identity(other) == identity(row)]
            rows.insert(places[-1] + 1 if places else len(rows), row)
        return rows


def _rank(row: Row, vintages: set[str]) -> tuple[bool, str]:
    return row.get("vintage", "") in vintages, row.get("vintage", "")


def identity(row: Row) -> tuple[str, ...]:
    """Which series a row belongs to."""
    return tuple(row.get(name, "") for name in IDENTITY)
