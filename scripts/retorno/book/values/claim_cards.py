"""A claim with its verdict as a card: on the home page, and at the top of the analysis that tests it."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.roles.claim import ClaimReference, data_age, source_label
from retorno.book.roles.finding import FindingReference
from retorno.book.roles.verdict import SentenceReference, VerdictReference
from retorno.book.state.book_build import BookPlaceholder, Build
from retorno.book.state.node_builders import Cell, cite, page_link, paragraph
from retorno.evidence.claims import Claim
from retorno.evidence.registry import Registry
from retorno.evidence.verdict_vocabulary import word_of
from retorno.project.paths import ANALYSES


def setup(app: Sphinx) -> None:
    """Put the answers at the top of every analysis."""
    app.connect("doctree-read", _place)


def pill(registry: Registry, claim: Claim) -> nodes.Node:
    """The verdict on a claim in the colour of its kind, with the way to its entry."""
    name = word_of(registry.verdicts.get(claim.id)).name
    return nodes.inline("", "", VerdictReference(claim.id), classes=["verdict", f"verdict-{name}"])


def card(book: Build, claim: Claim, with_page: bool = True) -> nodes.list_item:
    """One claim: what the source says, the verdict in a sentence, words that one may use, and how old the data are.

    *with_page* adds the way to the analysis.
    """
    registry, say = book.registry, book.words.say
    verdict, word = registry.verdicts.get(claim.id), word_of(registry.verdicts.get(claim.id))
    made = nodes.list_item("", classes=["moment", f"verdict-{word.name}"])
    made += paragraph(say("Claim, in our words"), " · ", cite(claim.source), classes=["moment-source"])
    made += paragraph(claim.statement, classes=["moment-claim"])
    made += paragraph(pill(registry, claim), " ", SentenceReference(claim.id), classes=["moment-sentence"])
    made += usable(book, claim)
    below: list[Cell] = []
    if age := data_age(book, verdict):
        below.append(f"{say('Data:')} {age}")
    page = registry.entry(f"claim:{claim.id}").page
    if page and with_page:
        below.append([nodes.Text(f"{say('How we know:')} "), page_link(page)])
    parts: list[Cell] = [
        nodes.Text(" · ") if position % 2 else below[position // 2] for position in range(2 * len(below) - 1)
    ]
    made += paragraph(*parts, classes=["moment-data"])
    return made


def usable(book: Build, claim: Claim) -> nodes.container:
    """The words that one may use instead of the claim; a script adds the button that copies them."""
    box = nodes.container("", classes=["usable"], is_div=True)
    box += paragraph(book.words.say("Words you can use"), classes=["usable-title"])
    box += paragraph(book.usable(claim, source_label(book, claim.source)), classes=["usable-words"])
    return box


class AnswersPlace(BookPlaceholder):
    """Where an analysis says at once what came out: the claims that it tests, with their verdicts.

    ``part`` is “first” or “others” where a chart stands between the first claim and the others.
    """

    def fill(self) -> Iterable[nodes.Node]:
        """Nothing for an analysis that tests no claim."""
        registry, tested = self.book.registry, self._tested()
        compared = [claim for claim in tested if _is_compared(registry, claim)]
        others = [claim for claim in tested if claim not in compared]
        part, title = self.get("part"), self.words.say("What came out")
        if part == "first":  # the first answer stands above the first chart, the others below it
            compared, others = compared[:1], [] if compared else others[:1]
        elif part == "others":
            compared, others = compared[1:], others if compared else others[1:]
            title = self.words.say("What else came out")
        if not compared and not others:
            return
        box = nodes.container("", classes=["answers"], is_div=True)
        box += paragraph(nodes.strong("", title), classes=["answers-title"])
        if compared:
            cards = [card(self.book, claim, with_page=False) for claim in compared]
            box += nodes.bullet_list("", *cards, classes=["moments"])
        if others:
            box += nodes.bullet_list("", *[_line(registry, claim) for claim in others], classes=["untested"])
        yield box

    def _tested(self) -> list[Claim]:
        return [claim for claim in self.book.claims.values() if ANALYSES + claim.analysis == self["page"]]

    def state(self) -> object:
        """The claims with their verdicts, and the findings to which misattributed figures belong."""
        told = []
        for claim in self._tested():
            verdict = self.book.registry.verdicts.get(claim.id)
            told.append((claim.id, self.state_of(ClaimReference(claim.id))))
            told.append((claim.id, self.state_of(FindingReference(verdict.elsewhere)) if verdict else None))
            told.append((claim.id, self.book.sentences.get(claim.id)))
        return told


def _is_compared(registry: Registry, claim: Claim) -> bool:
    verdict = registry.verdicts.get(claim.id)
    return bool(verdict and (verdict.evidence or verdict.elsewhere))


def _line(registry: Registry, claim: Claim) -> nodes.list_item:
    """A claim that no published series can be set beside."""
    return nodes.list_item("", paragraph(pill(registry, claim), f" {claim.statement} ", SentenceReference(claim.id)))


def _place(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: leave the place below the title of an analysis."""
    docname = app.env.docname
    section = next(iter(doctree.findall(nodes.section)), None)
    if docname.startswith(ANALYSES) and section is not None:
        title = section.first_child_matching_class(nodes.title)
        parted = any(place.get("part") for place in doctree.findall(AnswersPlace))
        first = AnswersPlace(page=docname, part="first" if parted else "")
        section.insert(0 if title is None else title + 1, first)
