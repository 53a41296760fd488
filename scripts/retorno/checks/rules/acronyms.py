"""An acronym is spelt out on each page before it is used.

Write the name first, then the short form: *International Organization for Migration (IOM)*; or
link the short form to the glossary with the role `term`. Readers open a page from a search or
a link, so each page starts anew. Short forms that everybody knows, units, roman numerals and
numbers of documents need nothing (`policy/words/acronyms.toml`). Words in quotation marks and code are left alone; the
glossary and the pages of the data sets explain their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.own_voice import own_voice
from retorno.checks.reading.word_lists import listed
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True

ACRONYM = re.compile(r"(?<![\w/.&-])(?:UN )?[A-Z](?:[A-Z]|&(?=[A-Z]))+(?=s?(?![\w/&]))")
BEHIND = re.compile(r"s?[*_]*\s*[(:]([^()]+)\)")
ROMAN = re.compile(r"[IVX]+")
NEAR = 60
"""Characters within which a name may follow its short form: “CBP Home (CBP: Customs and …)”."""
EXEMPT = "chapters/reference/glossary", "chapters/reference/data/"
"""The glossary explains its own; the pages of the data sets show what the data package says."""
RIGHT = "write the name and then the short form in brackets, or {term}`%s` where the glossary has it"


def check(content: Content) -> Iterator[Problem]:
    """Find the first use of each acronym that nothing on the page has explained by then."""
    known = listed(content, "acronyms")
    for page in content.pages:
        if not page.name.startswith(EXEMPT):
            yield from _unexplained(page, known)


def _unexplained(page: Page, known: frozenset[str]) -> Iterator[Problem]:
    explained = _explained(page)
    seen: set[str] = set()
    text = own_voice(page)[0].text
    for match in ACRONYM.finditer(text):
        short = match[0]
        if short in seen or short.removeprefix("UN ") in known or ROMAN.fullmatch(short):
            continue
        seen.add(short)
        if explained.get(short, len(text) + NEAR) > match.start() + NEAR:
            line = text.count("\n", 0, match.start()) + 1
            when = "is spelt out only further down" if short in explained else "is not spelt out on this page"
            yield Problem(page.file, line, short, f"the acronym {when}", RIGHT % short)


def _explained(page: Page) -> dict[str, int]:
    """For each acronym that *page* explains, the position from which it may be used."""
    lines = page.prose
    text, found = "\n".join(lines), dict[str, int]()
    for match in ACRONYM.finditer(text):
        if match[0] not in found and _spelt(text, match):
            found[match[0]] = match.start()
    for role in page.roles:
        for match in ACRONYM.finditer(role.said) if role.name == "term" else ():
            start = sum(len(line) + 1 for line in lines[: role.line - 1])
            found[match[0]] = min(found.get(match[0], start), start)
    return found


def _spelt(text: str, match: re.Match[str]) -> bool:
    """Whether the name stands before the acronym's brackets, or in brackets behind it."""
    paragraph = text[: match.start()].rpartition("\n\n")[2]
    name, opening, inside = paragraph.rpartition("(")
    behind = BEHIND.match(text, match.end())
    if opening and ")" not in inside:
        alone = not inside.strip() and text[match.end() :].lstrip("s*")[:1] == ")"
        if _fits(match[0], name, first_only=alone):
            return True
    return bool(behind and _fits(match[0], behind[1]))


def _fits(short: str, name: str, *, first_only: bool = False) -> bool:
    """Whether the letters of *short* are, in their order, initials in the last words of *name*."""
    initials = iter([word[0].casefold() for word in re.findall(r"[^\W\d_]+", name)][-14:])
    letters = re.sub(r"[^A-Z]", "", short).casefold()
    return all(letter in initials for letter in letters[: 1 if first_only else None])
