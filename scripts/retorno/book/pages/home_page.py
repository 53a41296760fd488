"""What the home page shows of the rest of the book: its size, verdicts of the moment, and one figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from retorno.book.figures import figure_card
from retorno.book.figures.figure_card import FigureCard
from retorno.book.state import contributions
from retorno.book.state.node_builders import paragraph
from retorno.book.state.placeholders import Placeholder, page_link
from retorno.book.values import claim_cards
from retorno.book.values.value_roles import DATA_PAGES, REGISTER, ClaimReference
from retorno.evidence.registry import Registry
from retorno.evidence.verdicts import KINDS
from retorno.evidence.wording import VERDICTS

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """The directives of the home page."""
    app.add_directive("book-in-numbers", BookInNumbers)
    app.add_directive("findings-of-the-moment", FindingsOfTheMoment)
    app.add_directive("figure-from", FigureFrom)


class NumbersPlace(Placeholder):
    """Where the size of the book will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """How many of each kind the book holds, with the way to them."""
        registry, citations = self.book.registry(self.env), self.env.get_domain("cite").citations  # type: ignore[attr-defined]
        sources = citations[0].bibliography_key.docname if citations else ""
        counted = [
            (len(self.env.all_docs), self.words.say("pages"), ""),
            (len(figure_card.numbers(self.env)), self.words.say("figures"), ""),
            (len(registry.findings), self.words.say("values computed"), REGISTER),
            (len(registry.verdicts), self.words.say("claims examined"), REGISTER),
            (len(list(self.book.catalogue)), self.words.say("data sets"), DATA_PAGES.rstrip("/")),
            (len(citations), self.words.say("sources"), sources),
        ]
        yield nodes.bullet_list("", *[self._item(*one) for one in counted if one[0]], classes=["numbers"])

    def _item(self, count: int, label: str, docname: str) -> nodes.list_item:
        known = docname in self.env.all_docs
        shown = page_link(docname, label) if known else nodes.inline("", label)
        return nodes.list_item("", paragraph(nodes.strong("", self.words.number(count, 1)), " ", shown))


class BookInNumbers(SphinxDirective):
    """``book-in-numbers``: how many pages, figures, values, claims, data sets and sources there are."""

    def run(self) -> list[nodes.Node]:
        """Leave the place: the numbers are known when all pages have been read."""
        contributions.page(self.env).uses |= {"registry", "figures"}
        return [NumbersPlace()]


class MomentPlace(Placeholder):
    """Where the verdicts in numbers and a few claims with their verdicts will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """How many claims have which verdict; then the chosen claims."""
        registry = self.book.registry(self.env)
        yield self._tally(registry)
        chosen = [registry.claims[id] for id in self["claims"] if id in registry.claims]
        yield nodes.bullet_list(
            "", *[claim_cards.card(registry, claim, self.words) for claim in chosen], classes=["moments"]
        )
        if REGISTER in self.env.all_docs:
            yield paragraph(self.words.say("All claims with their sources and verdicts:"), " ", page_link(REGISTER))

    def _tally(self, registry: Registry) -> nodes.Node:
        times = Counter(verdict.kind for verdict in registry.verdicts.values())
        items = [
            nodes.list_item(
                "",
                paragraph(
                    nodes.strong("", self.words.number(times[kind], 1)),
                    " ",
                    nodes.inline("", self.words.say(VERDICTS[kind])),
                ),
                classes=["verdict", f"verdict-{kind}"],
            )
            for kind in KINDS
            if times[kind]
        ]
        return nodes.bullet_list("", *items, classes=["tally"])


class FindingsOfTheMoment(SphinxDirective):
    """``findings-of-the-moment``: the verdicts in numbers, and the claims that its body names with ``claim``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave the place, and note what it shows; the role itself notes the claims."""
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        claims = [reference["target"] for reference in body.findall(ClaimReference)]
        contributions.page(self.env).uses.add("registry")
        return [MomentPlace(claims=claims)]


class FigurePlace(Placeholder):
    """Where a figure of another page will stand."""

    def fill(self) -> Iterable[nodes.Node]:
        """The card as it stands on its own page, and the way there."""
        page = self.book.registry(self.env).page_of_figure(self["figure"])
        if not page:
            logger.warning(f"there is no figure “{self['figure']}” in any analysis", location=self)
            return
        for card in self.env.get_doctree(page).findall(FigureCard):
            if card["content"]["id"] == self["figure"]:
                shown = card.deepcopy()
                shown["page"] = page
                yield shown
                yield paragraph(
                    self.words.say("How this figure is made:"), " ", page_link(page), classes=["figure-from"]
                )


class FigureFrom(SphinxDirective):
    """``figure-from`` ID: a figure that an analysis makes, shown on this page too."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place: the figure is known when all pages have been read."""
        place = FigurePlace(figure=self.arguments[0])
        self.set_source_info(place)
        contributions.page(self.env).uses.add(f"figure:{self.arguments[0]}")
        return [place]
