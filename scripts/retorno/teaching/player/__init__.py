"""The quiz in a browser: one page that works from disk, on the site and inside a SCORM package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from retorno.evidence.json_ld import json_for_html
from retorno.evidence.wording import Words
from retorno.teaching.editions import hashed
from retorno.teaching.quiz.items import Item, Retired

FOLDER = Path(__file__).parent
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"
SAID = {
    "check": "Check",
    "next": "Next question",
    "right": "Right.",
    "wrong": "Not right.",
    "partly": "Not all of it.",
    "answer": "The answer is",
    "score": "{right} of {all} answered rightly.",
    "keep": "Keep my answers on this device",
    "forget": "Forget them",
    "outcome": "Outcome",
    "every": "All outcomes",
    "number": "Your number",
    "why": "Why",
    "finish": "Finish",
    "question": "Question {n} of {all}",
    "begin": "Begin the questions",
    "sent": "Your result has been reported.",
}
"""What the page says, as messages that an edition translates."""

NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight")


LACKING = "The questions need JavaScript; they are also in the files for learning platforms."


def page(words: Words, title: str, foot: str, scorm: bool = False, retired: Sequence[Retired] = ()) -> str:
    """The HTML page, which finds its items in ``items.js`` beside it."""
    gone = "".join(f"<li>{escape(one.id)}: {escape(one.why)}</li>" for one in retired)
    summary = escape(words.say("Retired questions"))
    told = f"<details><summary>{summary}</summary><ul>{gone}</ul></details>" if gone else ""
    body = f'<div id="quiz"><noscript><p>{escape(words.say(LACKING))}</p></noscript></div>{told}'
    scripts = ("items.js", "scorm.js", "quiz.js") if scorm else ("items.js", "quiz.js")
    return around(words, escape(title), body, foot, scripts, policy="" if scorm else POLICY)


def around(words: Words, title: str, body: str, foot: str, scripts: Sequence[str], policy: str = POLICY) -> str:
    """A page of its own around *body*, both HTML; *policy* says what a browser may load for it."""
    held = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    loaded = "".join(f'<script src="{name}"></script>' for name in scripts)
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{held}'
        f'<title>{title}</title><link rel="stylesheet" href="quiz.css"></head>\n'
        f"<body><main><h1>{title}</h1>{body}</main><footer><p>{escape(foot)}</p></footer>{loaded}</body></html>\n"
    )


def items_script(items: Sequence[Item], words: Words, edition: str, pages: Sequence[Mapping[str, str]] = ()) -> str:
    """``items.js``: the items, the words of the page, and *pages* to read before them."""
    told = {
        "edition": edition,
        "words": {key: words.say(said) for key, said in SAID.items()},
        "outcomes": {name: words.say(name) for name in NAMES},
        "pages": [dict(one) for one in pages],
        "items": [_item(item) for item in items],
    }
    return f"window.RETORNO_QUIZ = {json_for_html(told)};\n"


def _item(item: Item) -> dict[str, object]:
    options = sorted(item.options, key=lambda option: hashed(f"{item.id} {option.text}"))
    told: dict[str, object] = {
        "id": item.id,
        "kind": item.kind,
        "stem": item.stem,
        "outcome": item.outcome,
        "options": [[option.text, option.right, option.why] for option in options],
    }
    if item.kind == "numeric":
        told |= {"answer": item.answer, "tolerance": item.tolerance, "shown": item.answer_text, "why": item.why}
    return told


def static(scorm: bool = False) -> dict[str, bytes]:
    """The files that stand beside the page, by name."""
    names = ("quiz.js", "quiz.css", *(("scorm.js",) if scorm else ()))
    return {name: (FOLDER / name).read_bytes() for name in names}
