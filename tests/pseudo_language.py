"""An edition in a language that nobody speaks: every letter accented, a third longer, made of the messages.

Whatever stays plain in it is a text that no translator would ever see.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog

from retorno.checks.reading.message_marks import ADDRESS, CODE, FOOTNOTE, LINK, PLACE, ROLE, TARGET
from retorno.project.paths import Project
from retorno.site import messages

LANGUAGE = "ru"
"""The locale of the edition. Its own words for months, countries and numbers have no Latin letter either."""

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçđéƒǧħíĵķŀṁńóṗɋŕšţúṽŵẋýžÁƁÇĐÉƑǦĦÍĴĶĿṀŃÓṖɊŔŠŢÚṼŴẊÝŽ"
LETTERS = str.maketrans(dict(zip(PLAIN, ACCENTED, strict=True)))
LONGER = re.compile(r"[aeiou]")
"""More than a third of the letters of English, each written twice."""

KEPT = re.compile("|".join(f"(?:{one.pattern})" for one in (ADDRESS, LINK, PLACE, FOOTNOTE)) + r"|&\w+;|\\.", re.S)
TITLED = ("doc", "ref", "numref", "term", "download")
"""Roles that may show a text before their target."""

BARE = ("term",)
"""Roles whose text is their target, and shown; a translation gives it a text of its own."""


def pseudo(message: str) -> str:
    """*message* in the language of nobody; its roles, code, addresses and places as they are."""
    made, place = "", 0
    for kept in sorted([*ROLE.finditer(message), *CODE.finditer(message)], key=lambda found: found.start()):
        if kept.start() >= place:
            made += _text(message[place : kept.start()]) + _kept(kept)
            place = kept.end()
    return made + _text(message[place:])


def _kept(found: re.Match[str]) -> str:
    if found.re is ROLE and found[1] in TITLED:
        target = TARGET.match(found[3])
        if target:
            shown = found[3][: found[3].rindex("<")].rstrip()
            return f"{{{found[1]}}}{found[2]}{_text(shown)} <{target[1]}>{found[2]}"
        if found[1] in BARE:
            return f"{{{found[1]}}}{found[2]}{_text(found[3])} <{found[3]}>{found[2]}"
    return found[0]


def _text(text: str) -> str:
    made, place = "", 0
    for kept in KEPT.finditer(text):
        made += _letters(text[place : kept.start()]) + kept[0]
        place = kept.end()
    return made + _letters(text[place:])


def _letters(text: str) -> str:
    return LONGER.sub(lambda vowel: vowel[0] * 2, text).translate(LETTERS)


def write(project: Project) -> None:
    """Write the catalogues of the pseudo-language into *project*."""
    made = {}
    for name, template in messages.extract(project, lambda line: None).items():
        catalogue = Catalog(locale=LANGUAGE, charset="utf-8")
        for one in template:
            if one.id:
                catalogue.add(one.id, pseudo(str(one.id)))
        made[name] = catalogue
    messages.write(made, Path(project.root, "locale", LANGUAGE, "LC_MESSAGES"), ".po")
