"""The claims register: one table to look things up, and one entry with an address for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.claim import ClaimReference
from retorno.book.roles.dataset import DatasetReference
from retorno.book.roles.finding import FindingReference
from retorno.book.roles.verdict import SentenceReference
from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import Cell, cite, fields, joined, page_link, paragraph, table, web_link
from retorno.book.theme import edit_links
from retorno.book.values.claim_cards import pill
from retorno.book.values.whole_registry import WholeRegistry
from retorno.evidence import findings_json
from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.registry import Registry
from retorno.evidence.source_texts import Reading, Text
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import BASES, VERDICTS, Words
from retorno.project.paths import ANALYSES

HEADS = ("Claim", "Verdict", "In a sentence", "Published", "Source", "Analysis")
ROLES = {
    "measure": "",
    "at-least": "at least, by",
    "at-most": "at most, by",
    "earlier": "earlier:",
    "elsewhere": "the figure belongs to",
}
"""The part that a finding plays, before its statement."""


class RegisterPlace(WholeRegistry):
    """Where the register will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """The summary table, the entries of the claims, the entries of the findings."""
        registry, say = self.book.registry, self.words.say
        yield self._summary(registry)
        yield nodes.rubric("", say("Claims, one by one"), classes=["register-part"])
        for claim in registry.claims.values():
            yield self._claim(registry, claim)
        yield nodes.rubric("", say("Findings, one by one"), classes=["register-part"])
        for id in sorted(registry.findings):
            yield self._finding(registry, registry.findings[id])

    def uses(self) -> Iterable[str]:
        """Every claim."""
        return [f"claim:{id}" for id in self.book.claims]

    def state(self) -> object:
        """The registry, and what is known of texts, of readings and of earlier editions."""
        return super().state(), self.book.texts, self.book.readings, self.book.history.record, self.book.rows

    def _summary(self, registry: Registry) -> nodes.Node:
        header = [self.words.say(head) for head in HEADS]
        rows: list[list[Cell]] = []
        for claim in registry.claims.values():
            rows.append(
                [
                    claim.statement,
                    pill(registry, claim),
                    SentenceReference(claim.id),
                    ClaimReference(claim.id),
                    cite(claim.source),
                    page_link(f"{ANALYSES}{claim.analysis}"),
                ]
            )
        return table(header, rows, classes=["data", "filterable", "register"])

    def _claim(self, registry: Registry, claim: Claim) -> nodes.Node:
        verdict = registry.verdicts.get(claim.id)
        entry = registry.entry(f"claim:{claim.id}")
        used = registry.used(verdict)
        box = nodes.container(
            "", ids=[f"claim-{claim.id}"], classes=["entry", f"verdict-{verdict.kind if verdict else 'none'}"]
        )
        box["found_as"] = claim.statement
        box += paragraph(nodes.strong("", claim.text), f" · {claim.id}", classes=["entry-title"])
        box += paragraph(pill(registry, claim), " ", SentenceReference(claim.id))
        words, say = self.words, self.words.say
        where = claim.population, self.book.place(claim.place), _when(claim, words)
        box += fields(
            [
                (say("Rests on"), say(BASES[verdict.basis]) if verdict else ""),
                (say("What the source says"), claim.statement),
                (say("In its words"), f"“{claim.quote}” ({claim.speaker})"),
                (say("Source"), [cite(claim.source), nodes.Text(f", {claim.locator}")]),
                (say("Language, and what we read"), _text(self.book.texts.get(claim.source), words)),
                (say("Population, place, period"), ", ".join(filter(None, where))),
                (say("Published"), claim.text + _step(claim, words)),
                (say("Evidence"), self._evidence(verdict)),
                (say("How far off"), _how_far(claim, verdict, used, words)),
                (
                    say("Compared although"),
                    "; ".join(f"{aspect}: {reason}" for aspect, reason in claim.differs.items()),
                ),
                (say("Why"), verdict.because if verdict and verdict.kind != "not-checkable" else ""),
                (say("Tested in"), page_link(entry.page) if entry.page else ""),
                (say("Read by"), _read_by(self.book.readings.get(claim.id), verdict, words)),
                (say("Data sets"), joined([DatasetReference(name) for name in _data_sets(used)])),
                (say("Shown on"), joined([page_link(page) for page in entry.used_on])),
                (say("Note"), claim.note),
                (say("History of its value"), self._history(f"claim:{claim.id}")),
                (say("Row of the register"), self._row(claim)),
            ]
        )
        return box

    def _row(self, claim: Claim) -> Sequence[nodes.Node]:
        """Where the row of a claim is seen and edited; nothing without a repository."""
        line = self.book.rows[claim.id]
        address = edit_links.row_address(self.book.app, "data/claims.csv", line)
        words = self.words.say("data/claims.csv, line {line}", line=line)
        return [web_link(address, words)] if address else []

    def _evidence(self, verdict: Verdict | None) -> Sequence[nodes.Node]:
        """The findings that the claim was compared with, and the part of each."""
        if verdict is None:
            return []
        told = [(piece.finding, ROLES[piece.role]) for piece in verdict.evidence]
        told += [
            (id, ROLES[role]) for id, role in ((verdict.earlier, "earlier"), (verdict.elsewhere, "elsewhere")) if id
        ]
        parts = [
            nodes.inline("", f"{self.words.say(role)} " if role else "", FindingReference(id, told=True))
            for id, role in told
        ]
        return joined(parts, "; ")

    def _history(self, name: str) -> Sequence[nodes.Node]:
        """What earlier editions gave for an entry, the latest first; nothing where there were none."""
        past = reversed(self.book.history.history(name))
        told = [f"{entry['value']} ({entry['version']}, {self.words.period(entry['date'])})" for entry in past]
        return [nodes.Text(" · ".join(told))] if told else []

    def _finding(self, registry: Registry, found: Finding) -> nodes.Node:
        entry = registry.entry(f"finding:{found.id}")
        say = self.words.say
        where = self.book.place(found.place), self.words.period(found.period)
        box = nodes.container("", ids=[f"finding-{found.id}"], classes=["entry"])
        box["found_as"] = found.statement
        box += paragraph(FindingReference(found.id), f" · {found.id}", classes=["entry-title"])
        box += fields(
            [
                (say("What is counted"), found.statement),
                (say("Unit"), self.words.unit(found.unit) or say(found.unit)),
                (say("Place and period"), ", ".join(part for part in where if part)),
                (say("As reported by"), cite(found.reported_by) if found.reported_by else ""),
                (say("Computed in" if not found.reported_by else "Recorded in"), page_link(entry.page)),
                (say("Data sets"), joined([DatasetReference(name) for name in found.datasets])),
                (say("Shown on"), joined([page_link(page) for page in entry.used_on])),
                (say("History of its value"), self._history(f"finding:{found.id}")),
            ]
        )
        return box


def _when(claim: Claim, words: Words) -> str:
    """The period of a claim and what it is compared with, as far as the source names them."""
    period = words.period(claim.period) if claim.period else words.say("no period given")
    return words.say("{now} against {then}", now=period, then=words.period(claim.base)) if claim.base else period


def _step(claim: Claim, words: Words) -> str:
    """How exactly a figure was printed, where that says more than the figure itself."""
    if not claim.step or claim.step <= 1 or claim.comparator in ("order", "exact"):
        return ""
    return ", " + words.say("to the nearest {step}", step=words.number(claim.step, claim.step))


def _how_far(claim: Claim, verdict: Verdict | None, used: Sequence[Finding], words: Words) -> str:
    off = ("understated", "exaggerated", "misattributed", "outdated", "contradicted")
    if verdict is None or verdict.kind not in off or not verdict.evidence or not used:
        return ""
    return words.gap(claim, verdict, used[0].precision)


def _text(text: Text | None, words: Words) -> str:
    """The language of a source text, when it was published, and what we read of it."""
    if text is None:
        return ""
    when = words.period(text.published)
    return words.say("{language}; published {when}.", language=words.language_name(text.language), when=when) + (
        f" {text.read}"
    )


def _read_by(reading: Reading | None, verdict: Verdict | None, words: Words) -> str:
    """Which readers of the project decided and checked a verdict, and whether it is still the one that was checked."""
    if reading is None:
        return ""
    when = words.period(reading.decided_on)
    decided = words.say("decided by the {reader}, {when}", reader=reading.decided_by, when=when)
    if not reading.checked_by:
        return f"{decided}; {words.say('not yet checked by a second reader')}"
    when = words.period(reading.checked_on)
    told = f"{decided}; {words.say('checked by the {reader}, {when}', reader=reading.checked_by, when=when)}"
    if verdict is None or reading.checked_verdict != verdict.kind:
        other = words.say(VERDICTS.get(reading.checked_verdict, "another"))
        told += ", " + words.say("who held it to be {verdict}", verdict=other)
    return told + (f" ({reading.remark})" if reading.remark else "")


def _data_sets(used: Sequence[Finding]) -> list[str]:
    return sorted({name for found in used for name in found.datasets})


class FindingsFields(SphinxDirective):
    """``findings-fields``: the fields of ``findings.json`` as a table, and where the files are."""

    def run(self) -> list[nodes.Node]:
        """Make the table from the one structure from which the schema is made too."""
        up = "../" * self.env.docname.count("/") + self.config.retorno_up
        files = [
            nodes.reference("", name, refuri=f"{up}{name}", internal=True)
            for name in ("findings.json", "findings.schema.json")
        ]
        say = Build.of(self.env).words.say
        rows: list[list[Cell]] = [
            [nodes.literal("", name), say(types), say(holds)] for name, types, holds in findings_json.rows()
        ]
        heads = [say("Field"), say("Type"), say("What it holds")]
        return [paragraph(f"{say('Files:')} ", joined(files)), table(heads, rows)]


class ClaimsRegister(SphinxDirective):
    """``claims-register``: the whole register."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; the register is known when all pages have been read."""
        return [RegisterPlace()]


DIRECTIVES = {"claims-register": ClaimsRegister, "findings-fields": FindingsFields}
