"""The book is written in British spelling.

Words that stand in quotation marks, names and code keep the spelling of their owners: a word that
begins with a capital inside a sentence counts as a name, as in *World Health Organization*.
Endings in -ize are written -ise. *Program* is right for computers, as a verb too, and *related
organization* for the standing of a body in the United Nations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import Passage, Words, own_voice, told_by_data
from retorno.project.problems import Problem

SEVERITY = "warning"

WITH_Z = r"(?:cap|down|out|over|re|under)?siz|priz|seiz|maiz|beliz"
FAMILIES = Words(
    {
        r"(lab|behavi|col|fav|hon|neighb|harb|rum|hum|endeav)or(s|ed|ing|al|ers?|abl[ey]|hoods?|ly|ites?)?": r"\1our\2",
        r"(cent|met|kilomet|theat|lit)er(s|ed)?": r"\1re\2",
        r"(travel|counsel|cancel|label|model|signal|channel|level)(ed|ing|ers?|ors?)": r"\1l\2",
        r"(def|off|pret)ense(s|less)?": r"\1ence\2",
        r"(anal|paral)yz(e[sd]?|ing|ers?)": r"\1ys\2",
        r"(?<!to\s)(?<!computer\s)(program)(s?)": r"\1me\2",
        r"(catalog|dialog)(s?)": r"\1ue\2",
        r"fulfill(s|ment)?": r"fulfil\1",
        r"enroll(s|ments?)?": r"enrol\1",
        r"(instal|skil|wil)l(ments?|ful|fully)": r"\1\2",
        r"(toward|afterward)": r"\1s",
        r"percent": "per cent",
        r"(the|this|that|a|an|open|under|its|each|no) license": r"\1 licence",
        r"gray(s|er|ish)?": r"grey\1",
        r"aging": "ageing",
        r"gotten": "got",
        r"p(ediatri\w*)": r"pa\1",
        r"maneuver(s|ed|ing)?": r"manoeuvre\1",
        rf"(?<!related\s)(?!{WITH_Z})([a-z]{{3,}})iz(e[sd]?|ers?|ing|ations?|ational)": r"\1is\2",
    },
    re.I,
)
"""American forms, as regular expressions, and what is written instead."""
BEGINS = re.compile(r"(?:^|[.!?:|>]|^\s*(?:[-*+#]+|\d+\.))[\s*_\"“(]*$")


def check(content: Content) -> Iterator[Problem]:
    """Find American spellings in the book's own voice."""
    for page in content.pages:
        for passage in own_voice(page):
            yield from _problems(page.file, passage)
    for file, passage in told_by_data(content):
        yield from _problems(file, passage)


def _problems(file: str, passage: Passage) -> Iterator[Problem]:
    for match, right in FAMILIES.find(passage):
        if not _is_name(passage.text, match):
            line = passage.line_of(match.start())
            yield Problem(file, line, f"“{match[0]}”", "this is not British spelling", f"“{match.expand(right)}”")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether the word has a capital that does not come from its place at the head of a sentence."""
    if match[0].islower():
        return False
    line = text[: match.start()].rpartition("\n")[2]
    return bool(re.match(r"\s+[A-Z]", text[match.end() :])) or not BEGINS.search(line)
