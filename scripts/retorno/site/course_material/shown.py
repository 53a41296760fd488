"""What the teaching products say, as messages for translators: all of them are made once, and nothing is written."""

from __future__ import annotations

from pathlib import Path

from retorno.changes import release_history
from retorno.evidence.wording import Words
from retorno.project.paths import Project
from retorno.site.course_material.workshop import KEYS, QUIZ, Workshop, workshop
from retorno.teaching import handout_check, planner, player
from retorno.teaching.calendar_file import calendar
from retorno.teaching.course_pages import course_pages
from retorno.teaching.kit_documents import kit_documents
from retorno.teaching.quiz.bank import bank
from retorno.teaching.quiz.verdict_items import MEANS
from retorno.teaching.slides.deck import deck


def asked(project: Project, staging: Path) -> list[str]:
    """The messages that the products of the book ask for, with the registry that lies in *staging*.

    None where the book has no teaching material. Raises :class:`ContentError` where a source is wrong.
    """
    noted: dict[str, None] = {}
    shop = workshop(project, staging, "en", Words(asked=noted))
    if not shop.material.folder.is_dir():
        return []
    _make(shop)
    return [*noted, *MEANS.values()]


def _make(shop: Workshop) -> None:
    """Make every product, for the messages that it asks for."""
    said = shop.numbers.words
    for kit in shop.material.kits.values():
        list(kit_documents(kit, shop.material, shop.text, shop.edition))
        deck(kit, shop.material, shop.text, shop.edition)
        calendar(kit, said, f"{shop.day:%Y%m%d}")
    title, held = said.say(QUIZ), bank(shop.material, shop.text)
    said.say(KEYS)
    player.page(said, title, shop.edition, retired=held.retired)
    player.items_script(held.items, said, shop.edition, list(course_pages(shop.material, shop.text)))
    sessions = planner.session_parts(shop.material, shop.text)
    planner.page(shop.material, said, shop.edition)
    planner.script(shop.material, sessions, said, shop.edition)
    handout_check.page(said, shop.edition)
    handout_check.script([], release_history.read(shop.project)["entries"], said)
