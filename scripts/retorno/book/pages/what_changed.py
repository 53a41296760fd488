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
from retorno.changes.feed import FIRST
from retorno.changes.severity import SEVERITIES
from retorno.evidence import wording

NONE_YET = (
    "No release has been published yet. From the first release on, this page lists every published "
    "number that changed, what it was before, and why."
)
NOTHING = "No published number changed in this release."
KINDS = {"verdict": "Verdict", "finding": "Finding", "claim": "Claim", "figure": "Chart", "data set": "Data set"}


class ChangesPlace(WholeRegistry):
    """Where the releases will stand; ``up`` leads to the root of the site."""

    def fill(self) -> Iterable[nodes.Node]:
        """The feed's address, and the releases, the newest first."""
        releases = list(reversed(self.book.history.record["releases"]))
        link = nodes.reference("", "feed", refuri=f"{self['up']}feed.xml", internal=True)
        yield paragraph("Follow the releases with the ", link, " (Atom).")
        if not releases:
            yield paragraph(NONE_YET)
        for position, release in enumerate(releases):
            heading = f"{release['version']}, {wording.period(release['date'])}"
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
            header = ["What", "Before", "After", "By", "Why", "Today"]
            yield table(header, [self._row(change) for change in numbers])
        else:
            yield paragraph(FIRST if first and not changes else NOTHING)
        chapters = [change for change in changes if change["kind"] == "chapter"]
        if chapters:
            yield paragraph("Chapters touched:")
            yield bullets([f"{change['id']}: {', '.join(change['why']) or change['what']}" for change in chapters])

    def _row(self, change: dict[str, Any]) -> list[Cell]:
        what = f"{KINDS[change['kind']]} {change['id']}" + ("" if change["what"] == "moved" else f" ({change['what']})")
        return [what, change["before"], change["after"], change["by"], "; ".join(change["why"]), self._today(change)]

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
