"""The role ``claim``: what a source states, in short."""

from __future__ import annotations

from collections.abc import Iterable

from retorno.book.roles import Card, Reference, RegistryRole
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
        labels = {one.key: str(one.formatted_entry.label) for one in citations(self.env)}
        rows = [
            ("Verdict", self.words.verdict(verdict) if verdict else ""),
            ("In a sentence", registry.sentence(claim, self.words)),
            ("It rests on", self.words.say(BASES[verdict.basis]) if verdict else ""),
            ("The data give", self.words.measured(computed) if computed else ""),
            ("Period", self.words.period(claim.period) if claim.period else self.words.say("not stated")),
            ("Stated by", f"{labels.get(claim.source, claim.source)}, {claim.locator}"),
            ("Analysis", self.title_of(registry.entry(f"claim:{claim.id}").page)),
        ]
        return {
            "value": f"{self.words.say('Published:')} {claim.text}",
            "text": claim.statement,
            "rows": [(self.words.say(name), told) for name, told in rows if told],
        }


ROLE = RegistryRole(ClaimReference)
