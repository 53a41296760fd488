"""What is told of a claim or a finding on its own page, one name and one piece of HTML a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from retorno.book.roles.claim import source_label
from retorno.book.state import entry_addresses
from retorno.book.state.book_build import Build
from retorno.book.theme import edit_links
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.source_grades import KINDS
from retorno.evidence.source_texts import Reading, Text
from retorno.evidence.verdict_vocabulary import word_of
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import BASES, Words
from retorno.project.paths import DATA_PAGES
from sphinx_content_freshness.link_states import citations

ROLES = {
    "measure": "",
    "at-least": "at least, by",
    "at-most": "at most, by",
    "earlier": "earlier:",
    "elsewhere": "the figure belongs to",
}
"""The part that a finding plays, before its statement."""

CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.M | re.S)
"""A cell of code in the source of a notebook."""

FEW = 3
"""How many sources of the lowest grade are named."""

Fact = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """Tells of entries of *book*, with links as they lead from the pages of entries."""

    book: Build

    @property
    def words(self) -> Words:
        """The words of the edition."""
        return self.book.words

    def of_claim(self, claim: Claim) -> Iterator[Fact]:
        """What the source says, what it rests on, where it is tested and shown."""
        registry, words, say = self.book.registry, self.words, self.words.say
        verdict, entry = registry.verdicts.get(claim.id), registry.entry(f"claim:{claim.id}")
        used = registry.used(verdict)
        text = self.book.texts.get(claim.source)
        language = f' lang="{escape(text.language)}"' if text and text.language != words.language else ""
        where = claim.population, self.book.place(claim.place), when(claim, words)
        yield say("In its words"), f"<q{language}>{escape(claim.quote)}</q> ({escape(claim.speaker)})"
        yield say("Source"), f"{self.source(claim.source)}, {escape(claim.locator)}"
        yield say("Grade of the source"), escape(self._kind(registry.grades.of_source.get(claim.source, "")))
        yield say("Language, and what we read"), escape(what_was_read(text, words))
        yield say("Population, place, period"), escape(", ".join(filter(None, where)))
        yield say("Published"), escape(claim.text + step(claim, words))
        yield say("Rests on"), escape(say(BASES[verdict.basis])) if verdict else ""
        yield say("Evidence"), "; ".join(self._evidence(verdict))
        yield say("How far off"), escape(how_far(claim, verdict, used, words))
        reasons = "; ".join(f"{aspect}: {reason}" for aspect, reason in claim.differs.items())
        yield say("Compared although"), escape(reasons)
        yield say("Why"), escape(verdict.because if verdict and verdict.kind != "not-checkable" else "")
        yield say("Tested in"), self.page(entry.page)
        yield say("Read by"), escape(read_by(self.book.readings.get(claim.id), verdict, words))
        yield say("Data sets"), self.data_sets(name for found in used for name in found.datasets)
        yield say("Lowest grade of the evidence"), escape(self._kind(registry.grades.lowest(*used)))
        yield say("Shown on"), ", ".join(map(self.page, entry.used_on))
        yield say("Note"), escape(claim.note)
        yield say("Every value it ever had"), escape(self.history(f"claim:{claim.id}"))
        yield say("Row of the register"), self._row(claim)

    def _row(self, claim: Claim) -> str:
        """Where the row of a claim is seen and edited; nothing without a repository."""
        line = self.book.rows[claim.id]
        address = edit_links.row_address(self.book.app, "data/claims.csv", line)
        told = escape(self.words.say("data/claims.csv, line {line}", line=line))
        return f'<a href="{escape(address)}">{told}</a>' if address else ""

    def of_finding(self, found: Finding) -> Iterator[Fact]:
        """What is counted, where it was computed from what, what it tests, where it is shown."""
        registry, words, say = self.book.registry, self.words, self.words.say
        entry = registry.entry(f"finding:{found.id}")
        where = self.book.place(found.place), words.period(found.period)
        tests = registry.tested.get(found.id, [])
        yield say("What is counted"), escape(found.statement)
        yield say("Unit"), escape(words.unit(found.unit) or say(found.unit))
        yield say("Place and period"), escape(", ".join(filter(None, where)))
        yield say("As reported by"), self.source(found.reported_by) if found.reported_by else ""
        yield say("Recorded in" if found.reported_by else "Computed in"), self.page(entry.page)
        yield say("Data sets"), self.data_sets(found.datasets)
        yield say("Lowest grade of its sources"), self.grade(found)
        yield say("Tests"), "; ".join(map(self.claim, tests))
        yield say("Shown on"), ", ".join(map(self.page, entry.used_on))
        yield say("Every value it ever had"), escape(self.history(f"finding:{found.id}"))

    def _evidence(self, verdict: Verdict | None) -> Iterator[str]:
        """The findings that a claim was compared with, and the part of each."""
        if verdict is None:
            return
        told = [(piece.finding, ROLES[piece.role]) for piece in verdict.evidence]
        told += [(id, ROLES[role]) for id, role in ((verdict.earlier, "earlier"), (verdict.elsewhere, "elsewhere"))]
        for id, role in told:
            if id in self.book.registry.findings:
                yield f"{escape(self.words.say(role))} {self.finding(self.book.registry.findings[id])}".strip()

    def finding(self, found: Finding) -> str:
        """A finding with its value, linked to its page."""
        told = f"{found.statement.rstrip('.')}: {self.words.measured(found)}"
        return f'<a href="{found.id}.html">{escape(told)}</a>'

    def claim(self, id: str) -> str:
        """A claim with its verdict, linked to its page."""
        claim, word = self.book.claims[id], word_of(self.book.registry.verdicts.get(id))
        return f'<a href="{id}.html">{escape(claim.statement)}</a> ({escape(self.words.say(word.word))})'

    def page(self, docname: str) -> str:
        """The title of a page, linked; empty where there is none."""
        titles = self.book.env.titles
        if docname not in titles:
            return ""
        address = self.book.app.builder.get_target_uri(docname)
        return (
            f'<a href="{entry_addresses.to_edition(self.book)}{escape(address)}">{escape(titles[docname].astext())}</a>'
        )

    def data_sets(self, names: Iterable[str]) -> str:
        """Data sets, each linked to its page."""
        known = [name for name in sorted(set(names)) if name in self.book.catalogue]
        return ", ".join(self.page(f"{DATA_PAGES}{name}") or escape(self.book.catalogue[name].title) for name in known)

    def source(self, key: str) -> str:
        """A source as it is cited, linked to its entry in the bibliography."""
        label = escape(source_label(self.book, key))
        cited = self.book.once(_places_of_sources).get(key)
        return f'<a href="{entry_addresses.to_edition(self.book)}{escape(cited)}">{label}</a>' if cited else label

    def grade(self, found: Finding) -> str:
        """The lowest grade beneath a finding with what it means, and the sources that have it."""
        grades = self.book.registry.grades
        lowest = grades.lowest(found)
        if not lowest:
            return ""
        keys = [key for key, grade in grades.beneath(found).items() if grade == lowest]
        named = "; ".join(self.source(key) for key in keys[:FEW])
        more = self.words.say("and {number} more", number=len(keys) - FEW) if len(keys) > FEW else ""
        return f"{escape(self._kind(lowest))}: {' '.join(filter(None, (named, escape(more))))}"

    def _kind(self, grade: str) -> str:
        """“A (primary text or official data set)”; empty for none."""
        return f"{grade} ({self.words.say(KINDS[grade])})" if grade else ""

    def history(self, name: str) -> str:
        """What earlier editions gave, the latest first; said where there were none."""
        past = list(reversed(self.book.history.history(name)))
        if not past:
            return self.words.say("This is the first edition.")
        return " · ".join(f"{one['value']} ({one['version']}, {self.words.period(one['date'])})" for one in past)

    def code(self, name: str) -> str:
        """The cell that records a value or judges a claim, where its id stands in it; empty elsewhere."""
        kind, _, id = name.partition(":")
        page = self.book.registry.entry(name).page
        cells = self.book.once(_cells).get(page, []) if page else []
        called = "judge(" if kind == "claim" else "record("
        return next((cell for cell in cells if f'"{id}"' in cell and called in cell), "")


def _places_of_sources(book: Build) -> dict[str, str]:
    """Where each source stands in the bibliography, from the root of the edition."""
    uri = book.app.builder.get_target_uri
    return {one.key: f"{uri(one.bibliography_key.docname)}#{one.citation_id}" for one in citations(book.env)}


def _cells(book: Build) -> dict[str, list[str]]:
    """The cells of code of each notebook that gave something."""
    pages = [page for page, given in book.contributions.items() if given.key]
    read = {page: book.project.root.joinpath(f"{page}.md").read_text(encoding="utf-8") for page in pages}
    return {page: [cell.strip("\n") for cell in CELL.findall(text)] for page, text in read.items()}


def when(claim: Claim, words: Words) -> str:
    """The period of a claim and what it is compared with, as far as the source names them."""
    period = words.period(claim.period) if claim.period else words.say("no period given")
    return words.say("{now} against {then}", now=period, then=words.period(claim.base)) if claim.base else period


def step(claim: Claim, words: Words) -> str:
    """How exactly a figure was printed, where that says more than the figure itself."""
    if not claim.step or claim.step <= 1 or claim.comparator in ("order", "exact"):
        return ""
    return ", " + words.say("to the nearest {step}", step=words.number(claim.step, claim.step))


def how_far(claim: Claim, verdict: Verdict | None, used: list[Finding], words: Words) -> str:
    """How far the data are from a claim that they do not bear out; between labels, such as two ranks, nothing lies."""
    off = ("understated", "exaggerated", "misattributed", "outdated", "contradicted")
    if verdict is None or verdict.kind not in off or not verdict.evidence or not used or claim.quantity == "label":
        return ""
    return words.gap(claim, verdict, used[0].precision)


def what_was_read(text: Text | None, words: Words) -> str:
    """The language of a source text, when it was published, and what we read of it."""
    if text is None:
        return ""
    published = words.period(text.published)
    told = words.say("{language}; published {when}.", language=words.language_name(text.language), when=published)
    return f"{told} {text.read}"


def read_by(reading: Reading | None, verdict: Verdict | None, words: Words) -> str:
    """Which readers of the project decided and checked a verdict, and whether it is still the one that was checked."""
    if reading is None:
        return ""
    day = words.period(reading.decided_on)
    decided = words.say("decided by the {reader}, {when}", reader=reading.decided_by, when=day)
    if not reading.checked_by:
        return f"{decided}; {words.say('not yet checked by a second reader')}"
    day = words.period(reading.checked_on)
    told = f"{decided}; {words.say('checked by the {reader}, {when}', reader=reading.checked_by, when=day)}"
    if verdict is None or reading.checked_verdict != verdict.kind:
        other = words.say(word_of(Verdict("", reading.checked_verdict)).word)  # type: ignore[arg-type]
        told += ", " + words.say("who held it to be {verdict}", verdict=other)
    return told + (f" ({reading.remark})" if reading.remark else "")
