"""A deck as data: the slides of all sessions of a kit, with what frames them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from retorno.teaching.editions import code
from retorno.teaching.handout_check import Listed
from retorno.teaching.markdown import Run, Text
from retorno.teaching.plan_parts import Kit, Session
from retorno.teaching.slides.reference_list import source_slides
from retorno.teaching.slides.slide_sources import Point, Slide, points, session_slides
from retorno.teaching.sources import Material


@dataclass(frozen=True)
class Deck:
    """The slides of one kit, with its code."""

    title: str
    code: str
    edition: str
    language: str
    slides: tuple[Slide, ...]
    listed: Listed


def deck(kit: Kit, material: Material, text: Callable[[], Text], edition: str) -> Deck:
    """The deck of *kit*; raises :class:`UnknownNumber` where a slide names what does not exist."""
    whole, say = text(), text().numbers.words.say
    slides = [
        Slide(say(kit.title), (_plain(say(kit.audience)),), kind="title"),
        Slide(say("Three agreements"), points(AGREEMENTS, text()), say(CARE)),
        *(
            slide
            for start, block in kit.clock()
            if block.session
            for slide in _session(start, block.session, material, text, whole)
        ),
    ]
    if "commitments" in kit.cards:
        on_card = points(["Write it on your card. It is yours to keep."], text())
        slides.append(Slide(say("One thing that I will do differently"), on_card))
    slides += source_slides(whole.cited, material, text())
    letters, title = f"{kit.letters}P", f"{say(kit.title)} · {say('Slides')}"
    signed = code(letters, {number.name: number.text for number in whole.used.values()})
    return Deck(
        say(kit.title),
        signed,
        edition,
        whole.numbers.words.language,
        tuple(slides),
        Listed(letters, title, signed, dict(whole.used)),
    )


AGREEMENTS = (
    "Nobody tells another person's story.",
    "Anybody may pass, or leave the room, without a reason.",
    "No names of living people in cases.",
)
CARE = (
    "Own stories are never asked for. Point to the opt-out card. No recording, no photographs. This is no legal advice."
)


def _session(
    start: str, session: Session, material: Material, text: Callable[[], Text], whole: Text
) -> Iterator[Slide]:
    """The slides of one session; what they use is noted in *whole*."""
    said = text()
    say = said.numbers.words.say
    steps = "\n".join(f"{step.minutes} min: {said.plain(say(step.text))}" for step in session.steps)
    wrong = "\n".join(f"– {said.plain(say(one))}" for one in session.goes_wrong)
    more = f"\n\n{say('What usually goes wrong')}:\n{wrong}" if wrong else ""
    whole.used.update(said.used)
    yield Slide(
        said.plain(say(session.title)),
        (_plain(f"{start} · {say('{minutes} min', minutes=session.minutes)}"),),
        f"{steps}{more}",
        kind="session",
    )
    if session.content_note:
        yield Slide(say("Before we begin"), points([session.content_note], said), say("Read it aloud, and wait."))
    for slide, told in session_slides(session, material, text):
        whole.used.update(told.used)
        whole.cited.update(told.cited)
        yield slide
    if session.debrief and not any(source.get("part") == "discussion" for source in session.slides):
        yield Slide(say("To talk about"), points(session.debrief, text()))


def _plain(shown: str) -> Point:
    """Words that are as they are."""
    return Point(escape(shown), (Run(shown),))
