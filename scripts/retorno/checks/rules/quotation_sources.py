"""What is quoted has a source in the same sentence.

Words between quotation marks are somebody's. Where they are a sentence and not a term, a reader must be able
to look them up: a citation, or the claim of the register that they belong to, stands in the sentence. The same holds
for a number in the role `quoted`, which nothing else checks. Exercises and what is invented for teaching
are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.exercises import exercise_lines
from retorno.checks.reading.own_voice import QUOTED
from retorno.checks.reading.page_sentences import Sentence, sentences
from retorno.project.page_source import CODE, ROLE, without
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
LONG = 9
"""Words from which on a quotation is no term."""

SOURCES = {"cite", "claim", "verdict", "footcite", "dataset", "finding"}
EXEMPT = ("chapters/teach/", "chapters/reference/")
RIGHT = "a citation with its place, {cite}`key`, ¶ 4, in the same sentence"


def check(content: Content) -> Iterator[Problem]:
    """Look at the sentences that cite nothing."""
    for page in content.pages:
        if not page.name.startswith(EXEMPT):
            left = exercise_lines(page)
            for sentence in sentences(page):
                sources = {name.partition(":")[0] for name, _ in sentence.roles()} & SOURCES
                if sentence.line not in left and not sources:
                    yield from _unfounded(page, sentence)


def _unfounded(page: Page, sentence: Sentence) -> Iterator[Problem]:
    for match in QUOTED.finditer(without(sentence.text, ROLE, CODE)):
        asked = match[0].rstrip("”\"'’").endswith("?")  # what somebody is to ask is nobody's words
        if len(match[0].split()) >= LONG and not asked:
            wrong = "a quotation, and nothing says whose words it is"
            yield Problem(page.file, sentence.line_of(match.start()), f"{match[0][:40]} …", wrong, RIGHT)
    for name, quoted in sentence.roles():
        if name == "quoted" and _counts(quoted):
            shown = " ".join(quoted.split())[:40]
            yield Problem(
                page.file, sentence.line, f"“{shown}”", "a number is quoted, and nothing says from where", RIGHT
            )


def _counts(quoted: str) -> bool:
    """Whether the words of a quotation say how many: the number of a law, and a bare number, do not."""
    return bool(re.search(r"\d", quoted)) and len(re.findall(r"[^\W\d_]{2,}", quoted)) > 2
