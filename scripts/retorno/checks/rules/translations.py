"""A translation keeps the roles, numbers, places and markup of its original.

A translated message of `locale/` shows what the original shows, in another language. It keeps each
role with its target: `{finding}` and `{claim}` bring the number from the registry, so a number that
is typed in their place, or two targets that have been swapped for others, would tell readers
something else. It keeps numbers, named places such as `{count}`, code, links, footnotes, and the
signs of emphasis; it is one paragraph.

What a role shows may be translated where its target follows in angle brackets:

    {term}`retorno asistido <assisted return>`

A number may be written as the other language writes it: 1,234.5 becomes 1.234,5. Values and numbers
stand in the order of the original, since two that have changed places say something else. Where the
language needs another order, say so in a comment of the translator above the message:

    # order: the earlier year comes first in Spanish

A message that is marked fuzzy, or is empty, is not shown; the original stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from retorno.checks.reading.content import Content
from retorno.checks.reading.message_marks import differences, sequence
from retorno.project.problems import Problem

SEVERITY = "error"
BLOCK = re.compile(r"\s*(?:[-+*]\s|\d+[.)]\s|#{1,6}\s|>|```|:::|\|)")
"""How a text begins that would become a list, a heading or a box."""

ORDER = "order:"
"""How the translator's comment begins that allows another order."""

RIGHT = {
    "role": "the same roles with the same targets",
    "code": "the same code",
    "address": "the same addresses",
    "place": "the same places in braces",
    "footnote": "the same footnotes",
    "number": "the same numbers, as the language writes them; a number of the registry comes by its role",
    "mark": "the same number of * and **",
}


def check(content: Content) -> Iterator[Problem]:
    """Compare each translated message with its original."""
    root = content.project.root
    for path in sorted((root / "locale").glob("*/LC_MESSAGES/**/*.po")):
        file = path.relative_to(root).as_posix()
        try:
            with path.open("rb") as stream:
                messages = list(read_po(stream, abort_invalid=True))
        except (PoFileError, UnicodeDecodeError) as error:
            yield Problem(file, 0, "", f"it cannot be read: {error}", "a catalogue as gettext writes it, in UTF-8")
            continue
        for one in messages:
            if one.id and one.string and not one.fuzzy:
                for wrong, right in _faults(one):
                    yield Problem(file, one.lineno or 0, _short(str(one.id)), wrong, right)


def _faults(one: Message) -> Iterator[tuple[str, str]]:
    """What is wrong with a translation, and what would be right."""
    message, translation = str(one.id), str(one.string)
    same = True
    for kind, lacks, more in differences(message, translation):
        same = False
        told = [f"{said} {', '.join(found[:5])}" for said, found in (("it lacks", lacks), ("it adds", more)) if found]
        yield f"the translation has another {kind}: {'; '.join(told)}", RIGHT[kind]
    allowed = any(comment.strip().startswith(ORDER) for comment in one.user_comments)
    if same and not allowed and sequence(message) != sequence(translation):
        yield (
            f"values or numbers have changed places: {', '.join(sequence(translation)[:6])}",
            f"the order of the original, {', '.join(sequence(message)[:6])}, or a comment “# {ORDER} why”",
        )
    if BLOCK.match(translation) and not BLOCK.match(message):
        yield (
            f"the translation begins like a list, a heading or a box (“{translation.strip()[:10]}”) and would be lost",
            "a text, or a backslash before the sign",
        )
    if "\n\n" in translation.strip() and "\n\n" not in message.strip():
        yield "the translation has several paragraphs, of which one would be shown", "one paragraph"


def _short(message: str) -> str:
    return message if len(message) <= 50 else f"{message[:49]}…"
