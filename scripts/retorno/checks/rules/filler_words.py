"""No word leans on the reader in place of a reason: *obviously*, *of course*, *dramatic*, *sadly*.

What is obvious to a writer is what somebody else came to read about; what is dramatic is a number that the page can
show; what is sad a reader feels without being told. Say how much, since when or why, or leave the word out. In a
sentence that cites a source the word may be the source's. The words stand in `policy/words/filler-words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import Passage
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import words_to_avoid
from retorno.project.problems import Problem

SEVERITY = "warning"
READS_ENGLISH = True
MAY_BE_ALLOWED = True


def check(content: Content) -> Iterator[Problem]:
    """Look in the sentences that cite nothing."""
    words = words_to_avoid(content, "filler-words")
    for page in content.pages:
        for sentence in sentences(page):
            if sentence.is_sourced():
                continue
            for match, instead in words.find(Passage(sentence.line, sentence.own)):
                place = f"“{' '.join(match[0].split())}”"
                yield Problem(
                    page.file, sentence.line_of(match.start()), place, "the word leans on the reader", instead
                )
