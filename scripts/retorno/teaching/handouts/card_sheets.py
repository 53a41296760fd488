"""Cards to cut out: stories, statements, opt-out, commitments, factors, parts to play."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Kit
from retorno.teaching.sources import Material

DEBT = "debt to those who paid for the journey"


def card_sheets(kit: Kit, material: Material, text: Text) -> str:
    """The cards that *kit* names, each kind on pages of its own."""
    made = [CARDS[name](material, text) for name in kit.cards if name in CARDS]
    return "\n".join(made)


FIT = {"": 8, "low": 30, "tall": 6}
"""How many cards of each size a page of A4 or Letter holds."""


def _grid(title: str, cards: list[str], size: str = "") -> str:
    pages = [cards[start : start + FIT[size]] for start in range(0, len(cards), FIT[size])]
    return "".join(
        f'<section class="page cards"><p class="cut">{escape(title)}</p><div class="grid">'
        + "".join(f'<div class="card {size}">{card}</div>' for card in page)
        + "</div></section>"
        for page in pages
    )


def _stories(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    cards = [
        f"<h3>{number}. {escape(say(story['name']))}</h3><p>{text.inline(say(story['text']))}</p>"
        f'<p class="small">{escape(say("Fiction"))}</p>'
        for number, story in enumerate(material.stories, 1)
    ]
    return _grid(say("Sixteen story cards. All people are invented. Cut along the lines."), cards)


def _statements(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    cards = [
        f"<h3>{number}</h3><p class='large'>{text.inline(say(one['text']))}</p>"
        for number, one in enumerate(material.statements, 1)
    ]
    return _grid(say("Six statements for the opening. Read them aloud, and hang them up for the end."), cards)


def _opt_out(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    card = (
        "<p "
        f'class="huge">{escape(say("Pass"))}</p><p>'
        f"{escape(say('Hold this up, or leave the room. No reason is due, and nobody will ask.'))}</p>"
        f'<p class="small">{escape(say("Your own story is never asked for here."))}</p>'
    )
    return _grid(say("Opt-out cards: one for each person."), [card] * 8)


def _commitments(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    card = (
        f"<p>{escape(say('One thing that I will do differently, and by when:'))}</p><hr><hr><hr>"
        f'<p class="small">{escape(say("Yours to keep. Nobody collects it."))}</p>'
    )
    return _grid(say("Commitment cards: one for each person."), [card] * 8)


def _factors(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    rows = material.factors
    spread = rows[:: max(1, len(rows) // 29)][:29]
    cards = [f"<p class='large'>{escape(say(row['factor']))}</p>" for row in spread] + [
        f"<p class='large'>{escape(say(DEBT))}</p>"
    ]
    return _grid(
        say("Thirty factor cards, from the table of factors in the paper of 2017, and one debt."), cards, "low"
    )


def _roles(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    cards = []
    for role in material.roles:
        lines = "".join(
            f"<p><strong>{escape(say(head))}</strong> {text.inline(say(role[key]))}</p>"
            for key, head in (
                ("wants", "You want"),
                ("fears", "You fear"),
                ("knows", "You know"),
                ("keeps", "You keep back"),
            )
        )
        cards.append(
            f"<h3>{escape(say(role['title']))}</h3>{lines}<p "
            f"class='small'>{escape(say('Fiction. Play a job, not a wound. “Stop” ends the scene.'))}</p>"
        )
    return _grid(say("Seven parts for the meeting in the hall. All are invented."), cards, "tall")


CARDS: dict[str, Callable[[Material, Text], str]] = {
    "stories": _stories,
    "statements": _statements,
    "opt-out": _opt_out,
    "commitments": _commitments,
    "factors": _factors,
    "roles": _roles,
}
"""The cards that a kit may name; ``procedure`` stands with the sheets."""
