"""The role ``verdict``: what came of comparing a claim with the data."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from retorno.book.roles import RegistryRole
from retorno.book.roles.claim import ClaimReference
from retorno.evidence.verdict_vocabulary import VerdictWord, word_of


class VerdictReference(ClaimReference):
    """The verdict on a claim, in words."""

    @property
    def word(self) -> VerdictWord:
        """How the verdict is called."""
        return word_of(self.book.registry.verdicts.get(self.target))

    def text(self) -> str:
        """The word."""
        return self.words.say(self.word.word)

    def fill(self) -> Iterable[nodes.Node]:
        """The word with its sign, in its colour; the sign is for those who see it."""
        shown = list(super().fill())
        if self.target not in self.book.claims:
            return shown
        sign = nodes.inline("", self.word.sign, classes=["sign"])
        return [
            nodes.inline("", "", sign, nodes.Text(" "), *shown, classes=["verdict-word", f"verdict-{self.word.name}"])
        ]

    def uses(self) -> Iterable[str]:
        """The claim and the verdict on it."""
        return (f"claim:{self.target}", f"verdict:{self.target}")


class SentenceReference(ClaimReference):
    """The verdict on a claim as one sentence, beside which its word leads to the entry."""

    def fill(self) -> Iterable[nodes.Node]:
        """The sentence as plain text."""
        if self.target not in self.book.claims:
            return super().fill()
        return [nodes.Text(self.text())]

    def text(self) -> str:
        """The sentence."""
        told = self.book.registry.sentence(self.book.claims[self.target], self.words)
        return told or self.words.say("It has not been judged yet.")

    def uses(self) -> Iterable[str]:
        """The claim and the verdict on it."""
        return (f"claim:{self.target}", f"verdict:{self.target}")


ROLE = RegistryRole(VerdictReference)
