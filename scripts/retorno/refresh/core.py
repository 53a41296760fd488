"""Refreshing one data set: fetch, read, compare, check, write; or say why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from retorno.changes import table_changes
from retorno.changes.table_changes import Row, TableChange
from retorno.evidence import table_values
from retorno.evidence.catalogue import Catalogue, DataSet
from retorno.project import csv_tables
from retorno.project.paths import Project
from retorno.project.problems import UsageError
from retorno.refresh import FormatError, Refused, by_hand, writing
from retorno.refresh.fetching import Limits, fetch
from retorno.refresh.publishers import READERS
from retorno.refresh.rows import Merge, rows_from

Result = Literal["updated", "unchanged", "refused", "by hand"]

PAGE_TYPES = ("text/html", "application/xhtml+xml")
ACCEPT = "If you have looked at it and it is right, run: make refresh DATASET={name} ACCEPT=1"


@dataclass(frozen=True)
class Outcome:
    """What came of refreshing one data set; ``told`` says it in words."""

    name: str
    result: Result
    told: str
    change: TableChange = field(default_factory=TableChange)

    def __str__(self) -> str:
        return f"{self.name}: {self.told}"


@dataclass(frozen=True)
class Order:
    """How to refresh: on which day, within which limits, and what was decided by a person.

    ``accept`` takes what is beyond the bounds; ``file`` stands in for what would be fetched;
    ``alone`` says that this one data set was asked for.
    """

    today: date
    alone: bool = False
    accept: bool = False
    file: Path | None = None
    limits: Limits = field(default_factory=Limits)


def refresh(project: Project, name: str, order: Order) -> Outcome:
    """Refresh the data set *name*.

    Every file stays byte for byte as it is unless the result is “updated”. Raises ``NoNetwork``
    where the publisher cannot be reached.
    """
    data_set = Catalogue(project)[name]
    settings = data_set.about("refresh", {})
    rows = table_changes.rows_of(data_set.path.read_text(encoding="utf-8"))
    if "reader" not in settings:
        if order.file:
            raise UsageError(f"{name} is entered by hand: there is no reader for a file.")
        return Outcome(name, "by hand", by_hand.instructions(data_set, rows, order.alone))
    try:
        return _refreshed(project, data_set, rows, order)
    except (Refused, FormatError) as error:
        accept = f"\n  {ACCEPT.format(name=name)}" if getattr(error, "acceptable", False) else ""
        return Outcome(name, "refused", f"the table stays as it is: {error}.{accept}")


def _refreshed(project: Project, data_set: DataSet, rows: list[Row], order: Order) -> Outcome:
    settings = data_set.about("refresh")
    if settings["reader"] not in READERS:
        raise Refused(f"there is no reader “{settings['reader']}”; there are {', '.join(READERS)}")
    if missing := [name for name in ("publisher", "address", "source", "series") if not settings.get(name)]:
        raise Refused(f"retorno:refresh lacks {', '.join(missing)} in data/datapackage.json")
    reader = READERS[settings["reader"]]
    month = f"{order.today:%Y-%m}"
    vintage = month if settings.get("vintage") == "month" else str(settings.get("vintage", ""))
    fetched: list[Row] = []
    for part in _by_file(data_set, settings, order.file):
        content = order.file.read_bytes() if order.file else _fetched(reader, part, order.limits)
        _refuse_pages(content)
        fetched += rows_from(reader.read(content), part, vintage)
    source = f"{settings['source']}-{month}"
    merge = Merge(data_set, rows, fetched, source, bool(settings.get("known_only")))
    result = merge.result()
    change = table_changes.compared(rows, result, merge.key)
    if not change:
        return Outcome(data_set.name, "unchanged", f"nothing moved; {len(merge.fetched):,} fetched rows say the same")
    _check_bounds(data_set, merge, result, order.accept)
    text = table_changes.text_of(result, merge.columns)
    _check_schema(data_set, text)
    _write(project, data_set, merge.source, result, text, order.today)
    lines = "\n".join(f"  {line}" for line in table_changes.told(change))
    return Outcome(data_set.name, "updated", f"{_counted(change)}\n{lines}\n  {_left(data_set)}", change)


def _by_file(data_set: DataSet, settings: dict[str, Any], given: Path | None) -> list[dict[str, Any]]:
    """*settings* once for each file to fetch: a series may name one of its own."""
    files: dict[str, dict[str, Any]] = {}
    for series, asked in settings["series"].items():
        own = asked.get("file", "") if isinstance(asked, dict) else ""
        files.setdefault(own, {})[series] = asked
    if given and len(files) > 1:
        raise UsageError(f"{data_set.name} is fetched in {len(files)} files: one file cannot stand in for them.")
    return [{**settings, **({"file": own} if own else {}), "series": series} for own, series in files.items()]


def _fetched(reader: Any, settings: dict[str, Any], limits: Limits) -> bytes:
    """The publisher's file; where its address changes, from the page that lists it."""
    address, hosts = str(settings.get("file") or settings["address"]), settings.get("hosts", [])
    origin = address
    if hasattr(reader, "find") and not settings.get("file"):
        address = reader.find(fetch(address, PAGE_TYPES, hosts, limits), address, settings.get("link", ""))
    return fetch(address, reader.TYPES, hosts, limits, origin)


def _refuse_pages(content: bytes) -> None:
    """A web page in place of a file: an error told with status 200."""
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise Refused("what came is a web page, not a file: the publisher tells of an error, or the file has moved")


def _check_bounds(data_set: DataSet, merge: Merge, result: Sequence[Row], accept: bool) -> None:
    """Hold the change against ``retorno:bounds``."""
    bounds = data_set.about("bounds", {})
    least = int(bounds.get("rows_min", 1))
    if len(result) < least:
        raise Refused(f"it would have {len(result):,} rows; it must have {least:,} at least (rows_min)")
    if accept:
        return
    if lost := merge.lost():
        raise Refused(f"what came lacks periods that the table has: {_few(lost)}", acceptable=True)
    most = float(bounds.get("change_max_percent", 0))
    far = [
        f"{' '.join(filter(None, (new['series'], new['place'], new['partner'], new['period'])))} "
        f"{old['value']} → {new['value']} ({change:+.1f}%)"
        for old, new in merge.revisions()
        if abs(change := _percent(old, new)) > most
    ]
    if far:
        raise Refused(
            f"{len(far):,} values differ by more than {most:g}% (change_max_percent): {_few(far)}", acceptable=True
        )


def _percent(old: Row, new: Row) -> float:
    before, after = float(old["value"]), float(new["value"])
    return 100 * (after - before) / abs(before) if before else float("inf")


def _few(told: Sequence[str], most: int = 5) -> str:
    return "; ".join(told[:most]) + (f" and {len(told) - most:,} more" if len(told) > most else "")


def _check_schema(data_set: DataSet, text: str) -> None:
    """Hold the new table against its schema, before anything is written."""
    table = csv_tables.parsed(text, data_set.path.name)
    wrong = [
        f"{found.place or 'table'}: {found.wrong}"
        for found in table.faults([field["name"] for field in data_set.fields])
    ]
    wrong += [f"line {line}, {place}: {told}" for line, place, told, _ in table_values.faults(data_set, table, {})]
    if wrong:
        raise Refused(f"the new table does not fit its schema: {_few(wrong)}")


def _write(project: Project, data_set: DataSet, key: str, rows: Sequence[Row], text: str, today: date) -> None:
    """The source first, then the table, then the description: what is cited is always there."""
    descriptor = writing.described(project, data_set.name, rows, today)
    if any(row.get("source") == key for row in rows):
        bibliography = project.bibliography.read_text(encoding="utf-8")
        writing.replace(project.bibliography, writing.cited(bibliography, key, data_set, today))
    writing.replace(data_set.path, text)
    writing.replace(project.data / "datapackage.json", descriptor)


def _counted(change: TableChange) -> str:
    rows = {cell.key for cell in change.cells if cell.column == "value"}
    return f"updated: {len(change.added):,} new rows, {len(rows):,} revised values"


def _left(data_set: DataSet) -> str:
    vintage = data_set.about("vintage")
    return f"Left to a person: read the publisher's notes; does retorno:vintage still hold (“{vintage}”)?"
