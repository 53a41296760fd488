"""The source texts statement by statement: what each says about quantity, and its entry or why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.verdict import SentenceReference
from retorno.book.state.node_builders import Cell, cite, fields, table, web_link
from retorno.book.state.translation import say
from retorno.book.values.claim_cards import pill
from retorno.book.values.whole_registry import WholeRegistry
from retorno.evidence import wording
from retorno.evidence.source_texts import Passage, Text


class PassagesPlace(WholeRegistry):
    """Where the passages will stand, text by text."""

    def fill(self) -> Iterable[nodes.Node]:
        """For each text what is known of it, and a table of its passages."""
        for text in self.book.texts.values():
            of_text = [passage for passage in self.book.passages if passage.source == text.source]
            yield nodes.rubric("", "", cite(text.source), classes=["register-part"])
            yield _about(text, of_text)
            header = [say("Where"), say("Its words"), say("What it states"), say("Entry, or why there is none")]
            rows = [self._row(text, passage) for passage in of_text]
            yield table(header, rows, classes=["data", "filterable"])

    def uses(self) -> Iterable[str]:
        """Every claim."""
        return [f"claim:{id}" for id in self.book.claims]

    def state(self) -> object:
        """The registry, the texts and their passages."""
        return super().state(), self.book.texts, self.book.passages

    def _row(self, text: Text, passage: Passage) -> Sequence[Cell]:
        claims, registry = self.book.claims, self.book.registry
        words = nodes.inline("", f"“{passage.quote}”", lang=text.language)
        entry: Cell = passage.reason
        if passage.claim in claims:
            entry = [pill(registry, claims[passage.claim]), nodes.Text(" "), SentenceReference(passage.claim)]
        return [passage.locator, words, passage.kind, entry]


def _about(text: Text, of_text: Sequence[Passage]) -> nodes.Node:
    entries = len({passage.claim for passage in of_text if passage.claim})
    without = sum(not passage.claim for passage in of_text)
    return fields(
        [
            (say("Language"), wording.language(text.language)),
            (say("Published"), ", ".join(filter(None, (text.publisher, wording.period(text.published))))),
            (say("Address"), web_link(text.address)),
            (say("What we read"), text.read),
            (say("Passages"), f"{len(of_text)}: {entries} entries, {without} passages without one"),
        ]
    )


class SourcePassages(SphinxDirective):
    """``source-passages``: the texts, statement by statement."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; the verdicts are known when all pages have been read."""
        return [PassagesPlace()]


DIRECTIVES = {"source-passages": SourcePassages}
