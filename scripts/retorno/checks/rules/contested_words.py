"""Contested words stand only in quotation marks, with the name of whoever says them.

Some words take a side, put people among goods or waters, or say more than is known. The book's
own voice uses the word that the message names. Where somebody is quoted, put the words between
quotation marks or into the role `quoted`, and say who speaks. A section that explains such words
is left alone when it carries the comment `% contested-words: explained here`; that holds up to
the next heading of the same or a higher level. Read are the pages, the texts in notebooks, and
what `data/` tells in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import Passage, Words, explained, own_voice, told_by_data
from retorno.project.problems import Problem

SEVERITY = "error"

PEOPLE = (
    r"(?:people|persons|migrants|immigrants|returnees|refugees|asylum[ -]seekers|migration|returns|arrivals)"
    r"(?!['’]| (?:data|statistics|information|news))"
)
WATER = r"(?:(?:in|out)?flows?|waves?|surges?|influx(?:es)?|streams?|floods?|tides?)"
BETWEEN = r"(?:(?!for |from |to |by |with |between |about |on )[\w-]+ ){0,2}"
NUMBERS = "say what is counted: people, arrivals, registrations, a rise in …"

HOUSE_TABLE = Words(
    {
        r"reverse[ -]migra(?:tion|nts?)|migraci[oó]n inversa": "return, or the direction: movement south",
        r"illegal (?:(?:im)?migrants?|aliens?|persons?|people|foreigners?)|illegals|ilegales": (
            "person in an irregular situation"
        ),
        r"self[ -]deport(?:s|ed|ing|ations?)?|autodeport\w+": "departure under threat of enforcement",
        r"remigrat(?:ion|e|ed|es|ing)": "re-migration for leaving again; mass removal for the slogan",
        r"beneficiar(?:y|ies)": "person assisted, or participant",
        r"failed asylum[ -]seekers?": "person whose asylum claim was refused",
        r"hot[ -]?spots?": "place with many departures, or returns",
        r"brain (?:drain|gain)": "emigration, or return, of trained people",
        r"root causes?": "drivers, conditions",
        r"success rates?": "name what was measured",
        rf"{WATER} (?:of|in) {BETWEEN}{PEOPLE}": NUMBERS,
        rf"(?:migrations?|migratory|migrants?|refugees?|returnees?|return) {WATER}(?! monitoring| surveys?)": NUMBERS,
    },
    re.I,
)
"""Words for quotation only, as regular expressions, and what to write instead."""


def check(content: Content) -> Iterator[Problem]:
    """Find contested words that nobody is quoted for."""
    for page in content.pages:
        exempt = explained(page)
        found = (problem for passage in own_voice(page) for problem in _problems(page.file, passage))
        yield from (problem for problem in found if problem.line not in exempt)
    for file, passage in told_by_data(content):
        yield from _problems(file, passage)


def _problems(file: str, passage: Passage) -> Iterator[Problem]:
    for match, instead in HOUSE_TABLE.find(passage):
        words = " ".join(match[0].split())
        line = passage.line_of(match.start())
        right = f"{instead}; or a quotation, in quotation marks, with its speaker"
        yield Problem(file, line, f"“{words}”", "a contested word in the book's own voice", right)
