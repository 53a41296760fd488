"""Comparing two states of the book: what moved, what was touched, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from retorno.changes import table_changes
from retorno.changes.causes import ADDITION, CORRECTION, DATA, METHOD, TEXT, UNEXPLAINED, causes
from retorno.changes.severity import MAJOR, MINOR, MODERATE, Change, Report, by_size, difference, gravest, shown
from retorno.changes.severity import TEXT as WORDS
from retorno.changes.states import Entry, State
from retorno.evidence.verdict_vocabulary import word_of
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import MANNERS

RESTATED = ("statement", "source")
CIRCUMSTANCES = ("unit", "precision", "period", "place")
BOOKKEEPING = ("analysis", "note")
"""Columns of the register that say where a claim is tested, not what it says."""


def compare(before: State, after: State) -> Report:
    """Everything that differs between two states, with its causes and its severity."""
    return Report.of(Comparison(before, after).changes())


class Comparison:
    """The comparison of two states."""

    def __init__(self, before: State, after: State) -> None:
        self.before, self.after = before, after
        self.renamed_pages = renames(
            {name: page.content for name, page in before.pages.items()},
            {name: page.content for name, page in after.pages.items()},
        )

    def changes(self) -> list[Change]:
        """All changes; chapters come last because they show the others."""
        found = [*self._findings(), *self._claims(), *self._figures(), *self._tables()]
        return [*found, *self._chapters(found)]

    # Findings and claims

    def _findings(self) -> Iterator[Change]:
        old, new = (_entries(state, "finding") for state in (self.before, self.after))
        renamed, ids = self._named("finding", old, new, _same)
        yield from renamed
        for id in ids:
            if id not in new:
                yield Change(
                    "finding", id, "removed", MAJOR, shown(old[id]["computed"]), why=self._why(f"finding:{id}")
                )
            elif id not in old:
                value = shown(new[id]["computed"])
                yield Change("finding", id, "added", MINOR, "", value, pages=self._pages(f"finding:{id}"))
            elif old[id]["computed"]["value"] != new[id]["computed"]["value"]:
                yield self._moved(id, old[id], new[id])
            elif details := _restated(old[id], new[id]):
                pages = self._pages(f"finding:{id}")
                yield Change("finding", id, "restated", MODERATE, why=(CORRECTION,), pages=pages, details=details)

    def _moved(self, id: str, old: Entry, new: Entry) -> Change:
        before, after = old["computed"], new["computed"]
        why = self._why(f"finding:{id}", new["datasets"])
        numbers = not isinstance(before["value"], list | tuple) and not isinstance(after["value"], list | tuple)
        severity = by_size(before["value"], after["value"]) if numbers else MAJOR
        return Change(
            "finding",
            id,
            "moved",
            MAJOR if why == (UNEXPLAINED,) else severity,
            shown(before),
            shown(after),
            difference(before, after),
            why,
            self._pages(f"finding:{id}"),
            (str(new["statement"]), *_restated(old, new)),
        )

    def _claims(self) -> Iterator[Change]:
        old, new = self.before.claims, self.after.claims
        renamed, ids = self._named("claim", old, new, _row)
        yield from renamed
        for id in ids:
            if id not in new:
                yield Change("claim", id, "removed", MAJOR, old[id].get("text", ""))
            elif id not in old:
                pages = self._pages(f"claim:{id}")
                yield Change("claim", id, "added", MINOR, "", new[id].get("text", ""), why=(ADDITION,), pages=pages)
                yield self._first_verdict(id)
            else:
                yield from self._corrected(id, old[id], new[id])
                yield from self._verdict(id)

    def _first_verdict(self, id: str) -> Change:
        """The verdict of a claim that is new."""
        entry = self.after.entries.get(f"claim:{id}", {})
        verdict = _verdict_in_words(entry.get("verdict"), entry.get("manner"))
        pages, statement = self._pages(f"verdict:{id}"), str(entry.get("statement", ""))
        return Change("verdict", id, "added", MINOR, "", verdict, why=(ADDITION,), pages=pages, details=(statement,))

    def _corrected(self, id: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
        columns = [name for name in new if name != "analysis" and old.get(name, "") != new[name]]
        if columns:
            value = "value" in columns or "members" in columns or "comparator" in columns
            words = set(columns) <= set(BOOKKEEPING)
            completed = not any(old.get(name) for name in columns)  # cells were empty
            yield Change(
                "claim",
                id,
                "completed" if completed else "corrected",
                MAJOR if value else WORDS if words else MODERATE,
                old.get("text", ""),
                new.get("text", ""),
                why=(f"{ADDITION if completed else CORRECTION}: the row {id} of data/claims.csv",),
                pages=self._pages(f"claim:{id}"),
                details=tuple(f"{name}: {old.get(name, '') or 'empty'} → {new[name] or 'empty'}" for name in columns),
            )

    def _verdict(self, id: str) -> Iterator[Change]:
        name = f"claim:{id}"
        old, new = self.before.entries.get(name, {}), self.after.entries.get(name, {})
        before, after = ((entry.get("verdict"), entry.get("manner")) for entry in (old, new))
        if before == after:
            return
        yield Change(
            "verdict",
            id,
            "changed",
            MAJOR if before[0] != after[0] else MODERATE,
            _verdict_in_words(*before),
            _verdict_in_words(*after),
            why=self._why(name, new.get("datasets", ()), id),
            pages=self._pages(f"verdict:{id}"),
            details=(str(new.get("statement", "")),),
        )

    # Figures and data sets

    def _figures(self) -> Iterator[Change]:
        old, new = self.before.figures, self.after.figures
        renamed, ids = self._named("figure", old, new, lambda figure: (figure.drawn, figure.words))
        yield from renamed
        for id in ids:
            if id not in new:
                yield Change("figure", id, "removed", MODERATE, pages=(old[id].page,))
            elif id not in old:
                yield Change("figure", id, "added", MINOR, pages=(new[id].page,))
            elif old[id].drawn != new[id].drawn:
                why = causes(self.before, self.after, (old[id].page, new[id].page))
                severity = MAJOR if why == (UNEXPLAINED,) else MINOR
                yield Change("figure", id, "changed", severity, why=why, pages=(new[id].page,))
            elif old[id].words != new[id].words:
                yield Change("figure", id, "changed", WORDS, why=(TEXT,), pages=(new[id].page,))

    def _tables(self) -> Iterator[Change]:
        old, new = self.before.tables, self.after.tables
        renamed, ids = self._named("data set", old, new, lambda table: table.content)
        yield from renamed
        for id in ids:
            if id not in new:
                yield Change("data set", id, "removed", MODERATE, old[id].file)
            elif id not in old:
                yield Change("data set", id, "added", MINOR, "", new[id].file)
            else:
                yield from self._table(id)

    def _table(self, id: str) -> Iterator[Change]:
        old, new = self.before.tables[id], self.after.tables[id]
        if old.file != new.file:
            yield Change("data set", id, "renamed", MINOR, old.file, new.file)
        if old.content != new.content and old.file != "data/claims.csv":  # claims are told one by one
            change = table_changes.compared(
                table_changes.rows_of(old.content), table_changes.rows_of(new.content), new.key
            )
            sizes = [abs(cell.percent) / 100 for cell in change.cells if cell.percent is not None]
            severity = gravest([by_size(1, 1 + max(sizes)) if sizes else MINOR, MODERATE if change.removed else MINOR])
            why = DATA if change.cells or change.removed else ADDITION
            yield Change("data set", id, "changed", severity, why=(why,), details=tuple(table_changes.told(change)))
        elif (old.schema, old.description) != (new.schema, new.description):
            why = DATA if old.schema != new.schema else TEXT
            yield Change("data set", id, "changed", WORDS, why=(why,), details=("its description",))

    # Chapters

    def _chapters(self, others: list[Change]) -> Iterator[Change]:
        old, new = self.before.pages, self.after.pages
        yield from (
            Change("chapter", new_id, "renamed", MINOR, old_id, new_id) for old_id, new_id in self.renamed_pages.items()
        )
        for name in sorted(old.keys() - new.keys() - self.renamed_pages.keys()):
            yield Change("chapter", name, "removed", MODERATE)
        for name in sorted(new.keys() - old.keys() - {*self.renamed_pages.values()}):
            yield Change("chapter", name, "added", MINOR)
        for name in sorted(new):
            yield from self._chapter(name, others)

    def _chapter(self, name: str, others: list[Change]) -> Iterator[Change]:
        former = next((old for old, new in self.renamed_pages.items() if new == name), name)
        old, new = self.before.pages.get(former), self.after.pages[name]
        if old is None:
            return
        shows = [one for one in others if name in one.pages and one.what != "renamed"]
        why, details = [], [f"shows {one.kind} {one.id}, which {_became(one.what)}" for one in shows]
        if old.code != new.code:
            why.append(METHOD)
        if old.text != new.text:
            gone, came = _by_name(old.uses - new.uses), _by_name(new.uses - old.uses)
            why.append(CORRECTION if gone else ADDITION if came else TEXT)
            details += [f"no longer shows {use}" for use in gone] + [f"now shows {use}" for use in came]
        why += sorted({cause.partition(":")[0] for one in shows for cause in one.why} - {*why})
        if why:
            own = MINOR if {METHOD, CORRECTION, ADDITION} & {*why} else WORDS
            severity = gravest([own, *(one.severity for one in shows)])
            yield Change("chapter", name, "changed", severity, why=tuple(why), details=tuple(details))

    # What serves all of them

    def _named(
        self, kind: str, old: Mapping[str, Any], new: Mapping[str, Any], same: Callable[[Any], Any]
    ) -> tuple[list[Change], list[str]]:
        """What was only renamed, and the ids that remain to be compared."""
        renamed = renames({id: same(one) for id, one in old.items()}, {id: same(one) for id, one in new.items()})
        told = [
            Change(kind, id, "renamed", MINOR, former, id, pages=self._pages(f"{kind}:{id}"))
            for former, id in renamed.items()
        ]
        return told, sorted({*old, *new} - {*renamed, *renamed.values()})

    def _why(self, name: str, datasets: Any = (), claim: str = "") -> tuple[str, ...]:
        pages = (self.before.page_of(name), self.after.page_of(name))
        return causes(self.before, self.after, pages, tuple(datasets), claim)

    def _pages(self, use: str) -> tuple[str, ...]:
        return tuple(sorted(name for name, page in self.after.pages.items() if use in page.uses))


def renames(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Names that went, and the names under which the same content came back."""
    came: dict[str, list[str]] = {}
    for name in sorted(new.keys() - old.keys()):
        came.setdefault(repr(new[name]), []).append(name)
    return {name: came[repr(old[name])].pop(0) for name in sorted(old.keys() - new.keys()) if came.get(repr(old[name]))}


def _by_name(uses: Iterable[str]) -> list[str]:
    """What came or went, sorted; a claim is not named beside its verdict."""
    named = set(uses)
    return sorted(named - {use.replace("verdict:", "claim:") for use in named if use.startswith("verdict:")})


def _entries(state: State, kind: str) -> dict[str, Entry]:
    return {entry["id"]: entry for entry in state.entries.values() if entry["kind"] == kind}


def _same(entry: Entry) -> tuple[Any, ...]:
    """What makes two findings the same finding under two ids."""
    return entry["statement"], entry["source"], sorted(entry["computed"].items())


def _row(row: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted((name, cell) for name, cell in row.items() if name not in ("id", *BOOKKEEPING))


def _restated(before: Entry, after: Entry) -> tuple[str, ...]:
    """What is said of a finding otherwise than before."""
    pairs = [(name, before.get(name), after.get(name)) for name in RESTATED]
    pairs += [(name, before["computed"].get(name), after["computed"].get(name)) for name in CIRCUMSTANCES]
    return tuple(
        f"{name}: {before or 'empty'} → {after or 'empty'}" for name, before, after in pairs if before != after
    )


def _verdict_in_words(kind: str | None, manner: str | None) -> str:
    if not kind:
        return "not judged"
    how = MANNERS.get(manner or "", "") if kind == "reproduced" else ""
    told = word_of(Verdict("", kind)).word  # type: ignore[arg-type]  # older editions had a word that is gone
    return told + (f" ({how})" if how else "")


def _became(what: str) -> str:
    return {"moved": "moved", "changed": "changed"}.get(what, f"was {what}")
