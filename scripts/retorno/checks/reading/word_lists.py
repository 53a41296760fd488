"""The word lists of the rules, which somebody who does not program can extend: ``policy/words``, one file a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.own_voice import Passage, own_voice, told_by_data
from retorno.project import documents
from retorno.project.problems import ContentError, Problem, nearest

FOLDER = "policy/words"
KINDS = ("words", "names", "patterns")
LINE = '"the word or words" = "what to write instead"'
LIST = '"why they are here" = ["one word", "another"]'


class Entry(NamedTuple):
    """What is avoided: its expression, what to write instead, and the words without which it cannot be there.

    ``as_written`` says that their capitals count.
    """

    pattern: str
    instead: str
    needs: frozenset[str] = frozenset()
    as_written: bool = False


class Words:
    """What the book does not write, each with what to write instead.

    A text is searched for those entries only whose words it has: most texts have those of a few.
    """

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self._alone = [re.compile(entry.pattern) for entry in entries]
        self._whole = {number: re.compile(_whole(one.pattern)) for number, one in enumerate(entries) if one.needs}
        others = "|".join(f"(?P<entry{number}>{one.pattern})" for number, one in enumerate(entries) if not one.needs)
        self._others = re.compile(_whole(others)) if others else None

    def find(self, passage: Passage) -> Iterator[tuple[re.Match[str], str]]:
        """Each match in *passage*, and what to write instead; of two in one place the entry that stands first."""
        text, done = passage.text, 0
        for start, number, end in sorted(self._found(text)):
            if start >= done and (single := self._alone[number].fullmatch(text, start, end)):
                yield single, single.expand(self.entries[number].instead)
                done = end

    def _found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Start, entry and end of each match."""
        for match in self._others.finditer(text) if self._others else ():
            yield match.start(), int((match.lastgroup or "entry0").removeprefix("entry")), match.end()
        written = _words(text)
        words = _lowered(text)
        for number, pattern in self._whole.items():
            entry = self.entries[number]
            if entry.needs <= (written if entry.as_written else words):
                yield from ((match.start(), number, match.end()) for match in pattern.finditer(text))


def _whole(pattern: str) -> str:
    return rf"\b(?<!-)(?:{pattern})(?!\w)"


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


@lru_cache(maxsize=4096)
def _lowered(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _words(text))


class Avoided(NamedTuple):
    """A word that is to be avoided: its file and line, the match in the text around it, what to write instead."""

    file: str
    line: int
    match: re.Match[str]
    instead: str

    @property
    def words(self) -> str:
        """The word as it stands there, on one line."""
        return " ".join(self.match[0].split())


def avoided(
    content: Content, rule: str, exempt: Callable[[Page], Container[int]] = lambda page: ()
) -> Iterator[Avoided]:
    """Where the book in its own voice has a word of the rule's list; lines of a page that are *exempt* aside."""
    words = words_to_avoid(content, rule)
    for page in content.pages:
        left = exempt(page)
        found = (each for passage in own_voice(page) for each in _within(words, page.file, passage))
        yield from (each for each in found if each.line not in left)
    for file, passage in told_by_data(content):
        yield from _within(words, file, passage)


def _within(words: Words, file: str, passage: Passage) -> Iterator[Avoided]:
    for match, instead in words.find(passage):
        yield Avoided(file, passage.line_of(match.start()), match, instead)


@lru_cache(maxsize=16)
def words_to_avoid(content: Content, rule: str) -> Words:
    """The words of a rule and what to write instead; none where the book has no such list.

    Raises ``ContentError`` with the line of each entry that cannot be read.
    """
    document, text = _document(content, rule)
    entries, faults = [], []
    for kind, given in document.items():
        if kind not in KINDS or not isinstance(given, dict):
            wrong = f"there is no part “{kind}”.{nearest(kind, KINDS)}"
            faults.append(_fault(rule, text, kind, wrong, f"one of {', '.join(KINDS)}, in [ ]"))
            continue
        for word, instead in given.items():
            try:
                exact = kind == "names"
                needs = _required(word) if kind == "patterns" else _words(word) if exact else _lowered(word)
                entries.append(Entry(_pattern(kind, word), _instead(kind, word, instead), needs, exact))
            except (re.error, ValueError) as error:
                faults.append(_fault(rule, text, word, f"this line cannot be read: {error}", LINE))
    if faults:
        raise ContentError(faults)
    return Words(entries)


def listed(content: Content, rule: str) -> frozenset[str]:
    """The words of a rule that are only listed, whatever the reason; raises as :func:`words_to_avoid` does."""
    return frozenset(word for given in lists(content, rule).values() for word in given)


def lists(content: Content, rule: str) -> dict[str, list[str]]:
    """The lists of a rule by why they are there; raises as :func:`words_to_avoid` does."""
    document, text = _document(content, rule)
    faults = [
        _fault(rule, text, why, "this is no list of words", LIST)
        for why, given in document.items()
        if not isinstance(given, list) or not all(isinstance(word, str) and word.strip() for word in given)
    ]
    if faults:
        raise ContentError(faults)
    return document


def patterns(content: Content, rule: str) -> list[str]:
    """The expressions that a rule lists, spaces for any white space; a list in capitals stands for its name in others.

    Raises as :func:`listed` does.
    """
    document, text = lists(content, rule), _document(content, rule)[1]
    named = {name: "|".join(given) for name, given in document.items() if name.isupper()}
    found, faults = [], []
    for name, given in document.items():
        for pattern in () if name.isupper() else given:
            whole = pattern
            for short, long in named.items():
                whole = whole.replace(short, rf"\b(?:{long})")
            found.append(whole.replace(" ", r"\s+"))
            try:
                re.compile(found[-1])
            except re.error as error:
                faults.append(_fault(rule, text, pattern, f"this pattern cannot be read: {error}", LIST))
    if faults:
        raise ContentError(faults)
    return found


def expression(content: Content, rule: str, pattern: str) -> re.Pattern[str]:
    """A pattern that was made of a rule's list; raises ``ContentError`` where it cannot be read."""
    try:
        return re.compile(pattern, re.I)
    except re.error as error:
        _, text = _document(content, rule)
        wrong = f"a pattern of this list cannot be read: {error}"
        raise ContentError(
            _fault(rule, text, "", wrong, "each word or pattern by itself, brackets in pairs")
        ) from error


def document(content: Content, rule: str) -> dict[str, Any]:
    """The list of a rule that has a form of its own; empty where there is none."""
    return _document(content, rule)[0]


def _document(content: Content, rule: str) -> tuple[dict[str, Any], str]:
    """The list of a rule, and its text; both empty where there is none."""
    path, file = content.project.root / FOLDER / f"{rule}.toml", f"{FOLDER}/{rule}.toml"
    if not path.is_file():
        return {}, ""
    return documents.toml_document(path, file), documents.text(path, file)


def _pattern(kind: str, word: str) -> str:
    """The expression that finds an entry."""
    if not word.strip():
        raise ValueError("there is no word before the equals sign")
    if kind != "patterns":
        word = r"[\s-]+".join(map(re.escape, word.split()))
        return word if kind == "names" else f"(?i:{word})"
    if re.compile(word).groupindex:
        raise ValueError("a group of a pattern has no name here")
    spaced = word.replace(" ", r"\s+")
    re.compile(f"(?i:{spaced})")
    return f"(?i:{spaced})"


GROUP = re.compile(r"\((?:[^()\\]|\\.)*\)|\[(?:[^\]\\]|\\.)*\]")


def _required(pattern: str) -> frozenset[str]:
    """Words without which *pattern* finds nothing: those that stand in it plainly, between blanks."""
    bare, before = pattern, ""
    while bare != before:
        bare, before = GROUP.sub("#", bare), bare
    return frozenset() if "|" in bare else frozenset(one.lower() for one in bare.split(" ") if one.isalpha())


def _instead(kind: str, word: str, instead: Any) -> str:
    """What to write instead, as a template for :meth:`re.Match.expand`."""
    if not isinstance(instead, str) or not instead.strip():
        raise ValueError("it does not say what to write instead")
    if kind != "patterns":
        return instead.replace("\\", r"\\")
    if unknown := [number for number in re.findall(r"\\(\d)", instead) if int(number) > re.compile(word).groups]:
        raise ValueError(f"the pattern has no parentheses number {unknown[0]}")
    return instead


def _fault(rule: str, text: str, key: str, wrong: str, right: str) -> Problem:
    lines = text.split("\n")
    quoted = (f'"{key}"', f"'{key}'", f"[{key}]", key)
    line = next((number for each in quoted for number, line in enumerate(lines, 1) if line.startswith(each)), 0)
    return Problem(f"{FOLDER}/{rule}.toml", line, key, wrong, right)
