"""Each paragraph of the English edition is in English.

A paragraph in Spanish in the middle of an English page is read out by screen readers as if it were
English, and the other editions get no translation of it. Put a translation into the catalogue of its edition
(`locale/`), or quote a few words with the role `quoted`. The languages are told apart by a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.foreign_text import is_foreign
from retorno.checks.reading.page_sentences import sentences
from retorno.project.page_source import without
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True
GIVEN = re.compile(r"\*Spanish:\*[^\n]*|(?<!\*)\*[^*\n]{2,120}\*(?!\*)")
"""Words that are given as those of another language."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the sentences of every page."""
    for page in content.pages:
        told: set[str] = set()
        for sentence in sentences(page):
            if is_foreign(without(sentence.own, GIVEN)) and sentence.paragraph not in told:
                told.add(sentence.paragraph)
                place = f"“{' '.join(sentence.own.split())[:40]}”"
                right = "English; what is quoted stands in {quoted}`…`, a translation in its edition"
                yield Problem(page.file, sentence.line, place, "this sentence is not in English", right)
