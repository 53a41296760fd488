"""The role ``outcome``: which of the eight outcomes of the part on teaching an objective serves."""

from __future__ import annotations

from collections.abc import Iterable

from retorno.book.roles import Reference, RegistryRole
from retorno.teaching.plan_checks import OUTCOMES

PLACE = "chapters/teach/outcomes#eight-outcomes"
"""Where the outcomes stand."""


class OutcomeReference(Reference):
    """The number of the outcome in words, linked to the table of all."""

    kind = "outcome"

    def known(self) -> Iterable[str]:
        """The numbers of the outcomes."""
        return OUTCOMES

    def shown(self) -> tuple[str, str]:
        """“outcome seven”, explained in the table of outcomes."""
        return self.words.say("outcome {outcome}", outcome=self.words.say(self.target)), PLACE

    def content(self) -> object:
        """Nothing but its number."""
        return self.target

    def uses(self) -> Iterable[str]:
        """Nothing of the registry."""
        return ()


ROLE = RegistryRole(OutcomeReference)
