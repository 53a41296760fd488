"""The page “What changed” for readers: the releases and what changed in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.finding import FindingReference
from retorno.book.roles.verdict import VerdictReference
from retorno.book.state.node_builders import Cell, bullets, paragraph, table
from retorno.book.values.whole_registry import WholeRegistry
from retorno.changes import feed
from retorno.changes.feed import FIRST
from retorno.changes.severity import SEVERITIES

NONE_YET = (
    "No release has been published yet. From the first release on, this page lists every published "
    "number that changed, what it was before, and why."
)
HEADS = ("What", "Before", "After", "By", "Why", "Today")
NOTHING = "No published number changed in this release."
KINDS = {"verdict": "Verdict", "finding": "Finding", "claim": "Claim", "figure": "Chart", "data set": "Data set"}


class ChangesPlace(WholeRegistry):
    """Where the releases will stand; ``up`` leads to the root of the site."""

    def fill(self) -> Iterable[nodes.Node]:
        """The feed's address, and the releases, the newest first."""
        releases = list(reversed(self.book.history.record["releases"]))
        say = self.words.say
        before, _, after = say("Follow the releases with the {feed} (Atom).").partition("{feed}")
        address = f"{self['up']}{feed.name(self.words)}"
        yield paragraph(before, nodes.reference("", say("feed"), refuri=address, internal=True), after)
        if not releases:
            yield paragraph(say(NONE_YET))
        for position, release in enumerate(releases):
            heading = f"{release['version']}, {self.words.period(release['date'])}"
            rubric = nodes.rubric("", heading, classes=["release"])
            rubric["ids"] = [f"release-{release['version']}"]
            yield rubric
            yield from self._changes(release["changes"], position == len(releases) - 1)

    def _changes(self, changes: list[dict[str, Any]], first: bool) -> Iterable[nodes.Node]:
        numbers = sorted(
            (change for change in changes if change["kind"] in KINDS and change["severity"] != "text"),
            key=lambda change: (list(KINDS).index(change["kind"]), SEVERITIES.index(change["severity"]), change["id"]),
        )
        if numbers:
            header = [self.words.say(head) for head in HEADS]
            yield table(header, [self._row(change) for change in numbers])
        else:
            yield paragraph(self.words.say(FIRST if first and not changes else NOTHING))
        chapters = [change for change in changes if change["kind"] == "chapter"]
        if chapters:
            yield paragraph(self.words.say("Chapters touched:"))
            yield bullets(
                [f"{change['id']}: {', '.join(self._why(change)) or self._what(change)}" for change in chapters]
            )

    def _row(self, change: dict[str, Any]) -> list[Cell]:
        what = f"{self.words.say(KINDS[change['kind']])} {change['id']}"
        what += "" if change["what"] == "moved" else f" ({self._what(change)})"
        values = [self.words.say(change[part]) for part in ("before", "after", "by")]
        return [what, *values, "; ".join(self._why(change)), self._today(change)]

    def _what(self, change: dict[str, Any]) -> str:
        return self.words.say(change["what"])

    def _why(self, change: dict[str, Any]) -> list[str]:
        return [self.words.say(reason) for reason in change["why"]]

    def _today(self, change: dict[str, Any]) -> Cell:
        """What the registry says now, linked to the entry there; nothing where it is gone."""
        registry = self.book.registry
        if change["kind"] == "finding" and change["id"] in registry.findings:
            return FindingReference(change["id"])
        if change["kind"] in ("verdict", "claim") and change["id"] in registry.claims:
            return VerdictReference(change["id"])
        return ""

    def state(self) -> object:
        """The history, and the registry of today."""
        return super().state(), self.book.history.record


class WhatChanged(SphinxDirective):
    """``what-changed``: the releases and their changes, from the history."""

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        return [ChangesPlace(up="../" * self.env.docname.count("/") + self.config.retorno_up)]


DIRECTIVES = {"what-changed": WhatChanged}
