"""A number of the registry stands in a sentence about its own year.

The most common slip with {finding}`…` is another id that exists: “in 1990 the stock was” with the number of
<<<<<<< HEAD
2024, or two numbers that changed places. A year or a month that stands right behind a number is that of the
number. Where a sentence names years, the period of each finding in it, or the period that it is compared with,
is one of them. A sentence that names another year for a good reason says so above its paragraph:
=======
2024. Where a sentence names years, the period of each finding in it, or the period that it is compared
with, is one of them; where it says *from 2016 to 2017*, a finding that has two ends has these; where it names
months or days without a year (*by 15 November*), a finding in it is of such a month. A sentence that names another
time for a good reason says so above its paragraph:
>>>>>>> ready/contrib

    % allowed: finding-years, the year is that of the request, the number that of the help
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import Facts, facts
from retorno.checks.reading.page_sentences import Sentence, sentences
from retorno.checks.reading.typed_numbers import MONTHS
from retorno.checks.reading.value_times import Shown, strangers
from retorno.evidence.periods import days
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True

SHOWN = re.compile(r"\{finding\}`(?P<id>[^`<]+)`")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
NAMES = MONTHS.split("|")
IN_NAME = re.compile(r"(?:^|-)((?:1[89]|20)\d\d)(?=-|$)")
ENDS = re.compile(
    rf"\b(?:[Ff]rom|[Bb]etween)\s+(?:(?:{MONTHS})\s+)?(?P<first>(?:1[89]|20)\d\d)\s+(?:to|and)\s+"
    rf"(?:(?:{MONTHS})\s+)?(?P<last>(?:1[89]|20)\d\d)\b"
)
MONTH = re.compile(
    rf"\b(?P<month>{MONTHS})\b(?!\s+(?:of\s+)?\d{{4}})"
    rf"(?!\s*(?:,|and|or|to|[–/-])\s*(?:\d{{1,2}}\s+)?(?:{MONTHS})(?:\s*(?:,|and|or|to|[–-])\s*(?:{MONTHS}))*\s+\d{{4}})"
)
"""A month whose year is not told beside it; “March and June 2025” tells it of both."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the years of each sentence with the periods of the findings in it."""
    known = facts(content)
    for page in content.pages:
        for sentence in sentences(page):
            told: dict[str, Problem] = {}
            for clause in _clauses(sentence):
                for id, said, when, kind in _others(clause, known):
                    wrong = f"the sentence speaks of {said}, and {id} is of {when}"
                    problem = Problem(page.file, clause.line, f"finding {id}", wrong, f"the finding of that {kind}")
                    told.setdefault(id, problem)
            shown = [Shown(*match.span(), match["id"].strip()) for match in SHOWN.finditer(sentence.text)]
            for value, time in strangers(content, sentence.text, shown, known):
                wrong = f"“{time}” stands behind {value.id}, which is of {known[value.id].period}"
                right = "the finding of that time, or its own time"
                problem = Problem(page.file, sentence.line_of(value.start), f"finding {value.id}", wrong, right)
                told.setdefault(value.id, problem)
            yield from told.values()


def _others(clause: Sentence, known: dict[str, Facts]) -> Iterator[tuple[str, str, str, str]]:
    """The findings of *clause* that are of another time than it says: the id, what it says, the time, and of what."""
    for kind, look in (("year", _strangers), ("span", _other_ends), ("month", _other_months)):
        yield from ((*found, kind) for found in look(clause, known))


def _clauses(sentence: Sentence) -> Iterator[Sentence]:
    """The parts of a sentence between semicolons, each of which has years of its own."""
    start = 0
    for end in [*(match.end() for match in re.finditer(";", sentence.own)), len(sentence.own)]:
        part = slice(start, end)
        yield sentence._replace(line=sentence.line_of(start), text=sentence.text[part], own=sentence.own[part])
        start = end


def _strangers(sentence: Sentence, known: dict[str, Facts]) -> Iterator[tuple[str, str, str]]:
    """The findings of *sentence* whose period is none of its years: the id, those years, the period."""
    years = set(YEAR.findall(sentence.own))
    ids = _ids(sentence) if years else []
    told = {id: _years(known[id]) for id in ids if id in known and known[id].period}
    # Beside a finding that fits, one of another year may be what the first is compared with.
    if told and not any(own & years for own in told.values()):
        yield from ((id, " and ".join(sorted(years)), known[id].period) for id in told)


def _other_ends(sentence: Sentence, known: dict[str, Facts]) -> Iterator[tuple[str, str, str]]:
    """The findings with two ends in a sentence that says “from … to …” of others: the id, what it says, the ends."""
    said = [(match["first"], match["last"]) for match in ENDS.finditer(sentence.own)]
    ids = [id for id in _ids(sentence) if not _is_share(known.get(id))] if said else []
    ends = {id: both for id in ids if (both := _ends(id, known.get(id)))}
    if ends and not any(both in said for both in ends.values()):
        shown = " and ".join(f"{first} to {last}" for first, last in said)
        yield from ((id, shown, f"{first} to {last}") for id, (first, last) in ends.items())


def _ends(id: str, found: Facts | None) -> tuple[str, str] | None:
    """The first and the last year of a finding, if they are two; those of its name where no period is written out."""
    told = [*YEAR.findall(found.base)[:1], *YEAR.findall(found.period)] if found else []
    years = sorted({*(told if found and found.period else IN_NAME.findall(id))})
    return (years[0], years[-1]) if len(years) > 1 else None


def _other_months(sentence: Sentence, known: dict[str, Facts]) -> Iterator[tuple[str, str, str]]:
    """The findings of no month that *sentence* names without a year: the id, those months, the period."""
    said = {match["month"] for match in MONTH.finditer(sentence.own)}
    found = [known[id] for id in _ids(sentence) if id in known and known[id].period] if said else []
    numbers = {NAMES.index(month) for month in said}
    if found and not any(_is_change(one) or _months(one.period) & numbers for one in found):
        yield from ((one.id, " and ".join(sorted(said, key=NAMES.index)), one.period) for one in found)


def _months(period: str) -> set[int]:
    """The months of the year, from 0, on which a period lies."""
    try:
        first, last = days(period)
    except ValueError:
        return {*range(12)}
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return {(first.month - 1 + step) % 12 for step in range(min(count, 12))}


def _is_share(found: Facts | None) -> bool:
    """Whether it sets one count against another, which may be of another time."""
    return found is not None and found.unit in ("percent", "ratio") and not _is_change(found)


def _is_change(found: Facts) -> bool:
    """Whether it compares two times, one of which may be computed."""
    return found.quantity == "change" or found.statement.startswith("Change")


def _ids(sentence: Sentence) -> list[str]:
    return [id for role, id in sentence.roles() if role == "finding"]


def _years(found: Facts) -> set[str]:
    """The years that a finding is of, and all between them."""
    ends = [[int(year) for year in YEAR.findall(period)] for period in (found.period, found.base)]
    return {str(year) for found in ends if found for year in range(min(found), max(found) + 1)}
