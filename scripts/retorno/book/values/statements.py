"""The source texts statement by statement: what each says about quantity, and its entry or why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from retorno.book.state import contributions
from retorno.book.state.node_builders import Cell, fields, table, web_link
from retorno.book.state.placeholders import Placeholder, cite
from retorno.book.state.translation import say
from retorno.book.values.claim_cards import pill
from retorno.book.values.value_roles import SentenceReference
from retorno.evidence import wording
from retorno.evidence.source_texts import Passage, Text


class PassagesPlace(Placeholder):
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

    def _row(self, text: Text, passage: Passage) -> Sequence[Cell]:
        claims, registry = self.book.claims, self.book.registry(self.env)
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
        book, page = contributions.book(self.env.app), contributions.page(self.env)
        page.uses.add("registry")
        for name in ("texts", "passages"):
            self.env.note_dependency(str(book.project.data / f"{name}.csv"))
        page.uses |= {f"claim:{claim.id}" for claim in book.claims.values()}
        return [PassagesPlace()]
