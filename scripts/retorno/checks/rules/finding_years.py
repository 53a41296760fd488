"""A number of the registry stands in a sentence about its own year.

The most common slip with {finding}`…` is another id that exists: “in 1990 the stock was” with the number of
2024, or two numbers that changed places. A year or a month that stands right behind a number is that of the
number. Where a sentence names years, the period of each finding in it, or the period that it is compared with,
is one of them. A sentence that names another year for a good reason says so above its paragraph:

    % allowed: finding-years, the year is that of the request, the number that of the help
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import Facts, facts
from retorno.checks.reading.page_sentences import Sentence, sentences
from retorno.checks.reading.value_times import Shown, strangers
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True

SHOWN = re.compile(r"\{finding\}`(?P<id>[^`<]+)`")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def check(content: Content) -> Iterator[Problem]:
    """Compare the years of each sentence with the periods of the findings in it."""
    known = facts(content)
    for page in content.pages:
        for sentence in sentences(page):
            for clause in _clauses(sentence):
                for found, years in _strangers(clause, known):
                    wrong = f"the sentence speaks of {' and '.join(sorted(years))}, and {found.id} is of {found.period}"
                    yield Problem(page.file, clause.line, f"finding {found.id}", wrong, "the finding of that year")
            shown = [Shown(*match.span(), match["id"].strip()) for match in SHOWN.finditer(sentence.text)]
            for value, time in strangers(content, sentence.text, shown, known):
                wrong = f"“{time}” stands behind {value.id}, which is of {known[value.id].period}"
                line = sentence.line_of(value.start)
                yield Problem(
                    page.file, line, f"finding {value.id}", wrong, "the finding of that time, or its own time"
                )


def _clauses(sentence: Sentence) -> Iterator[Sentence]:
    """The parts of a sentence between semicolons, each of which has years of its own."""
    start = 0
    for end in [*(match.end() for match in re.finditer(";", sentence.own)), len(sentence.own)]:
        part = slice(start, end)
        yield sentence._replace(line=sentence.line_of(start), text=sentence.text[part], own=sentence.own[part])
        start = end


def _strangers(sentence: Sentence, known: dict[str, Facts]) -> Iterator[tuple[Facts, set[str]]]:
    """The findings of *sentence* whose period is none of its years, and those years."""
    years = set(YEAR.findall(sentence.own))
    ids = [id for role, id in sentence.roles() if role == "finding"] if years else []
    told = {id: _years(known[id]) for id in ids if id in known and known[id].period}
    # Beside a finding that fits, one of another year may be what the first is compared with.
    if told and not any(own & years for own in told.values()):
        yield from ((known[id], years) for id in told)


def _years(found: Facts) -> set[str]:
    """The years that a finding is of, and all between them."""
    ends = [[int(year) for year in YEAR.findall(period)] for period in (found.period, found.base)]
    return {str(year) for found in ends if found for year in range(min(found), max(found) + 1)}
