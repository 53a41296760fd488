"""What must be the same in a message and its translation: roles with their targets, numbers, places, markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

ROLE = re.compile(r"\{([\w:+.-]+)\}(`+)(.+?)\2(?!`)", re.S)
TARGET = re.compile(r"^(?:.*\s)?<([^<>]+)>$", re.S)
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
LINK = re.compile(r"\]\(([^)\s]*)\)")
ADDRESS = re.compile(r"<(https?://[^>\s]+)>|(?<![(<])\bhttps?://[^\s)>\]]+")
PLACE = re.compile(r"(?<![\w`])\{([a-z][a-z0-9_]*)\}(?!`)")
FOOTNOTE = re.compile(r"\[\^([^\]]+)\]")
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
MARKS = {"**": re.compile(r"\*\*"), "*": re.compile(r"(?<!\*)\*(?!\*)(?=\S)|(?<=\S)(?<!\*)\*(?!\*)")}

KEPT = (ROLE, CODE, LINK, ADDRESS, PLACE, FOOTNOTE)
"""What is no text of the message, and is looked at on its own."""


def roles(message: str) -> Iterator[str]:
    """Each role with its target: ``finding darien-2024``; what stands before a target in angle brackets is text."""
    for role in ROLE.finditer(message):
        target = TARGET.match(role[3])
        yield f"{{{role[1]}}} {(target[1] if target else role[3]).strip()}"


def numbers(message: str) -> Iterator[str]:
    """The digits of each number of the text, whatever stands between them: 1,234.5 is 1.234,5 elsewhere."""
    plain = message
    for pattern in KEPT:
        plain = pattern.sub(" ", plain)
    for number in NUMBER.findall(plain):
        yield re.sub(r"\D", "", number)


VALUES = ("finding", "claim")
"""Roles that bring a value."""


def sequence(message: str) -> list[str]:
    """The values and the numbers of a message in their order."""
    found = [(role.start(), target) for role, target in zip(ROLE.finditer(message), roles(message), strict=True)]
    values = [(place, target) for place, target in found if target[1:].partition("}")[0] in VALUES]
    plain = message
    for pattern in KEPT:
        plain = pattern.sub(lambda kept: " " * len(kept[0]), plain)
    digits = [(number.start(), re.sub(r"\D", "", number[0])) for number in NUMBER.finditer(plain)]
    return [told for _, told in sorted([*values, *digits])]


def marks(message: str) -> dict[str, Counter[str]]:
    """All of it, by kind, as it is called in a sentence."""
    without = ROLE.sub(" ", message)
    plain = CODE.sub(" ", without)
    return {
        "role": Counter(roles(message)),
        "code": Counter(code[2] for code in CODE.finditer(without)),
        "address": Counter(
            [link[1] for link in LINK.finditer(plain)] + [found[0].strip("<>") for found in ADDRESS.finditer(plain)]
        ),
        "place": Counter(f"{{{place[1]}}}" for place in PLACE.finditer(plain)),
        "footnote": Counter(f"[^{note[1]}]" for note in FOOTNOTE.finditer(plain)),
        "number": Counter(numbers(message)),
        "mark": Counter({mark: len(found.findall(plain)) for mark, found in MARKS.items() if found.search(plain)}),
    }


def differences(message: str, translation: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """What differs, by kind: what the translation lacks, and what it has in addition."""
    here, there = marks(message), marks(translation)
    for kind in here:
        lacks, more = here[kind] - there[kind], there[kind] - here[kind]
        if lacks or more:
            yield kind, list(lacks.elements()), list(more.elements())
