"""What a trainer prints: each file of a kit, the pages in it, and how many copies of them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil

from retorno.teaching.handouts.answer_key import has_key
from retorno.teaching.handouts.card_sheets import CARDS, FIT
from retorno.teaching.handouts.participants import BREAK
from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Kit, Sheet
from retorno.teaching.sources import Material

EACH = "one for each person"
ONCE = "one"
TWO_SIDES = "on both sides of one sheet"

CARD_COPIES = {
    "stories": ("Story cards", ONCE),
    "statements": ("Six statements", ONCE),
    "opt-out": ("Opt-out cards", "eight on a page: one card for each person"),
    "commitments": ("Commitment cards", "eight on a page: one card for each person"),
    "factors": ("Factor cards", "one set for each grid"),
    "roles": ("Parts to play", "one set for each table"),
}
"""What each kind of cards is called, and how many are printed."""

FORM_COPIES = {
    "form-before": "send it the day before",
    "form-support": "two: for the wall and for your pocket",
    "form-speaker": "two, if somebody speaks",
    "form-test": "two for each person, if you use the test",
    "form-follow-up": "send it after three months",
}
"""How many are printed of the forms that not everybody gets."""

Row = tuple[str, int, int, str]
"""What is printed: its title, its first and last page, the copies."""


def pages(sheet: Sheet) -> int:
    """How many pages a sheet has."""
    return sheet.text.count(BREAK) + 1


def print_list(kit: Kit, material: Material, text: Text) -> str:
    """The list as a table; files are named as in the archive of the kit, without the paper."""
    say = text.numbers.words.say
    files = {
        "guide": [(say("This guide"), 0, 0, say("one, for you"))],
        "key": [(say("Answer key"), 0, 0, say("one, for you; never on a table"))] if has_key(kit, material) else [],
        "sheets": list(_numbered(sheet_parts(kit, material, text))),
        "cards": list(_numbered(card_parts(kit, material, text))),
        "forms": list(_numbered(form_parts(kit, material, text))),
    }
    rows = "".join(
        f"<tr><td>{file}</td><td>{_span(row)}</td><td>{text.inline(row[0])}</td><td>{escape(row[3])}</td></tr>"
        for file, listed in files.items()
        for row in listed
    )
    heads = "".join(f"<th>{escape(say(head))}</th>" for head in ("File", "Pages", "What", "Copies"))
    slides = say("Slides are for a room with a projector; nothing needs them. What to say stands in their notes.")
    return (
        f"<h2>{escape(say('What to print'))}</h2><table class='dense files'><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table><p>{escape(slides)}</p>"
    )


def sheet_parts(kit: Kit, material: Material, text: Text) -> Iterator[tuple[str, int, str]]:
    """Title, number of pages and copies of what stands in the file of sheets, in its order."""
    say = text.numbers.words.say
    for name in kit.sheets:
        sheet = material.sheets[name]
        copies = say(kit.copies.get(name) or sheet.copies or (ONCE if sheet.kind == "poster" else EACH))
        if pages(sheet) == 2 and sheet.kind != "poster":
            copies = f"{copies}, {say(TWO_SIDES)}"
        yield say(sheet.title), pages(sheet), copies
    for name in kit.cases:
        yield say(material.cases[name].title), 1, say(EACH)
    if "procedure" in kit.cards:
        yield say(material.procedure["title"]), 1, say(EACH)


def card_parts(kit: Kit, material: Material, text: Text) -> Iterator[tuple[str, int, str]]:
    """The same for the file of cards."""
    say = text.numbers.words.say
    numbers = {
        "stories": ceil(len(material.stories) / FIT[""]),
        "statements": ceil(len(material.statements) / FIT[""]),
        "roles": ceil(len(material.roles) / FIT["tall"]),
    }
    for name in kit.cards:
        if name in CARDS:
            title, copies = CARD_COPIES[name]
            yield say(title), numbers.get(name, 1), say(kit.copies.get(name) or copies)


def form_parts(kit: Kit, material: Material, text: Text) -> Iterator[tuple[str, int, str]]:
    """The same for the file of forms."""
    say = text.numbers.words.say
    if not kit.forms:
        return
    yield say("Who was here"), 1, say("one for each day or meeting" if kit.course else ONCE)
    for sheet in material.sheets.values():
        if sheet.kind == "form":
            yield say(sheet.title), pages(sheet), say(FORM_COPIES.get(sheet.id, EACH))
    yield say("Certificate"), 1, say(EACH)


def _numbered(parts: Iterator[tuple[str, int, str]]) -> Iterator[Row]:
    first = 1
    for title, length, copies in parts:
        yield title, first, first + length - 1, copies
        first += length


def _span(row: Row) -> str:
    _, first, last, _ = row
    return "" if not first else str(first) if first == last else f"{first}–{last}"
