"""Two counts that move together are not called cause and effect.

Whether a policy caused a fall needs a study that compares with what would have happened without it. A count before and
a count after are no such study: write *after*, *while* or *at the same time as*, or say who attributes the change to
what, with a citation in the same sentence. The words stand in `policy/words/causal-words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import Passage, own_voice, told_by_data
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import words_to_avoid
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True


def check(content: Content) -> Iterator[Problem]:
    """Look in the sentences that have no source, in the texts of notebooks and in what data say of themselves."""
    words = words_to_avoid(content, "causal-words")
    for file, passage in (*_unsourced(content), *told_by_data(content)):
        for match, instead in words.find(passage):
            place, wrong = f"“{' '.join(match[0].split())}”", "this says that one thing caused the other"
            yield Problem(file, passage.line_of(match.start()), place, wrong, instead)


def _unsourced(content: Content) -> Iterator[tuple[str, Passage]]:
    for page in content.pages:
        for sentence in sentences(page):
            if not sentence.is_sourced():
                yield page.file, Passage(sentence.line, sentence.own)
        for text in own_voice(page)[1:]:
            yield page.file, text
