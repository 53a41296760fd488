"""Two counts that move together are not called cause and effect.

Whether a policy caused a fall needs a study that compares with what would have happened without it. A count before and
a count after are no such study: write *after*, *while* or *at the same time as*, or say who attributes the change to
what, with a citation in the same sentence. The words stand in `policy/words/causal-words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import avoided
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
CITES = ("cite", "claim", "quoted")


def check(content: Content) -> Iterator[Problem]:
    """Look for them in the book's own voice, sentences with a source aside."""
    for found in avoided(content, "causal-words", _sourced):
        wrong = "this says that one thing caused the other"
        yield Problem(found.file, found.line, f"“{found.words}”", wrong, found.instead)


def _sourced(page: Page) -> set[int]:
    """The lines of the sentences that say whose words they are."""
    return {
        line
        for sentence in sentences(page)
        if any(name.startswith(CITES) for name, _ in sentence.roles())
        for line in range(sentence.line, sentence.line + sentence.text.count("\n") + 1)
    }
