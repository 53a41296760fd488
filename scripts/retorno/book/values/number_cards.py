"""The number card: what a value in prose is and where it comes from, shown on hover, focus or tap.

The content of all cards of a page is data in the page, by the anchor of the register's entry to
which a value links; ``static/number-cards.js`` shows it. Without scripts the link remains.
"""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.roles import Card
from retorno.book.roles.claim import ClaimReference
from retorno.book.roles.finding import FindingReference
from retorno.book.state.book_build import Build
from retorno.evidence.json_ld import script
from retorno.project.paths import REGISTER

ID = "number-cards"
AGAIN = "Tap again to open the entry in the register."
KINDS = {"finding": FindingReference, "claim": ClaimReference}


def data(app: Sphinx, docname: str, doctree: nodes.document) -> str:
    """The data of the cards of a page as a script element that runs nothing, or an empty string."""
    addresses = {str(reference.get("refuri", "")) for reference in doctree.findall(nodes.reference)}
    anchors = {address.partition("#")[2] for address in addresses}
    book = Build.of(app.env)
    entries = {anchor: card for anchor in anchors if (card := _card(book, anchor))}
    if docname == REGISTER or not entries:
        return ""
    element = script(entries, "application/json", ID)
    return element.replace(f'id="{ID}"', f'id="{ID}" data-again="{escape(book.words.say(AGAIN))}"', 1)


def _card(book: Build, anchor: str) -> Card | None:
    """The card of an entry of the register, by its anchor."""
    kind, _, id = anchor.partition("-")
    if kind not in KINDS:
        return None
    reference = KINDS[kind](id)
    reference.env = book.env
    return reference.card()
