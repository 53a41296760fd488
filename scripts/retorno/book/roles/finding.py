"""The role ``finding``: a value that an analysis has computed."""

from __future__ import annotations

from collections.abc import Iterable

from retorno.book.roles import Card, Reference, RegistryRole
from retorno.book.state import entry_addresses
from retorno.project.paths import REGISTER


class FindingReference(Reference):
    """The value of a finding; with ``told``, its statement and value."""

    kind = "finding"

    def known(self) -> Iterable[str]:
        """The findings of all analyses."""
        return self.book.registry.findings

    def shown(self) -> tuple[str, str]:
        """The value, explained in the register."""
        found = self.book.registry.findings[self.target]
        value = self.words.value(found)
        text = f"{found.statement.rstrip('.')}: {value}" if self.get("told") else value
        return text, f"{REGISTER}#finding-{self.target}"

    def entry(self) -> str:
        """It has a page of its own."""
        return self.target if entry_addresses.have_pages(self.book.app) else ""

    def content(self) -> object:
        """The finding, where it comes from, and its number card."""
        registry = self.book.registry
        return registry.findings.get(self.target), registry.entry(f"finding:{self.target}").page, self.card()

    def card(self) -> Card | None:
        """Its value, what it counts, where it comes from, and the claim that it tests."""
        registry, catalogue = self.book.registry, self.book.catalogue
        found = registry.findings.get(self.target)
        if found is None:
            return None
        tested = [verdict for verdict in registry.verdicts.values() if verdict.finding == found.id]
        known = [catalogue[name] for name in found.datasets if name in catalogue]
        sources = [str(data_set.about("credit") or data_set.title) for data_set in known]
        rows = [
            ("Period", self.words.period(found.period)),
            *(("Published", registry.claims[verdict.claim].text) for verdict in tested[:1]),
            *(("Verdict", self.words.verdict(verdict)) for verdict in tested[:1]),
            ("Source", "; ".join(dict.fromkeys(sources))),
            ("Lowest grade of its sources", registry.grades.lowest(found)),
            ("Analysis", self.title_of(registry.entry(f"finding:{found.id}").page)),
        ]
        return {
            "value": self.words.measured(found),
            "text": found.statement,
            "rows": [(self.words.say(name), told) for name, told in rows if told],
        }


ROLE = RegistryRole(FindingReference)
