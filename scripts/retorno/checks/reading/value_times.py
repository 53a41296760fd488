"""The time that stands right behind a value in a sentence, held against that of the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import Facts
from retorno.checks.reading.times_named import Named, times
from retorno.checks.reading.word_lists import expression, lists
from retorno.evidence.periods import days


class Shown(NamedTuple):
    """A value in a sentence: where it begins and ends, and the id of its finding."""

    start: int
    end: int
    id: str


def strangers(
    content: Content, text: str, shown: Sequence[Shown], known: Mapping[str, Facts]
) -> Iterator[tuple[Shown, str]]:
    """The values behind which, before anything else is spoken of, a time stands that is not theirs; and that time."""
    named = list(times(text)) if shown else []
    stop = _something_else(content) if named else None
    for number, one in enumerate(shown):
        found = known.get(one.id)
        after = [time for time in named if time.start >= one.end]
        if not stop or not found or not found.period or not after:
            continue
        between = text[one.end : after[0].start]
        is_next = number + 1 == len(shown) or after[0].start < shown[number + 1].start
        is_told = is_next and not stop.search(between) and not _is_name(text, after[0].start, after[0].words)
        if is_told and not _overlaps(after[0], found):
            yield one, after[0].words


@lru_cache(maxsize=2)
def _something_else(content: Content) -> re.Pattern[str]:
    """What stands between a value and a time that is of something else."""
    ends = "|".join(lists(content, "finding-years").get("something else", ()))
    return expression(content, "finding-years", rf"[;:.,()]|\b(?:{ends or '(?!)'})\b")


def _is_name(text: str, start: int, words: str) -> bool:
    """Whether a year is part of a name, as in “the 2030 Agenda”."""
    return bool(re.match(r"\s+[A-Z]", text[start + len(words) :]))


def _overlaps(time: Named, found: Facts) -> bool:
    try:
        spans = [days(period) for period in (found.period, found.base) if period]
    except ValueError:  # told where it is recorded
        return True
    return any(time.first <= end and begin <= time.last for begin, end in spans)
