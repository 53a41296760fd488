"""The page “Is my handout still right?”: it takes the code at the foot of a sheet and says what has moved since.

The code holds a sign for each number, so that the page, without a network, can tell which of them
have moved; the history of the releases tells what they were. What moved between two releases has no
entry there: then the page says that the old number stands on the sheet itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from retorno.evidence.json_ld import json_for_html
from retorno.evidence.wording import Words
from retorno.teaching.numbers import Number
from retorno.teaching.player import FOLDER, around

SCRIPT: Path = FOLDER / "handout.js"
SAID = {
    "empty": "Type the code at the foot of the sheet, such as {example}.",
    "unknown": "No document has the letters “{letters}”. Look at the code again: it has no I, L, O and U.",
    "length": "The code has {given} signs for its numbers; the document of today has {now}. The "
    "document itself has changed: print it anew. These are its numbers of today.",
    "same": "All numbers on this sheet are those of today.",
    "none": "This document shows no number of the registry, so that none can have moved.",
    "moved": "{n} of {all} numbers have moved since this sheet was printed.",
    "mistyped": "The signs do not fit together: the code is mistyped, or a number has moved in a way "
    "that the short code cannot tell. Compare with the numbers of today.",
    "now": "Today",
    "was": "On the sheet",
    "what": "What is counted",
    "since": "{value} (until {version})",
    "sheet": "as it stands on the sheet",
    "titles": "Document",
}


@dataclass(frozen=True)
class Listed:
    """One document with its letters, its title, its code of today and the numbers that it shows."""

    letters: str
    title: str
    code: str
    numbers: Mapping[str, Number]


def page(words: Words, foot: str) -> str:
    """The HTML page, which finds its data in ``documents.js`` beside it."""
    title, label, button = (escape(words.say(said)) for said in ("Is my handout still right?", "Code", "Compare"))
    lacking = escape(words.say("This page needs JavaScript. The numbers of today stand in the register of the book."))
    field = '<input type="text" id="code" autocomplete="off" spellcheck="false">'
    return around(
        words,
        title,
        f'<form id="ask"><p class="row"><label>{label} {field}</label>'
        f'<button class="first">{button}</button></p></form>'
        f'<div id="told" role="status"></div><noscript><p>{lacking}</p></noscript>',
        foot,
        ("documents.js", "handout.js"),
    )


def script(documents: Iterable[Listed], history: Mapping[str, Sequence[Mapping[str, Any]]], words: Words) -> str:
    """``documents.js``: what each document shows today, and what its numbers were in the releases."""
    told = {
        "words": {key: words.say(said) for key, said in SAID.items()},
        "documents": {
            one.letters: {
                "title": one.title,
                "code": one.code,
                "numbers": [
                    {
                        "name": name,
                        "text": number.text,
                        "statement": number.statement,
                        "was": [
                            [past["version"], past["value"]]
                            for past in history.get(name.replace("verdict:", "claim:"), ())
                        ],
                    }
                    for name, number in sorted(one.numbers.items())
                ],
            }
            for one in documents
        },
    }
    return f"window.RETORNO_DOCUMENTS = {json_for_html(told)};\n"
