"""A size in words has its source in the same sentence, as one in digits would.

“About three million people”, “returns have doubled”, “two thirds of them”: words hide a number from the rule on
typed digits, not from readers, and they go stale as digits do. A sentence that states one shows the number
with {finding}`…` or {claim}`…`, cites its source, or marks it as a quotation. Exercises, and what is
said of a unit or a rule, are left alone; a sentence that is neither says so above its paragraph:

    % allowed: number-words, the two orders are numbered, not counted

The words stand in `policy/words/number-words.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import patterns
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True

SHOWN = {"finding", "claim", "cite", "quoted", "dataset", "verdict"}
EXEMPT = "chapters/teach/", "chapters/reference/"
EXERCISES = ("exercise", "solution")
QUESTIONS = ("Questions for discussion", "Exercise", "Exercises")
RIGHT = "the value from the registry ({finding}`…`), or a citation in the same sentence"


def check(content: Content) -> Iterator[Problem]:
    """Look at the sentences that show no value and cite nothing."""
    size = _pattern(content)
    for page in content.pages:
        if size is None or page.name.startswith(EXEMPT):
            continue
        left = _exercises(page)
        for sentence in sentences(page):
            if (
                sentence.line in left
                or sentence.text.rstrip().endswith("?")
                or SHOWN & {name.partition(":")[0] for name, _ in sentence.roles()}
            ):
                continue
            if found := size.search(sentence.own):
                words = " ".join(found[0].split())
                line = sentence.line_of(found.start())
                yield Problem(page.file, line, f"“{words}”", "a size in words, and nothing that it rests on", RIGHT)


@lru_cache(maxsize=2)
def _pattern(content: Content) -> re.Pattern[str] | None:
    found = patterns(content, "number-words")
    return re.compile("|".join(f"(?:{one})" for one in found), re.I) if found else None


def _exercises(page: Page) -> set[int]:
    """The lines of exercises and questions, where numbers are invented."""
    found: set[int] = set()
    for block in page.directives(*EXERCISES):
        found.update(range(block.line, block.end + 1))
    headings = [*page.headings]
    for heading, after in zip(headings, [*headings[1:], None], strict=True):
        if heading.text in QUESTIONS:
            found.update(range(heading.line, after.line if after else len(page.lines) + 1))
    return found
