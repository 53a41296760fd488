"""The words beside a verdict say the same as the verdict.

{verdict}`id` shows what came of comparing a claim with the data. A sentence that calls the same claim
contradicted, outdated or exaggerated in its own words stays as it is when the data change, and may say another thing
even today. Leave the word to the role; where a sentence speaks of another verdict for a reason, its
paragraph says so: % allowed: verdict-words, why. The verdicts are those of data/verdict-readings.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.page_sentences import Sentence, sentences
from retorno.evidence.source_texts import readings
from retorno.evidence.verdict_vocabulary import ALL, OF_KIND, kinds_of, word_of
from retorno.evidence.verdicts import Kind, Verdict
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True
OTHERS: dict[str, Kind] = {"false": "contradicted", "refuted": "contradicted", "confirmed": "reproduced"}
"""Words that no verdict has and that are read as one."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the words of each sentence that shows a verdict with the verdict."""
    words = {one.word: one for one in ALL} | dict(OF_KIND) | {word: OF_KIND[kind] for word, kind in OTHERS.items()}
    said = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b", re.I)
    read = {id: reading.checked_verdict for id, reading in readings(content.project).items()}
    for page in content.pages:
        for sentence in sentences(page):
            for word, ids in _said(sentence, said):
                verdicts = {read.get(id, "") for id in ids} - {""}
                told = set(kinds_of(words[word.lower()]))
                if not told & verdicts:
                    known = {word_of(Verdict("", kind)).word for kind in verdicts}  # type: ignore[arg-type]
                    shown = " or ".join(sorted(known)) or "what the data give"
                    wrong = f"the sentence says “{word}”, and the verdict beside it is {shown}"
                    yield Problem(page.file, sentence.line, f"“{word}”", wrong, "the role alone, or the same word")


def _said(sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[tuple[str, list[str]]]:
    """Each word for a verdict, with the claims whose verdicts the sentence shows."""
    ids = [id for role, id in sentence.roles() if role == "verdict"]
    yield from ((match[0], ids) for match in pattern.finditer(sentence.own) if ids)
