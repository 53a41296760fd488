"""The answer key: what the trainer alone sees, printed apart from all that is handed out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from retorno.teaching.markdown import Text
from retorno.teaching.plan_parts import Case, Kit, Sheet
from retorno.teaching.sources import Material

TESTS = {"passes": "yes", "fails": "no", "open": "open"}


def answer_key(kit: Kit, material: Material, text: Text) -> str:
    """The key of *kit*: papers, statements, stories, cases, the procedure."""
    say = text.numbers.words.say
    held = session_key(
        [
            *(material.sheets[name] for name in kit.sheets),
            *(one for one in material.sheets.values() if kit.forms and one.kind == "form"),
        ],
        [material.cases[name] for name in kit.cases],
        kit.cards,
        material,
        text,
    )
    if not held:
        return ""
    heading = f"<h1>{escape(say('Answer key'))}: {escape(say(kit.title))}</h1>"
    warning = escape(say("For the trainer alone. Do not leave it on a table."))
    return f'{heading}<p class="lead">{warning}</p>\n{held}'


KEYED = ("statements", "stories", "procedure")
"""The cards that have answers."""


def has_key(kit: Kit, material: Material) -> bool:
    """Whether anything that *kit* hands out has an answer."""
    forms = [one for one in material.sheets.values() if kit.forms and one.kind == "form"]
    sheets = [*(material.sheets[name] for name in kit.sheets), *forms]
    return bool(kit.cases or any(sheet.key for sheet in sheets) or set(KEYED) & set(kit.cards))


def session_key(
    sheets: Sequence[Sheet], cases: Sequence[Case], cards: Sequence[str], material: Material, text: Text
) -> str:
    """The answers to *sheets*, *cases* and *cards*; an empty text where there are none."""
    say = text.numbers.words.say
    parts = [f"<h2>{escape(say(one.title))}</h2>{text.told(one.key)}" for one in sheets if one.key]
    if "statements" in cards:
        parts.append(_statements(material, text))
    if "stories" in cards:
        parts.append(_stories(material, text))
    parts += [_case(one, text) for one in cases]
    if "procedure" in cards:
        parts.append(_procedure(material, text))
    return "\n".join(parts)


def _statements(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    rows = "".join(
        f"<tr><td>{number}</td><td>{text.inline(say(one['text']))}</td><td><strong>"
        f"{text.inline(say(one['answer']))}.</strong> "
        f"{text.inline(say(one['why']))} <span class='pages'>{escape(text.role('doc', one['page']))}</span></td></tr>"
        for number, one in enumerate(material.statements, 1)
    )
    heads = "".join(f"<th>{escape(say(head))}</th>" for head in ("No.", "Statement", "What can be said"))
    title = escape(say("The six statements"))
    return f"<h2>{title}</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _stories(material: Material, text: Text) -> str:
    say = text.numbers.words.say
    heads = (
        "Card",
        "Where groups usually put it",
        "Coercion absent?",
        "Alternatives?",
        "Trusted information?",
        "What moves, and what to ask",
    )
    rows = "".join(
        f"<tr><td>{number}. {escape(say(story['name']))}</td><td>{escape(say(story['place']))}</td>"
        + "".join(f"<td>{escape(say(TESTS[test]))}</td>" for test in story["tests"])
        + f"<td>{text.inline(say(story['moves']))}</td></tr>"
        for number, story in enumerate(material.stories, 1)
    )
    note = say("A guide to the talk and no marking scheme: a group with another answer and a reason is right too.")
    return (
        f"<h2>{escape(say('The sixteen stories'))}</h2><p>{escape(note)}</p><table class='dense'><thead><tr>"
        f"{''.join(f'<th>{escape(say(head))}</th>' for head in heads)}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _case(case: Case, text: Text) -> str:
    say = text.numbers.words.say
    notes = "".join(
        f"<h3>{number}. {text.inline(say(question))}</h3><p>{text.inline(say(answer))}</p>"
        for number, (question, answer) in enumerate(case.decisions, 1)
    )
    return (
        f"<h2>{escape(say('Notes on the case'))}: {escape(say(case.title))}</h2>"
        f"<p class='note'>{text.inline(say(case.content_note))}</p>{notes}"
        f"<h3>{escape(say('For you'))}</h3><p>{text.inline(say(case.trainer))}</p>"
    )


def _procedure(material: Material, text: Text) -> str:
    say, told = text.numbers.words.say, material.procedure
    rows = "".join(
        f"<tr><td>{text.inline(say(one['fault']))}</td><td>{text.inline(say(one['why']))}</td><td>{text.inline(say(one['mend']))}</td></tr>"
        for one in told["faults"]
    )
    heads = "".join(
        f"<th>{escape(say(head))}</th>" for head in ("Fault", "What it costs somebody", "What would be right")
    )
    more = "".join(f"<li>{text.inline(say(one))}</li>" for one in told["more"])
    return (
        f"<h2>{escape(say('The procedure with five faults'))}</h2><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table><ul>{more}</ul>"
    )
