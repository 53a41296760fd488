"""The arithmetic of an analysis as one line each: ``73 ÷ 29,259 − 1 = −99.75%``, every operand with its card."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from retorno.book.roles.finding import FindingReference
from retorno.book.state.book_build import BookPlaceholder
from retorno.book.state.node_builders import paragraph
from retorno.evidence.arithmetic import Line, line
from retorno.project.paths import ANALYSES

MOST = 4
"""How many lines a page shows: those of the values that decide a verdict first."""


class ArithmeticPlace(BookPlaceholder):
    """Where an analysis shows how its numbers come of one another."""

    def fill(self) -> Iterable[nodes.Node]:
        """The lines, or nothing where none can be told."""
        if lines := self._lines():
            box = nodes.container("", classes=["arithmetic"], is_div=True)
            box.extend(self._shown(one) for one in lines)
            yield box

    def state(self) -> object:
        """Everything that the lines show."""
        return [
            (one, [self.state_of(FindingReference(id)) for id in (one.left, one.right, one.result)])
            for one in self._lines()
        ]

    def _lines(self) -> list[Line]:
        registry = self.book.registry
        given = registry.pages[self["page"]].findings if self["page"] in registry.pages else {}
        claims = [claim for claim in self.book.claims.values() if f"{ANALYSES}{claim.analysis}" == self["page"]]
        tested = [found.id for claim in claims for found in registry.used(registry.verdicts.get(claim.id))]
        lines: dict[tuple[str, str, str, str], Line] = {}
        for id in dict.fromkeys([*tested, *given]):
            if id in given and (made := line(given[id], given.values())):
                lines.setdefault((made.left, made.sign, made.right, made.after), made)
        decisive = [one for one in lines.values() if one.result in tested]
        return (decisive or list(lines.values()))[:MOST]

    def _shown(self, one: Line) -> nodes.Node:
        after = f" {one.after}" if one.after else ""
        sum = nodes.inline("", "", classes=["sum"])
        sum += [
            FindingReference(one.left),
            nodes.Text(f" {one.sign} "),
            FindingReference(one.right),
            nodes.Text(f"{after} = "),
            nodes.strong("", "", FindingReference(one.result)),
        ]
        statement = self.book.registry.findings[one.result].statement
        return paragraph(sum, nodes.inline("", statement, classes=["sum-of"]))
