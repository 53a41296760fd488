"""The directive ``outcome-table``: which outcome of the part on teaching is worked on and assessed where."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import table
from retorno.teaching.plan_checks import OUTCOMES
from retorno.teaching.plan_parts import Kit
from retorno.teaching.sources import Material

HEADS = ("Outcome", "Worked on in", "Assessed in", "Questions")


class OutcomeTable(SphinxDirective):
    """``outcome-table``: a row for each of the eight outcomes."""

    def run(self) -> list[nodes.Node]:
        """The table, made of the teaching material."""
        book = Build.of(self.env)
        material = book.material
        for path in sorted(material.folder.rglob("*.yml")):
            self.env.note_dependency(str(path))
        say = book.words.say
        rows: list[list[Any]] = [
            [
                say(outcome),
                _listed(material, "outcomes", outcome, say),
                _listed(material, "assesses", outcome, say),
                str(sum(entry.get("outcome") == outcome for _, entry in material.items)),
            ]
            for outcome in OUTCOMES
        ]
        return [table([say(head) for head in HEADS], rows)]


def _listed(material: Material, kind: str, outcome: str, say: Any) -> str:
    """The kits, and in them the number of sessions, that name *outcome*."""
    found = [(kit, _sessions(kit, kind, outcome, say)) for kit in material.kits.values()]
    return "; ".join(f"{say(kit.title).partition(':')[0]} ({', '.join(names)})" for kit, names in found if names) or "–"


def _sessions(kit: Kit, kind: str, outcome: str, say: Any) -> list[str]:
    return [say(session.title).partition(":")[0] for session in kit.sessions if outcome in getattr(session, kind)]


DIRECTIVES = {"outcome-table": OutcomeTable}
