"""The page that offers a course to measure, and what it holds: all plans, and the sheets of each session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from retorno.evidence.json_ld import json_for_html
from retorno.evidence.wording import Words
from retorno.teaching.editions import code
from retorno.teaching.handout_check import Listed
from retorno.teaching.handouts.answer_key import session_key
from retorno.teaching.handouts.card_sheets import CARDS
from retorno.teaching.handouts.guide import session_guide
from retorno.teaching.handouts.handout import STYLE
from retorno.teaching.handouts.participants import case, sheet
from retorno.teaching.made_to_measure import LENGTHS, plans
from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Session
from retorno.teaching.player import FOLDER, around
from retorno.teaching.slides.slide_sources import Slide, session_slides
from retorno.teaching.sources import Material

SCRIPT: Path = FOLDER / "plan.js"
SAID = {
    "minutes": "{n} minutes",
    "break": "Break",
    "lunch": "Lunch",
    "talk": "Time to talk: the debrief of what came before",
    "time": "Time",
    "what": "What happens",
    "read": "To read in the book",
    "pack": "Make a zip of guide, sheets, cards and key",
    "print": "Print the guide, sheets and cards",
    "guide": "Guide",
    "sheets": "Sheets",
    "cards": "Cards",
    "key": "Answer key",
    "slides": "Slides",
}


def page(material: Material, words: Words, foot: str) -> str:
    """The HTML page, which finds its data in ``plans.js`` beside it."""
    say = words.say
    audiences = "".join(
        f'<option value="{escape(str(one["id"]))}">{escape(say(one["title"]))}</option>' for one in material.audiences
    )
    lengths = "".join(
        f'<option value="{minutes}">{escape(say(SAID["minutes"], n=minutes))}</option>' for minutes in LENGTHS
    )
    body = (
        f'<form id="ask"><p class="row"><label>{escape(say("For whom"))} <select '
        f'id="audience">{audiences}</select></label>'
        f'<label>{escape(say("How long, breaks included"))} <select id="minutes">{lengths}</select></label>'
        f'<label>{escape(say("Begins at"))} <input type="text" id="starts" value="09:00" size="6"></label>'
        f'<label><input type="checkbox" id="screen"> {escape(say("There is a screen"))}</label></p></form>'
        f'<div id="told" role="status"></div>'
        "<noscript><p>"
        f"{escape(say('This page needs JavaScript. The kits of the four plans are beside it.'))}</p></noscript>"
    )
    return around(words, escape(say("A course to measure")), body, foot, ("plans.js", "plan.js"))


@dataclass(frozen=True)
class Parts:
    """What one session gives to a plan, and what its sheets are listed as on the page of codes."""

    told: dict[str, Any]
    listed: Listed


def session_parts(material: Material, text: Callable[[], Text]) -> dict[str, Parts]:
    """The parts of every session that a plan holds, by id."""
    names = sorted({part.session for _, _, parts in plans(material) for part in parts if part.session})
    return {
        name: _parts(material.sessions[name], f"M{LETTERS[number]}", material, text())
        for number, name in enumerate(names)
    }


LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
"""The second letter of a session's code: none that is misread."""


def script(material: Material, sessions: Mapping[str, Parts], words: Words, edition: str) -> str:
    """``plans.js``: every plan, and of each of the *sessions* what is handed out."""
    made = {f"{audience} {minutes}": parts for audience, minutes, parts in plans(material)}
    told = {
        "words": {key: words.say(said) for key, said in SAID.items()},
        "edition": edition,
        "language": words.language,
        "style": STYLE.read_text(encoding="utf-8"),
        "plans": {
            key: [[part.minutes, part.kind, part.session] for part in parts] for key, parts in sorted(made.items())
        },
        "sessions": {name: parts.told for name, parts in sessions.items()},
    }
    return f"window.RETORNO_PLANS = {json_for_html(told)};\n"


def _parts(session: Session, letters: str, material: Material, text: Text) -> Parts:
    say = text.numbers.words.say
    own = [material.sheets[name] for name in (*session.sheets, *HALF_DAY.get(session.id, ()))]
    cases = [material.cases[name] for name in (*session.cases, *CASES.get(session.id, ()))]
    cards = (*session.cards, *STACKS.get(session.id, ()))
    title = text.plain(say(session.title))
    told: dict[str, Any] = {
        "title": title,
        "pages": [text.titles.get(page, page) for page in session.pages],
        "guide": session_guide("", session, text),
        "sheets": "".join([*(sheet(one, text) for one in own), *(case(one, text) for one in cases)]),
        "cards": "".join(CARDS[name](material, text) for name in cards if name in CARDS),
        "key": session_key(own, cases, cards, material, text),
        "slides": [_slide(slide) for slide, _ in session_slides(session, material, lambda: text)],
    }
    told["code"] = code(letters, {number.name: number.text for number in text.used.values()})
    return Parts(told, Listed(letters, title, told["code"], dict(text.used)))


def _slide(slide: Slide) -> dict[str, Any]:
    """A slide for a page that has no charts: its title, and all its paragraphs as HTML."""
    beside = [f"<strong>{escape(one.title)}</strong>: {point.html}" for one in slide.columns for point in one.points]
    return {"title": slide.title, "points": [*(point.html for point in slide.points), *beside]}


HALF_DAY = {
    "line": ("three-tests",),
    "texts": ("two-texts-a", "two-texts-b"),
    "trace": ("trace-the-number", "poster-two-counts"),
}
CASES = {"case": ("yajaira",)}
STACKS = {"line": ("stories",)}
"""What the kit of the half day names as a whole, by the session that uses it."""
