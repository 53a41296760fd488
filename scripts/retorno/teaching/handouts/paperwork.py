"""Forms for the trainer's paperwork: the same for all kits, with the title of each on it."""

from __future__ import annotations

from html import escape

from retorno.teaching.handouts.participants import sheet
from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Kit
from retorno.teaching.sources import Material

ROWS = 25
"""Lines of the sign-in sheet: for the largest group that a kit is for."""


def paperwork(kit: Kit, material: Material, text: Text) -> str:
    """The sign-in sheet of *kit*, all forms, its certificate; nothing where another part of the course has them."""
    if not kit.forms:
        return ""
    forms = [sheet(one, text) for one in material.sheets.values() if one.kind == "form"]
    return "\n".join([_sign_in(kit, text), *forms, _certificate(kit, material, text)])


def _sign_in(kit: Kit, text: Text) -> str:
    say = text.numbers.words.say
    heads = "".join(
        f"<th>{escape(say(head))}</th>" for head in ("No.", "Name, as you like to be called", "Signature or initials")
    )
    rows = "".join(f"<tr><td>{number}</td><td></td><td></td></tr>" for number in range(1, ROWS + 1))
    note = say(
        "Names are kept for the certificate and destroyed afterwards. Nobody has to give a name, an office or an "
        "address; a number will do. The list stays with the trainer and is not photographed."
    )
    name = kit.course or kit.title
    place = say("Place and date: ____________________________   Destroyed on: ______________")
    return (
        f'<section class="page form"><h1>{escape(say("Who was here"))}</h1><p>{escape(say(name))}</p>'
        f"<p>{escape(place)}</p><p>{escape(note)}</p>"
        f'<table class="signing"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>'
    )


LIMIT = "It says that somebody took part, and nothing on how they did. It is no licence to advise on return."


def _certificate(kit: Kit, material: Material, text: Text) -> str:
    """The certificate of *kit*, or of the course of which it is a part: then breaks are not counted as hours."""
    say = text.numbers.words.say
    parts = [one for one in material.kits.values() if one.course == kit.course] if kit.course else [kit]
    minutes = sum(session.minutes for one in parts for session in one.sessions) if kit.course else kit.minutes
    hours = say("{hours} hours", hours=text.numbers.words.number(minutes / 60, 0.5 if minutes % 60 else 1))
    worked_on = dict.fromkeys(objective for one in parts for objective in one.objectives)
    objectives = "".join(f"<li>{text.inline(say(one))}</li>" for one in worked_on)
    lines = [
        f'<p class="huge">{escape(say("Certificate"))}</p><p class="rule"></p>',
        f"<p>{escape(say('took part in'))}</p><h1>{escape(say(kit.course or kit.title))}</h1>",
        f"<p>{escape(hours)} · {escape(say('Place and date: ____________________________'))}</p>",
        f"<p>{escape(say('and worked on being able to'))}</p><ul>{objectives}</ul>",
        f'<p class="rule"></p><p>{escape(say("Trainer"))}</p><p class="small">{escape(say(LIMIT))}</p>',
    ]
    return f'<section class="page certificate">{"".join(lines)}</section>'
