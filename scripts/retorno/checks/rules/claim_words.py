"""A row of the register agrees with its own words: direction, size, unit and list.

A fall is negative and a rise is positive, as the quotation has it; a change in percentage points is one whose
quotation says points; the place is a country that the statement names, if it names any; “about” is not compared as if
it said “more than”; every country of a list is named in the quotation. How exactly the figure was printed is read from
the column printed. The words of direction, in the languages of the sources, stand in `policy/words/claim-words.toml`;
where a quotation has them in another sense, the column note or differs says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from babel.core import Locale, get_global

from retorno.checks.reading.content import Content
from retorno.checks.reading.register import FILE, claims, lines
from retorno.checks.reading.word_lists import lists
from retorno.evidence.claims import Claim
from retorno.project.csv_tables import records
from retorno.project.problems import Problem

SEVERITY = "error"
POINTS = re.compile(r"\b(?:points?|puntos?|pp)\b", re.I)
LANGUAGES = ("en", "es")
COMPARATORS = ("about", "over", "almost")


def check(content: Content) -> Iterator[Problem]:
    """Compare value, unit and members of each claim with its quotation, its statement and its text."""
    words, line_of = lists(content, "claim-words"), lines(content)
    known = records(content.project.data / "places.csv")
    places = {row.get("code", ""): row.get("name", "") for _, row in known if row.get("kind") == "country"}
    for claim in claims(content).values():
        found = (*_direction(claim, words), *_compared(claim, words), *_points(claim), *_members(claim))
        found = (*found, *_place(claim, places))
        for column, wrong, right in found:
            yield Problem(FILE, line_of.get(claim.id, 0), f"column {column}", f"claim {claim.id}: {wrong}", right)


def _direction(claim: Claim, words: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    if claim.value is None or claim.quantity != "change" or claim.unit not in ("percent", "percentage points"):
        return
    said = f"{claim.quote} {claim.text} {claim.statement}"
    down, up = (_has(said, words.get(name, [])) for name in ("down", "up"))
    if down and not up and claim.value > 0:
        yield "value", f"“{down}” speaks of a fall, and {claim.value:g} is above nought", f"{-claim.value:g}"
    if up and not down and claim.value < 0:
        yield "value", f"“{up}” speaks of a rise, and {claim.value:g} is below nought", f"{-claim.value:g}"


def _compared(claim: Claim, words: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """A comparator whose words the source does not use, where it uses those of another."""
    said = {name: _has(f"{claim.quote} {claim.text}", words.get(name, [])) for name in COMPARATORS}
    others = {name: found for name, found in said.items() if found and name != claim.comparator}
    if claim.comparator in ("equal", *COMPARATORS) and others and not said.get(claim.comparator):
        name, found = next(iter(others.items()))
        yield "comparator", f"the source says “{found}”, and the row compares with “{claim.comparator}”", f"“{name}”"


def _has(text: str, words: list[str]) -> str:
    found = re.search(rf"\b(?:{'|'.join(words)})\b", text, re.I) if words else None
    return found[0] if found else ""


def _points(claim: Claim) -> Iterator[tuple[str, str, str]]:
    points = POINTS.search(claim.quote)
    if claim.unit == "percentage points" and not points:
        yield "unit", "percentage points, and the quotation does not speak of points", "percent"
    if claim.unit == "percent" and claim.quantity == "change" and points and "%" not in claim.printed:
        yield "unit", "percent, and the quotation speaks of points", "percentage points"


def _members(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Countries of a list that the quotation does not name, where it names any."""
    quote = _plain(claim.quote)
    named = {code: any(_plain(name) in quote for name in _names(code)) for code in claim.members}
    if any(named.values()) and claim.comparator in ("list", "ranking", "among"):
        for code, is_named in named.items():
            if not is_named and _names(code):
                wrong = f"“{code}” is among the members, and the quotation does not name {_names(code)[0]}"
                yield "members", wrong, "the countries that the quotation names"


def _place(claim: Claim, places: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Countries that the statement names, where the row is about another one that it does not name."""
    said = [code for code, name in places.items() if re.search(rf"\b{re.escape(name)}\b", claim.statement)]
    said += ["USA"] * ("United States" in claim.statement)
    if claim.place in places and said and claim.place not in said and not claim.members:
        wrong = f"the statement names {places.get(said[0], said[0])}, and the place is {places[claim.place]}"
        yield "place", wrong, f"{said[0]}, or a statement about {places[claim.place]}"


def _names(code: str) -> list[str]:
    """The names of a country in the languages of the sources; none for what is no country."""
    short = get_global("territory_aliases").get(code, [""])[0]
    found = [Locale(language).territories.get(short, "") for language in LANGUAGES]
    return [*filter(None, found), *(["the US", "U.S."] if code == "USA" else [])]


def _plain(text: str) -> str:
    spelt = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spelt if not unicodedata.combining(letter))
