"""The numbers that teaching products show, each from the registry, with its words and its source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retorno.evidence.findings import Finding
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import Words
from retorno.project.csv_tables import records
from retorno.project.problems import nearest


class UnknownNumber(KeyError):
    """A name that the registry does not have; the message names the nearest."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Number:
    """One entry of the registry as a product shows it.

    ``name`` is ``finding:ID``, ``claim:ID`` or ``verdict:ID``; ``text`` is what readers see; ``value``
    is None where there is nothing to calculate with; ``source`` is in words.
    """

    name: str
    text: str
    statement: str
    period: str
    source: str
    value: float | None = None
    unit: str = ""
    precision: float = 1.0

    @property
    def id(self) -> str:
        """The id in the registry, without the kind."""
        return self.name.partition(":")[2]


class Numbers:
    """The registry of one build, as *entries* of ``findings.json``, in the *words* of an edition.

    *credits* names the source of each data set, *labels* that of each key of the bibliography; *data* is
    the folder of the tables, for numbers such as ``cell:darien-monthly:darien-northbound-entries:2025-03``.
    """

    def __init__(
        self,
        entries: Iterable[Mapping[str, Any]],
        words: Words,
        credits: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        data: Path | None = None,
    ) -> None:
        self.words = words
        self._data = data
        self.entries = {f"{entry['kind']}:{entry['id']}": entry for entry in entries}
        self._credits, self._labels = credits or {}, labels or {}

    @classmethod
    def read(
        cls, path: Path, words: Words, credits: Mapping[str, str], labels: Mapping[str, str], data: Path | None = None
    ) -> Numbers:
        """The registry that the build left at *path*."""
        return cls(json.loads(path.read_text(encoding="utf-8")), words, credits, labels, data)

    def __contains__(self, name: str) -> bool:
        return name.replace("verdict:", "claim:") in self.entries

    def __getitem__(self, name: str) -> Number:
        """The number called *name*; raises :class:`UnknownNumber`."""
        kind, _, id = name.partition(":")
        if kind == "cell":
            return self._cell(name)
        entry = self.entries.get(f"{'claim' if kind == 'verdict' else kind}:{id}")
        if entry is None:
            known = [known.partition(":")[2] for known in self.entries]
            raise UnknownNumber(f"the registry has no {kind} “{id}”.{nearest(id, known)}")
        if kind == "finding":
            return self._finding(name, entry)
        return self._claim(name, entry) if kind == "claim" else self._verdict(name, entry)

    def _finding(self, name: str, entry: Mapping[str, Any]) -> Number:
        computed = entry["computed"]
        value = computed["value"]
        found = Finding(
            entry["id"],
            tuple(value) if isinstance(value, list) else value,
            computed["unit"],
            computed["precision"],
            entry["statement"],
            computed["period"],
        )
        return Number(
            name,
            self.words.value(found),
            self.words.text(entry["statement"]),
            self.words.period(computed["period"]),
            self._source(entry),
            None if isinstance(value, list) else float(value),
            computed["unit"],
            computed["precision"],
        )

    def _cell(self, name: str) -> Number:
        _, table, series, period = name.split(":")
        rows = records(self._data / f"{table}.csv") if self._data else ()
        for _, row in rows:
            if (row.get("series"), row.get("period")) == (series, period):
                value, source = float(row["value"]), self._credits.get(table, table)
                shown = self.words.number(value, 1)
                return Number(name, shown, series, self.words.period(period), source, value, row["unit"])
        raise UnknownNumber(f"data/{table}.csv has no {series} for {period}")

    def _claim(self, name: str, entry: Mapping[str, Any]) -> Number:
        published = entry["published"]
        value = published["value"]
        return Number(
            name,
            str(published["text"]),
            self.words.text(entry["statement"]),
            self.words.period(published["period"]) if published["period"] else "",
            ", ".join(part for part in (self._labels.get(entry["source"], entry["source"]), entry["locator"]) if part),
            value if isinstance(value, int | float) else None,
            published["unit"],
        )

    def _verdict(self, name: str, entry: Mapping[str, Any]) -> Number:
        kind: Any = entry.get("verdict") or ""
        said = self.words.verdict(Verdict(entry["id"], kind, manner=entry.get("manner") or "")) if kind else "–"
        return Number(name, said, entry.get("sentence") or "", "", self._source(entry))

    def _source(self, entry: Mapping[str, Any]) -> str:
        if entry["kind"] == "finding" and entry["source"]:
            return self._labels.get(entry["source"], str(entry["source"]))
        credited = [self._credits.get(name, name) for name in entry["datasets"]]
        return "; ".join(dict.fromkeys(filter(None, credited)))
