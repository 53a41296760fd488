"""Marks stand where they belong: blanks behind and not before them, brackets in pairs, capitals after a full stop.

These are traces of deleting and pasting. What is meant stands in `code` or says so above its paragraph:
% allowed: punctuation, why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.inline_marks import shown
from retorno.checks.reading.page_sentences import SHORT
from retorno.project.page_source import ADDRESS, CODE, ROLE, without
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
BEFORE = re.compile(r"[^\W\d_] +[,.;](?= |$)")
CLOSE = re.compile(r"\b[a-z]{3,}[.?!;][A-Z][a-z]*\b|\b[a-z]{3,},[a-z]{3,}\b")
SMALL = re.compile(r"(?<![.\w])[^\W\d_]{4,}\. [a-z]{2,}")
PAIRS = (("(", ")"), ("[", "]"))
LABEL = re.compile(r"(?:^|[\s*(])(?:[a-z0-9]{1,3}|[ivx]+)\)")
"""A bracket behind a letter or a number in a row: a) and 1)."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the text of every page."""
    for page in content.pages:
        for piece in shown(page):
            if found := BEFORE.search(piece.text):
                yield Problem(
                    page.file, piece.line, f"“{found[0]}”", "a blank stands before the mark", "no blank there"
                )
            if found := CLOSE.search(piece.text):
                yield Problem(
                    page.file, piece.line, f"“{found[0]}”", "no blank stands behind the mark", "one blank there"
                )
            if (found := SMALL.search(piece.text)) and not SHORT.search(found[0].partition(" ")[0]):
                wrong = "a sentence begins with a small letter"
                yield Problem(
                    page.file, piece.line, f"“{found[0]}”", wrong, "a capital, or another mark than a full stop"
                )
        for block in page.blocks:
            text = without(block.text, ROLE, CODE, ADDRESS) if block.kind == "text" else ""
            for opening, closing in PAIRS:
                more = text.count(closing) - text.count(opening)
                if more < 0 or more > len(LABEL.findall(text)):
                    wrong = f"{opening} and {closing} are not equal in number in this paragraph"
                    yield Problem(
                        page.file, block.line, f"“{opening}{closing}”", wrong, "each bracket that opens, closed"
                    )
