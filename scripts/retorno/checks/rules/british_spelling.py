"""The book is written in British spelling.

Words that stand in quotation marks, names and code keep the spelling of their owners: a word that
begins with a capital inside a sentence counts as a name, as in *World Health Organization*.
Endings in -ize are written -ise. *Program* is right for computers, as a verb too, and *related
organization* for the standing of a body in the United Nations. The words stand in
`policy/words/british-spelling.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import avoided
from retorno.project.problems import Problem

SEVERITY = "warning"
READS_ENGLISH = True

BEGINS = re.compile(r"(?:^|[.!?:|>]|^\s*(?:[-*+#]+|\d+\.))[\s*_\"“(]*$")


def check(content: Content) -> Iterator[Problem]:
    """Find American spellings in the book's own voice."""
    for found in avoided(content, "british-spelling"):
        if not _is_name(found.match.string, found.match):
            words, right = f"“{found.match[0]}”", f"“{found.instead}”"
            yield Problem(found.file, found.line, words, "this is not British spelling", right)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether the word has a capital that does not come from its place at the head of a sentence."""
    if match[0].islower():
        return False
    line = text[: match.start()].rpartition("\n")[2]
    return bool(re.match(r"\s+[A-Z]", text[match.end() :])) or not BEGINS.search(line)
