"""The source texts statement by statement: what each says about quantity, and its entry or why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.roles.verdict import SentenceReference
from retorno.book.state.node_builders import Cell, cite, fields, table, web_link
from retorno.book.values.claim_cards import pill
from retorno.book.values.whole_registry import WholeRegistry
from retorno.evidence.source_texts import Passage, Text
from retorno.evidence.wording import Words

HEADS = ("Where", "Its words", "What it states", "Entry, or why there is none")


class PassagesPlace(WholeRegistry):
    """Where the passages will stand, text by text."""

    def fill(self) -> Iterable[nodes.Node]:
        """For each text what is known of it, and a table of its passages."""
        for text in self.book.texts.values():
            of_text = [passage for passage in self.book.passages if passage.source == text.source]
            yield nodes.rubric("", "", cite(text.source), classes=["register-part"])
            yield _about(text, of_text, self.words)
            header = [self.words.say(head) for head in HEADS]
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


def _about(text: Text, of_text: Sequence[Passage], words: Words) -> nodes.Node:
    entries = len({passage.claim for passage in of_text if passage.claim})
    without = sum(not passage.claim for passage in of_text)
    counted = words.say(
        "{all}: {entries} entries, {without} passages without one", all=len(of_text), entries=entries, without=without
    )
    return fields(
        [
            (words.say("Language"), words.language_name(text.language)),
            (words.say("Published"), ", ".join(filter(None, (text.publisher, words.period(text.published))))),
            (words.say("Address"), web_link(text.address)),
            (words.say("What we read"), text.read),
            (words.say("Passages"), counted),
        ]
    )


class SourcePassages(SphinxDirective):
    """``source-passages``: the texts, statement by statement."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; the verdicts are known when all pages have been read."""
        return [PassagesPlace()]


DIRECTIVES = {"source-passages": SourcePassages}
