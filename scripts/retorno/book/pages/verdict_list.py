"""The verdicts as readers are told them: sign, word, what each says, and the id that programs find."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state.book_build import Build
from retorno.book.state.node_builders import Cell, joined, table
from retorno.evidence.verdict_vocabulary import ALL, kinds_of


class VerdictList(SphinxDirective):
    """``verdict-list``: the words of the verdicts, from the one table that the whole book uses."""

    def run(self) -> list[nodes.Node]:
        """One row a word."""
        say = Build.of(self.env).words.say
        rows: list[list[Cell]] = []
        for one in ALL:
            sign = nodes.inline("", one.sign, classes=["sign"])
            word = nodes.inline(
                "", "", sign, nodes.Text(f" {say(one.word)}"), classes=["verdict", f"verdict-{one.name}"]
            )
            ids = joined([nodes.literal("", kind) for kind in kinds_of(one)])
            rows.append([[word], say(one.means), ids])
        return [table([say("Verdict"), say("What it says"), say("In findings.json")], rows)]


DIRECTIVES = {"verdict-list": VerdictList}
