"""The number card: what a value in prose is and where it comes from, shown on hover, focus or tap.

The content of all cards of a page is data in the page, by the id of the entry to whose
page a value links; ``static/number-cards.js`` shows it. Without scripts the link remains.
"""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from retorno.book.roles import Card
from retorno.book.roles.claim import ClaimReference
from retorno.book.roles.finding import FindingReference
from retorno.book.state import entry_addresses
from retorno.book.state.book_build import Build
from retorno.evidence.json_ld import script
from retorno.project.paths import REGISTER

ID = "number-cards"
AGAIN = "Tap again to open its page."


def data(app: Sphinx, docname: str, doctree: nodes.document) -> str:
    """The data of the cards of a page as a script element that runs nothing, or an empty string."""
    addresses = {str(reference.get("refuri", "")) for reference in doctree.findall(nodes.reference)}
    book = Build.of(app.env)
    entries = {id: card for id in map(entry_addresses.id_in, addresses) if id and (card := _card(book, id))}
    if docname == REGISTER or not entries:
        return ""
    element = script(entries, "application/json", ID)
    return element.replace(f'id="{ID}"', f'id="{ID}" data-again="{escape(book.words.say(AGAIN))}"', 1)


def _card(book: Build, id: str) -> Card | None:
    """The card of a claim or a finding."""
    reference = (ClaimReference if id in book.claims else FindingReference)(id)
    reference.env = book.env
    return reference.card()
