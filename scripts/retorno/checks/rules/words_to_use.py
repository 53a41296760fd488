"""Every claim that data bear on has words that one may use instead.

A verdict alone leaves a reader without a sentence: whoever learns that a figure is out of date needs one that
is not. data/words-to-use.csv has it, one row a claim, with findings in the place of numbers, as {darien_april_2025};
size_ before the id leaves out the sign. A time right behind a value is that of the value. A number that is typed there,
in digits or in words, stays when the data change: it is the very sentence that somebody will copy. A claim that its
analysis sets beside no finding (judge("the-id") alone, or with checkable=False) needs no row: the book says of it who
claims it, and that nothing published can test it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.finding_facts import facts
from retorno.checks.reading.recording_calls import Recording, recorded, recordings
from retorno.checks.reading.register import FILE, claims, lines
from retorno.checks.reading.sizes_in_words import size_words
from retorno.checks.reading.typed_numbers import typed
from retorno.checks.reading.value_times import Shown, strangers
from retorno.evidence import usable_words
from retorno.project.page_source import without
from retorno.project.problems import Problem, nearest

SEVERITY = "error"
PLACE = re.compile(r"\{(?P<id>\w+)\}")
RIGHT = f"a row in {usable_words.FILE}: the id, and one sentence with findings such as {{darien_april_2025}}"


def check(content: Content) -> Iterator[Problem]:
    """Compare the register, and what analyses judge, with the sentences; a book without such a table has none."""
    if not (content.project.root / usable_words.FILE).is_file():
        return
    known, line_of, written = claims(content), lines(content), usable_words.read(content.project)
    calls = {page.name: [call for call in recordings(page) if call.name == "judge"] for page in content.pages}
    for claim in known.values():
        judged = calls.get(f"chapters/analyses/{claim.analysis}", [])
        if _tested(claim.id, judged) and not written.get(claim.id, (0, ""))[1].strip():
            wrong = f"claim {claim.id}: data bear on it, and there are no words that one may use instead"
            yield Problem(FILE, line_of.get(claim.id, 0), "column id", wrong, RIGHT)
    ids, recording = recorded(content)
    for id, (line, words) in written.items():
        for name in usable_words.findings_in(words):
            if name not in ids and not any(call.is_about(name) for call in recording):
                wrong = f"there is no finding “{name}”.{nearest(name, ids)}"
                yield Problem(usable_words.FILE, line, "column words", wrong, "the id of a finding, with underlines")
        places = [
            Shown(*place.span(), place["id"].removeprefix(usable_words.SIZE).replace("_", "-"))
            for place in PLACE.finditer(words)
        ]
        for value, time in strangers(content, words, places, facts(content)):
            wrong = f"“{time}” stands behind {value.id}, which is of {facts(content)[value.id].period}"
            yield Problem(usable_words.FILE, line, "column words", wrong, "the finding of that time, or its own time")
        for number in _typed(content, words):
            wrong = f"“{number}” is typed into words that people copy, and stays when the data change"
            yield Problem(usable_words.FILE, line, "column words", wrong, "the finding, as {darien_april_2025}")
        if id not in known:
            wrong = f"there is no claim “{id}”.{nearest(id, known)}"
            yield Problem(usable_words.FILE, line, "column claim", wrong, f"the id of a claim of {FILE}")


def _typed(content: Content, words: str) -> Iterator[str]:
    """The numbers of a sentence that are no findings, in digits and in words."""
    text = without(words, PLACE)
    yield from typed(content, text)
    yield from (" ".join(match[0].split()) for match in size_words(content).finditer(text))


def _tested(claim: str, judged: list[Recording]) -> bool:
    return any(call.has_evidence and call.is_about(claim) for call in judged)
