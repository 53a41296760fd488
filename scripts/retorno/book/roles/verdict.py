"""The role ``verdict``: what came of comparing a claim with the data."""

from __future__ import annotations

from collections.abc import Iterable

from retorno.book.roles import RegistryRole
from retorno.book.roles.claim import ClaimReference


class VerdictReference(ClaimReference):
    """The verdict on a claim, in words."""

    def text(self) -> str:
        """How the verdict is called."""
        verdict = self.book.registry.verdicts.get(self.target)
        return self.words.verdict(verdict) if verdict else self.words.say("not yet judged")

    def uses(self) -> Iterable[str]:
        """The claim and the verdict on it."""
        return (f"claim:{self.target}", f"verdict:{self.target}")


class SentenceReference(VerdictReference):
    """The verdict on a claim as one sentence."""

    def text(self) -> str:
        """The sentence."""
        told = self.book.registry.sentence(self.book.claims[self.target], self.words)
        return told or self.words.say("It has not been judged yet.")


ROLE = RegistryRole(VerdictReference)
