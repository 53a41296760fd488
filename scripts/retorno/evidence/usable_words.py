"""Words that one may use instead of a claim: sentences of ours, their numbers put in from findings.

``data/words-to-use.csv`` has one a claim. A place is the id of a finding with underlines in braces,
``{darien_april_2025}``; with ``size_`` before it, the value without its sign, for “93% fewer”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from retorno.evidence.claims import Claim
from retorno.evidence.findings import Finding
from retorno.evidence.templates import names
from retorno.evidence.wording import ENGLISH, Words
from retorno.project.csv_tables import records
from retorno.project.paths import Project
from retorno.project.problems import Problem, nearest

FILE = "data/words-to-use.csv"
SIZE = "size_"


def read(project: Project) -> dict[str, tuple[int, str]]:
    """The sentences with their lines, by claim; none where the book has no such table."""
    path = project.root / FILE
    if not path.is_file():
        return {}
    return {row.get("claim", ""): (line, row.get("words", "")) for line, row in records(path)}


def _id(place: str) -> str:
    return place.removeprefix(SIZE).replace("_", "-")


def findings_in(template: str) -> list[str]:
    """The ids of the findings that a sentence names, sorted."""
    return sorted({_id(place) for place in names(template)})


def told(template: str, findings: Mapping[str, Finding], words: Words = ENGLISH) -> str:
    """The sentence with its numbers; empty where it names a finding that there is not."""
    places = names(template)
    if any(_id(place) not in findings for place in places):
        return ""
    return words.say(template, **{place: _value(place, findings[_id(place)], words) for place in places})


def _value(place: str, found: Finding, words: Words) -> str:
    if place.startswith(SIZE) and not isinstance(found.value, tuple):
        return words.value(replace(found, value=abs(found.value)))
    return words.value(found)


def untested(claim: Claim, source: str, words: Words = ENGLISH) -> str:
    """What one may say of a claim that nothing published can test; *source* as it is cited."""
    return words.say(
        "{statement} So says {source}; we found no published data that can test it.",
        source=source,
        statement=claim.statement,
    )


def faults(
    sentences: Mapping[str, tuple[int, str]], claims: Mapping[str, Claim], findings: Mapping[str, Finding]
) -> Iterator[Problem]:
    """Sentences about claims, or with findings, that there are not."""
    for id, (line, template) in sentences.items():
        if id not in claims:
            wrong = f"there is no claim “{id}”.{nearest(id, claims)}"
            yield Problem(FILE, line, "column claim", wrong, "the id of a claim of data/claims.csv", "claims")
        for name in findings_in(template):
            if name not in findings:
                wrong = f"there is no finding “{name}”.{nearest(name, findings)}"
                right = "the id of a finding, with underlines for hyphens"
                yield Problem(FILE, line, "column words", wrong, right, "claims")
