"""What participants get: the sheets of the sessions, the cases, and posters for the wall."""

from __future__ import annotations

from html import escape

from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Case, Kit, Sheet
from retorno.teaching.sources import Material

BREAK = "---page---"
"""Where a sheet is to be turned over."""

FICTION = "Fiction. The people are invented; any likeness to somebody is chance."


def participants(kit: Kit, material: Material, text: Text) -> str:
    """The sheets and cases of *kit*."""
    sheets = [sheet(material.sheets[name], text) for name in kit.sheets]
    cases = [case(material.cases[name], text) for name in kit.cases]
    if "procedure" in kit.cards:
        cases.append(_procedure(material, text))
    return "\n".join([*sheets, *cases])


def sheet(one: Sheet, text: Text) -> str:
    """One sheet, each page of it by itself."""
    say = text.numbers.words.say
    pages, kind = one.text.split(BREAK), f"{one.kind} tall" if one.tall else one.kind
    made = []
    for number, page in enumerate(pages):
        title = f"<h1>{escape(say(one.title))}</h1>" if number == 0 and one.kind != "poster" else ""
        made.append(f'<section class="page {kind}">{title}{_ticked(text.told(page))}</section>')
    return "\n".join(made)


def _ticked(html: str) -> str:
    """Boxes to tick: each stays with its words, and apart from those before it."""
    return html.replace(" ☐ ", "&emsp; ☐\u00a0").replace("☐ ", "☐\u00a0")


def case(one: Case, text: Text) -> str:
    """One case, without its notes."""
    say = text.numbers.words.say

    def listed(title: str, entries: tuple[str, ...]) -> str:
        lines = "".join(f"<li>{text.inline(say(entry))}</li>" for entry in entries)
        return f"<h2>{escape(say(title))}</h2><ul>{lines}</ul>"

    times = "".join(
        f"<tr><th>{text.inline(say(when))}</th><td>{text.inline(say(what))}</td></tr>" for when, what in one.timeline
    )
    questions = "".join(f"<li>{text.inline(say(question))}</li>" for question, _ in one.decisions)
    return (
        f'<section class="page case"><p class="fiction">{escape(say(FICTION))}</p><h1>{escape(say(one.title))}</h1>'
        f'<p class="lead">{text.inline(say(one.about))}</p>'
        f"{listed('Facts', one.facts)}"
        f'<h2>{escape(say("Time line"))}</h2><table class="timeline"><tbody>{times}</tbody></table>'
        "<div "
        'class="two">'
        f"{_half(listed('What is known', one.known))}{_half(listed('What is not known', one.unknown))}</div>"
        f"<h2>{escape(say('Three decisions'))}</h2><ol>{questions}</ol></section>"
    )


def _half(content: str) -> str:
    return f"<div>{content}</div>"


def _procedure(material: Material, text: Text) -> str:
    say, told = text.numbers.words.say, material.procedure
    paragraphs = "".join(f"<p>{text.inline(say(paragraph))}</p>" for paragraph in told["paragraphs"])
    return (
        f'<section class="page case"><p class="fiction">{escape(say(told["note"]))}</p>'
        f"<h1>{escape(say(told['title']))}</h1>{paragraphs}</section>"
    )
