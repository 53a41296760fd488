"""What the home page shows of the rest of the book: verdicts of the moment, and a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from retorno.book.figures.figure_card import FigureCard
from retorno.book.roles.claim import ClaimReference
from retorno.book.state.book_build import BookPlaceholder
from retorno.book.state.node_builders import page_link, paragraph
from retorno.book.values import claim_cards
from retorno.book.values.whole_registry import WholeRegistry
from retorno.evidence.registry import Registry
from retorno.evidence.verdict_vocabulary import ALL, word_of
from retorno.project.paths import REGISTER

logger = logging.getLogger(__name__)


class MomentPlace(WholeRegistry):
    """Where the verdicts in numbers and a few claims with their verdicts will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """How many claims have which verdict; then the chosen claims."""
        registry = self.book.registry
        yield self._tally(registry)
        chosen = [registry.claims[id] for id in self["claims"] if id in registry.claims]
        yield nodes.bullet_list("", *[claim_cards.card(self.book, claim) for claim in chosen], classes=["moments"])
        if REGISTER in self.env.all_docs:
            yield paragraph(self.words.say("All claims with their sources and verdicts:"), " ", page_link(REGISTER))

    def uses(self) -> Iterable[str]:
        """The chosen claims."""
        return [f"claim:{id}" for id in self["claims"]]

    def _tally(self, registry: Registry) -> nodes.Node:
        times = Counter(word_of(verdict) for verdict in registry.verdicts.values())
        items = [
            nodes.list_item(
                "",
                paragraph(
                    nodes.inline("", one.sign, classes=["sign"]),
                    " ",
                    nodes.strong("", self.words.number(times[one], 1)),
                    " ",
                    nodes.inline("", self.words.say(one.word)),
                ),
                classes=["verdict", f"verdict-{one.name}"],
            )
            for one in ALL
            if times[one]
        ]
        return nodes.bullet_list("", *items, classes=["tally"])


class FindingsOfTheMoment(SphinxDirective):
    """``findings-of-the-moment``: the verdicts in numbers, and the claims that its body names with ``claim``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave the place, with the claims that its body names."""
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        claims = tuple(reference.target for reference in body.findall(ClaimReference))
        return [MomentPlace(claims=claims)]


class FigurePlace(BookPlaceholder):
    """Where a figure of another page will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """The card as it stands on its own page, and the way there."""
        page = self.book.registry.page_of_figure(self["figure"])
        if not page:
            wrong = f"there is no figure “{self['figure']}” in any analysis"
            logger.warning(wrong, location=self, type="retorno", subtype="figure")
            return
        for card in self.env.get_doctree(page).findall(FigureCard):
            if card["figure"].id == self["figure"]:
                shown = card.deepcopy()
                shown["page"] = page
                yield shown
                yield paragraph(
                    self.words.say("How this figure is made:"), " ", page_link(page), classes=["figure-from"]
                )

    def state(self) -> object:
        """What the figure is, by the run that made it, and its number."""
        registry, id = self.book.registry, self["figure"]
        page = registry.page_of_figure(id)
        made = registry.pages.get(page)
        return made and (page, made.figures[id], made.key, self.book.figure_numbers.get(id))


class FigureFrom(SphinxDirective):
    """``figure-from`` ID: a figure that an analysis makes, shown on this page too."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place: the figure is known when all pages have been read."""
        place = FigurePlace(figure=self.arguments[0])
        self.set_source_info(place)
        return [place]


DIRECTIVES = {
    "findings-of-the-moment": FindingsOfTheMoment,
    "figure-from": FigureFrom,
}
