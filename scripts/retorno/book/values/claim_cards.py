"""A claim with its verdict as a card: on the home page, and at the top of the analysis that tests it."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.roles.claim import ClaimReference
from retorno.book.roles.finding import FindingReference
from retorno.book.roles.verdict import SentenceReference, VerdictReference
from retorno.book.state.book_build import BookPlaceholder
from retorno.book.state.node_builders import Cell, cite, page_link, paragraph
from retorno.evidence.claims import Claim
from retorno.evidence.registry import Registry
from retorno.evidence.verdicts import Verdict
from retorno.evidence.wording import Words
from retorno.project.paths import ANALYSES


def setup(app: Sphinx) -> None:
    """Put the answers at the top of every analysis."""
    app.connect("doctree-read", _place)


def pill(registry: Registry, claim: Claim) -> nodes.Node:
    """The verdict on a claim in the colour of its kind, with the way to its entry."""
    verdict = registry.verdicts.get(claim.id)
    kind = verdict.kind if verdict else "none"
    return nodes.inline("", "", VerdictReference(claim.id), classes=["verdict", f"verdict-{kind}"])


def card(registry: Registry, claim: Claim, words: Words, with_page: bool = True) -> nodes.list_item:
    """One claim: the verdict in a sentence, what the source says, what the data give; *with_page* if wanted."""
    made = nodes.list_item("", classes=["moment"])
    made += paragraph(pill(registry, claim), " ", SentenceReference(claim.id), classes=["moment-sentence"])
    made += paragraph(claim.statement, classes=["moment-claim"])
    verdict = registry.verdicts.get(claim.id)
    pairs: list[tuple[str, Cell]] = [(words.say("Published"), [ClaimReference(claim.id), _source(claim)])]
    if verdict and verdict.evidence:
        pairs.append((words.say("The data give"), _given(verdict)))
    elif verdict and verdict.elsewhere:
        pairs.append((words.say("The figure belongs to"), FindingReference(verdict.elsewhere, told=True)))
    made += _beside(pairs)
    page = registry.entry(f"claim:{claim.id}").page
    if page and with_page:
        made += paragraph(page_link(page), classes=["moment-analysis"])
    return made


def _given(verdict: Verdict) -> list[nodes.Node]:
    """The value that the data give, or each of them where they point both ways."""
    ids = [verdict.finding] if verdict.finding else [piece.finding for piece in verdict.evidence]
    given: list[nodes.Node] = [FindingReference(ids[0])]
    for id in ids[1:]:
        given += [nodes.Text(" · "), FindingReference(id)]
    return given


def _source(claim: Claim) -> nodes.Node:
    return nodes.inline("", "", nodes.Text(" ("), cite(claim.source), nodes.Text(")"), classes=["moment-source"])


def _beside(pairs: list[tuple[str, Cell]]) -> nodes.definition_list:
    """What was published and what the data give, to be seen side by side."""
    made = nodes.definition_list(classes=["beside"])
    for name, cell in pairs:
        made += nodes.definition_list_item("", nodes.term("", name), nodes.definition("", paragraph(cell)))
    return made


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
            cards = [card(registry, claim, self.words, with_page=False) for claim in compared]
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
