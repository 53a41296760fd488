"""The documents of a kit, each a function from sources to HTML, and the page around them."""

from __future__ import annotations

from collections.abc import Callable

from retorno.teaching.handouts.answer_key import answer_key
from retorno.teaching.handouts.card_sheets import card_sheets
from retorno.teaching.handouts.guide import guide
from retorno.teaching.handouts.paperwork import paperwork
from retorno.teaching.handouts.participants import participants
from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Kit
from retorno.teaching.sources import Material

Maker = Callable[[Kit, Material, Text], str]

DOCUMENTS: dict[str, tuple[str, str, Maker]] = {
    "guide": ("G", "Trainer’s guide", guide),
    "sheets": ("S", "Sheets for participants", participants),
    "cards": ("C", "Cards to cut out", card_sheets),
    "forms": ("F", "Forms", paperwork),
    "key": ("K", "Answer key, for the trainer alone", answer_key),
}
"""The documents of a kit by name: the letter in their code, their title, and what makes them.

A maker gives an empty text where the kit has nothing of the kind.
"""
