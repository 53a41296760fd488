"""The role ``claim``: what a source states, in short."""

from __future__ import annotations

from collections.abc import Iterable

from retorno.book.roles import Card, Reference, RegistryRole
from retorno.book.state import entry_addresses
from retorno.book.state.book_build import Build
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import BASES
from retorno.project.paths import REGISTER
from sphinx_content_freshness.link_states import citations


class ClaimReference(Reference):
    """A claim as its source states it."""

    kind = "claim"

    def known(self) -> Iterable[str]:
        """The claims of the register."""
        return self.book.claims

    def shown(self) -> tuple[str, str]:
        """The text of the figure, explained in the register."""
        return self.text(), f"{REGISTER}#claim-{self.target}"

    def text(self) -> str:
        """What the reader sees of the claim."""
        return self.book.claims[self.target].text

    def entry(self) -> str:
        """It has a page of its own."""
        return self.target if entry_addresses.have_pages(self.book.app) else ""

    def content(self) -> object:
        """The claim with its verdict and all that this rests on, and its number card."""
        registry, claim = self.book.registry, self.book.claims.get(self.target)
        verdict = registry.verdicts.get(self.target)
        cited = self.book.links.of_citations([claim.source] if claim else [])
        return claim, verdict, registry.used(verdict), cited, self.card()

    def card(self) -> Card | None:
        """What the source states, and the verdict with what it rests on."""
        registry, claim = self.book.registry, self.book.claims.get(self.target)
        if claim is None:
            return None
        verdict = registry.verdicts.get(claim.id)
        computed = registry.findings.get(verdict.finding) if verdict else None
        rows = [
            ("Verdict", self.words.verdict(verdict) if verdict else ""),
            ("In a sentence", registry.sentence(claim, self.words)),
            ("It rests on", self.words.say(BASES[verdict.basis]) if verdict else ""),
            ("The data give", self.words.measured(computed) if computed else ""),
            ("Words you can use", self.book.usable(claim, source_label(self.book, claim.source))),
            ("Data", data_age(self.book, verdict)),
            ("Period", self.words.period(claim.period) if claim.period else self.words.say("not stated")),
            ("Stated by", f"{source_label(self.book, claim.source)}, {claim.locator}"),
            ("Grade of the source", registry.grades.of_source.get(claim.source, "")),
            ("Analysis", self.title_of(registry.entry(f"claim:{claim.id}").page)),
        ]
        return {
            "value": f"{self.words.say('Published:')} {claim.text}",
            "text": claim.statement,
            "rows": [(self.words.say(name), told) for name, told in rows if told],
        }


def _labels(book: Build) -> dict[str, str]:
    """The labels of all sources that are cited, by key."""
    return {one.key: str(one.formatted_entry.label) for one in citations(book.env)}


def source_label(book: Build, key: str) -> str:
    """A source as it is cited; its key where it is not cited anywhere."""
    return book.once(_labels).get(key, key)


def data_age(book: Build, verdict: Verdict | None) -> str:
    """“Servicio Nacional de Migración; as of 13 May 2025; checked 22 November 2026”, one part a data set."""
    names = dict.fromkeys(name for found in book.registry.used(verdict) for name in found.datasets)
    told = []
    for data_set in (book.catalogue[name] for name in names if name in book.catalogue):
        checked = str(data_set.about("checked") or "")
        parts = [str(data_set.about("credit") or data_set.title)]
        if (vintage := str(data_set.about("vintage") or "")) not in parts[0]:
            parts.append(vintage)
        if checked:
            parts.append(book.words.say("checked {date}", date=book.words.period(checked)))
        told.append("; ".join(filter(None, parts)))
    return " · ".join(told)


ROLE = RegistryRole(ClaimReference)
