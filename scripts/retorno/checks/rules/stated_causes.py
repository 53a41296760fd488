"""That one thing makes another is said with a source in the same sentence.

*Deportation causes depression and drives people back* may be what studies find, or what somebody fears: a reader
cannot tell. Such a sentence cites the study ({cite}`…`), shows the claim that it speaks of, or says who holds it; or
it says what was seen: deported people fare worse in most studies. A sentence that asks whether it is so, or leaves it
open, states nothing. The words stand in `policy/words/stated-causes.toml`. Two counts that moved together are looked
at by the rule causal-words. Where a sentence is of another kind, its paragraph says so:

    % allowed: stated-causes, what the law orders and not what it brings about
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.exercises import exercise_lines
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import expression, lists, patterns
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True
RULE = "stated-causes"
RIGHT = "the source in the same sentence, or what was seen: “after”, “among”, “in most studies”"


def check(content: Content) -> Iterator[Problem]:
    """Look at the sentences of the pages that cite nothing and leave nothing open."""
    found, hedges = patterns(content, RULE), lists(content, RULE).get("HEDGE", [])
    if not found:
        return
    stated = expression(content, RULE, "|".join(f"(?:{one})" for one in found))
    hedge = expression(content, RULE, rf"\b(?:{'|'.join(hedges) or '(?!)'})\b|\?")
    for page in content.pages:
        left = exercise_lines(page)
        for sentence in sentences(page):
            if (
                sentence.heading
                or sentence.line in left
                or sentence.is_sourced("verdict")
                or hedge.search(sentence.own)
            ):
                continue
            if match := stated.search(sentence.own):
                words = " ".join(match[0].split())
                wrong = "this states that one thing makes another, and nothing that it rests on"
                yield Problem(page.file, sentence.line_of(match.start()), f"“{words}”", wrong, RIGHT)
