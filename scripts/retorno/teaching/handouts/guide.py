"""The trainer's guide: what to prepare, the timetable, and every session step by step."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from retorno.teaching.handouts.answer_key import has_key
from retorno.teaching.handouts.card_sheets import CARDS
from retorno.teaching.handouts.print_list import print_list
from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Kit, Session
from retorno.teaching.sources import Material


def guide(kit: Kit, material: Material, text: Text) -> str:
    """The guide of *kit*."""
    say = text.numbers.words.say
    parts = [
        f'<h1>{escape(say(kit.title))}</h1><p class="lead">{escape(say(kit.audience))}</p>',
        f"<h2>{escape(say('By the end, each learner can'))}</h2>{_list(text, map(say, kit.objectives))}",
        _before(kit, material, text),
        _timetable(kit, material, text),
        print_list(kit, material, text),
        f"<h2>{escape(say('What to have at hand'))}</h2>{_list(text, map(say, _materials(kit)), 'at-hand')}",
        _notes(kit, material, text),
        *(session_guide(start, block.session, text) for start, block in kit.clock() if block.session),
        _care(text),
    ]
    return "\n".join(parts)


def _before(kit: Kit, material: Material, text: Text) -> str:
    """What to do beforehand: nothing that this kit does not hold."""
    say, half = text.numbers.words.say, kit.prepares // 2
    steps = [
        say("Read this guide and the answer key once, with a pen: {minutes} minutes.", minutes=half)
        if has_key(kit, material)
        else say("Read this guide once, with a pen: {minutes} minutes.", minutes=half),
        say("Print what the list below names, with the numbers of copies."),
        say(
            "Cut the cards, lay out the room, fill in the sheet with local support: {minutes} minutes. Telephone calls "
            "to find local support are not in this time: begin them a week before.",
            minutes=half,
        )
        if set(kit.cards) & set(CARDS)
        else say(
            "Lay out the room, look whether the sheet with local support still holds, and read the notes of the "
            "slides: {minutes} minutes.",
            minutes=half,
        ),
    ]
    if _content_notes(kit, material):
        steps.append(say("Send the content notes to everybody who has enrolled, the day before."))
    title = say("Before the day: about {minutes} minutes", minutes=kit.prepares)
    return f"<h2>{escape(title)}</h2>{_list(text, steps)}"


def _timetable(kit: Kit, material: Material, text: Text) -> str:
    say = text.numbers.words.say
    rows, end = [], 0
    for start, block in kit.clock():
        title = block.session.title if block.session else block.name.capitalize()
        served = block.session.outcomes if block.session else ()
        outcomes = "; ".join(say(material.outcomes.get(one, one)) for one in served)
        rows.append(
            f"<tr><td>{start}</td><td>{say('{minutes} min', minutes=block.minutes)}</td>"
            f"<td>{text.inline(say(title))}</td><td>{text.inline(outcomes)}</td></tr>"
        )
        end += block.minutes
    hours, minutes = divmod(int(kit.starts[:2]) * 60 + int(kit.starts[3:]) + end, 60)
    heads = "".join(
        f"<th>{escape(say(head))}</th>" for head in ("Time", "Minutes", "What happens", "What learners practise")
    )
    closing = say("The session ends at {time}.", time=f"{hours:02}:{minutes:02}")
    return (
        f"<h2>{escape(say('Timetable'))}</h2><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table><p>{escape(closing)}</p>"
    )


def _materials(kit: Kit) -> list[str]:
    own = [part for session in kit.sessions for part in session.materials]
    return [
        *dict.fromkeys(own),
        "local support on paper: whom to call, and a quiet room",
        "a second adult, if there is one",
    ]


def _notes(kit: Kit, material: Material, text: Text) -> str:
    say = text.numbers.words.say
    notes = _content_notes(kit, material)
    return f"<h2>{escape(say('Content notes'))}</h2>{_list(text, map(say, notes))}" if notes else ""


def _content_notes(kit: Kit, material: Material) -> list[str]:
    notes = [session.content_note for session in kit.sessions if session.content_note]
    notes += [material.cases[name].content_note for name in kit.cases if name in material.cases]
    return list(dict.fromkeys(notes))


def session_guide(start: str, session: Session, text: Text) -> str:
    """One session step by step, which begins at *start*, if that is known."""
    say = text.numbers.words.say
    rows = "".join(
        f'<tr><td class="minutes">{step.minutes}</td><td>{text.inline(say(step.text))}</td></tr>'
        for step in session.steps
    )
    heads = f"<th>{escape(say('Minutes'))}</th><th>{escape(say('What you do'))}</th>"
    pages = "; ".join(text.role("doc", page) for page in session.pages)
    parts = [
        '<section class="session">',
        f"<h2>{f'{start} · ' if start else ''}{text.inline(say(session.title))} · "
        f"{say('{minutes} min', minutes=session.minutes)}</h2>",
        _aloud(session.content_note, text),
        f"<p class='lead-in'><strong>{escape(say('Needed'))}:</strong> {_joined(session.materials, text)}</p>"
        if session.materials
        else "",
        f'<table class="steps"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>',
    ]
    if session.goes_wrong:
        parts.append(f"<h3>{escape(say('What usually goes wrong'))}</h3>{_list(text, map(say, session.goes_wrong))}")
    if session.debrief:
        parts.append(f"<h3>{escape(say('Debrief'))}</h3>{_list(text, map(say, session.debrief))}")
    if pages:
        parts.append(
            f'<p class="pages">{escape(say("For more, in the book; not needed on the day"))}: {escape(pages)}</p>'
        )
    return "\n".join([*(part for part in parts if part), "</section>"])


def _joined(entries: Iterable[str], text: Text) -> str:
    return "; ".join(text.inline(text.numbers.words.say(entry)) for entry in entries)


def _aloud(note: str, text: Text) -> str:
    say = text.numbers.words.say
    return (
        f'<p class="note">{escape(say("Say before you begin:"))} <em>{text.inline(say(note))}</em></p>' if note else ""
    )


CARE = (
    "Assume that somebody present has been deported, has a brother in detention, or signed a form in "
    "a language not their own. Nobody needs to tell you.",
    "Own stories are never asked for. If somebody begins one that hurts: thank them, pause, offer "
    "the second adult and a quiet place. Do not make it the group's case.",
    "If what you hear concerns a child or a danger to life, do not investigate. Say what you will do "
    "next, do it today with the local support on your sheet, and tell nobody else in the room.",
    "Officials and people who have returned may sit together. Ask that what is heard stays in the "
    "room, and say plainly that you cannot promise it.",
    "No names of living people, no photographs, no recording, no lists.",
    "No legal advice. The one plain line: *ask what the paper is, and ask for time, an interpreter and a lawyer.*",
    "After the session, ten minutes with the other trainer, or a telephone call if you were alone: "
    "what went well, what hurt, what to change. Then something ordinary.",
)


def _care(text: Text) -> str:
    say = text.numbers.words.say
    return f'<section class="session"><h2>{escape(say("Care in the room"))}</h2>{_list(text, map(say, CARE))}</section>'


def _list(text: Text, entries: Iterable[str], name: str = "") -> str:
    return f'<ul class="{name}">{"".join(f"<li>{text.inline(entry)}</li>" for entry in entries)}</ul>'
