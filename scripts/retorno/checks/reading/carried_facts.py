"""Which facts the words of a sentence carry, and which of them are others than in its last version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import document
from retorno.project.page_source import ROLE, TARGET
from retorno.project.problems import ContentError, Problem

TOKEN = re.compile(
    rf"(?P<role>{ROLE.pattern})|https?://\S+|\d(?:[\d.,:/]*\d)?"
    r"|[^\W\d_]+(?:[’'-][^\W_]+)*\d*|[¶§%€$£−+×=<>≤≥÷]",
    re.S,
)
SHOWING = ("finding", "claim", "verdict", "calc", "quoted", "doc", "ref", "term")
"""Roles that show something; those of citations begin with “cite”."""

ARTICLES = ("a", "an", "the")
NEGATIVE = re.compile(r"(?:un|in|im|il|ir|non-?|dis|mis)(?=\w{4})", re.I)
SAME_NAME = 0.75
"""From which likeness on two names are two spellings of one."""

ALONE = "also-alone"
"""The words that count where none of their family stood before, or stands now."""

FEW = 0.34
"""The part of its words that may be others in a sentence that still is the same."""
MOST = 6
"""How many they are at most."""


class Token(NamedTuple):
    """A word, number, sign or role: where it begins, and how it is written."""

    start: int
    text: str
    opens: bool = False


class Fact(NamedTuple):
    """What a token tells: what kind of thing, and which of its kind."""

    family: str
    value: str


class Changed(NamedTuple):
    """A fact that is another: the position in the new text, the old words and the new; either may be empty."""

    start: int
    old: str
    new: str
    family: str


class FactWords(NamedTuple):
    """The families of words, by word as it is written and in small letters; the words that count alone."""

    written: Mapping[str, tuple[Fact, ...]]
    small: Mapping[str, tuple[Fact, ...]]
    alone: frozenset[str]
    places: frozenset[str]

    def of(self, token: Token) -> tuple[Fact, ...]:
        """What *token* tells; nothing where it is a word like others."""
        if token.text.startswith("{"):
            return _of_role(token.text)
        found = self.written.get(token.text) or self.small.get(token.text.casefold(), ())
        if found or (not (digit := any(map(str.isdigit, token.text))) and token.text[:1].islower()):
            return found
        if digit and not token.text.startswith("http"):
            return (Fact("number", token.text),)
        return (Fact("name", token.text),) if token.text[0].isupper() and not token.opens else ()


def fact_words(content: Content, rule: str, places: Iterable[str] = ()) -> FactWords:
    """The families of the list of *rule*; raises ``ContentError`` where it has another form."""
    written: dict[str, list[Fact]] = {}
    small: dict[str, list[Fact]] = {}
    given = document(content, rule)
    for part, families in given.items():
        for family, members in families.items() if isinstance(families, dict) else ():
            if not isinstance(members, list) or not all(isinstance(one, str) for one in members):
                wrong = f"“{family}” is no list of words"
                right = '"what they tell" = ["one word", "another|its synonym"]'
                raise ContentError(Problem(f"policy/words/{rule}.toml", 0, family, wrong, right))
            for same in members if part != ALONE else ():
                for word in same.split("|"):
                    known = written if word != word.casefold() else small
                    known.setdefault(word, []).append(Fact(family, same))
    alone = frozenset(word for members in given.get(ALONE, {}).values() for word in members)
    frozen = [{word: tuple(told) for word, told in known.items()} for known in (written, small)]
    return FactWords(frozen[0], frozen[1], alone, frozenset(places))


def tokens(text: str) -> list[Token]:
    """The tokens of *text*, in their order."""
    found: list[Token] = []
    for match in TOKEN.finditer(text):
        before = text[: match.start()].rstrip(" “\"(*_‘'")
        opens = not found or before[-1:] in (".", "!", "?", ":", "|", "\n", "[", "=", "-")
        found.append(Token(match.start(), match[0], opens))
    return found


def changed(old: str, new: str, words: FactWords) -> list[Changed]:
    """The facts of *new* that are others than in *old*; none where it was written anew, or tells another source."""
    before, after = tokens(old), tokens(new)
    if swapped := _interchanged(before, after):
        return [swapped]
    steps = _steps([_key(token) for token in before], [_key(token) for token in after])
    moved = sum(max(end - start, to - at) for start, end, at, to in steps)
    if not steps or moved > max(1, min(MOST, FEW * max(len(before), len(after)))):
        return []
    found = [one for step in steps for one in _of_step(before, after, step, words)]
    said = [one for one in found if not one.family.startswith("{")]
    return found if not said or len(said) == len(found) else []


def _key(token: Token) -> str:
    return " ".join(token.text.split()) if token.text.startswith("{") else token.text.casefold()


def _steps(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(start, end, at, to) for tag, start, end, at, to in codes if tag != "equal"]


def _of_step(
    before: list[Token], after: list[Token], step: tuple[int, int, int, int], words: FactWords
) -> Iterator[Changed]:
    start, end, at, to = step
    gone, came = before[start:end], after[at:to]
    position = (after[at:] or after[-1:] or [Token(0, "")])[0].start
    old = [(fact, token) for token in gone for fact in words.of(token)]
    new = [(fact, token) for token in came for fact in words.of(token)]
    told: set[str] = set()
    for family in dict.fromkeys(fact.family for fact, _ in [*old, *new]):
        mine = [(fact.value, token) for fact, token in old if fact.family == family]
        theirs = [(fact.value, token) for fact, token in new if fact.family == family]
        if {value for value, _ in mine} == {value for value, _ in theirs}:
            continue
        was, now = (" ".join(token.text for _, token in one) for one in (mine, theirs))
        both = bool(mine and theirs)
        if family == "name" and not (both and _is_another(mine, theirs, words)):
            continue
        one = [token.text.casefold() for _, token in [*mine, *theirs]]
        if (both or not words.alone.isdisjoint(one)) and now not in told:
            told.add(now)
            yield Changed(theirs[0][1].start if theirs else position, was, now, family)
    plain = [[token for token in part if token.text.casefold() not in ARTICLES] for part in (gone, came)]
    if not told and [len(part) for part in plain] == [1, 1]:
        word, other = plain[0][0], plain[1][0]
        if _is_opposite(word.text, other.text):
            yield Changed(other.start, word.text, other.text, "denial")


def _is_another(old: list[tuple[str, Token]], new: list[tuple[str, Token]], words: FactWords) -> bool:
    """Whether two names are two, and not one in two spellings or written out."""
    names = [" ".join(value for value, _ in one) for one in (old, new)]
    if {*names} <= words.places:
        return True
    alike = SequenceMatcher(None, names[0].casefold(), names[1].casefold()).ratio()
    return len(old) == len(new) and alike < SAME_NAME


def _is_opposite(old: str, new: str) -> bool:
    """Whether one word is the other with a syllable that denies it."""
    long, short = sorted((old.casefold(), new.casefold()), key=len, reverse=True)
    denied = NEGATIVE.match(long)
    return bool(denied and long[denied.end() :] == short)


def _of_role(text: str) -> tuple[Fact, ...]:
    match = ROLE.match(text)
    if not match or not match["name"].startswith(("cite", *SHOWING)):
        return ()
    titled = TARGET.fullmatch(match["content"])
    return (Fact(f"{{{match['name']}}}", " ".join((titled[1] if titled else match["content"]).split())),)


def _interchanged(before: list[Token], after: list[Token]) -> Changed | None:
    """Two parts of a sentence that changed places, where something other than “and” stands between them."""
    old, new = [_key(token) for token in before], [_key(token) for token in after]
    if old == new or sorted(old) != sorted(new):
        return None
    first = next(at for at in range(len(old)) if old[at] != new[at])
    last = next(at for at in range(len(old), 0, -1) if old[at - 1] != new[at - 1])
    mine, theirs = old[first:last], new[first:last]
    for left in range(1, len(mine) - 1):
        for right in range(1, len(mine) - left):
            between = mine[left : len(mine) - right]
            same = mine[:left] == theirs[len(mine) - left :] and mine[len(mine) - right :] == theirs[:right]
            if same and between == theirs[right : len(mine) - left] and not {*between} <= {"and", "or", "nor"}:
                was, now = (" ".join(token.text for token in part[first:last]) for part in (before, after))
                return Changed(after[first].start, was, now, "order")
    return None
