"""A drawing that explains has the words, numbers and colours of the book.

The files below diagrams/ hold their words as plain text, which readers see and programs read aloud. They are spelt as
on a page, and hold no number about the world: nothing computes it there, and nobody thinks of a drawing when data
change. Colours are those of the palette, which stay apart in grey print and for readers who do not tell red from green.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.analysis.palette import CATEGORIES, NAMES
from retorno.checks.reading.content import Content
from retorno.checks.reading.english_words import WORD, is_known, near, own_words
from retorno.checks.reading.sizes_in_words import size_words
from retorno.checks.reading.typed_numbers import typed
from retorno.project import documents
from retorno.project.problems import Problem

SEVERITY = "error"
FOLDER = "diagrams"
TEXT = re.compile(r"<text\b[^>]*>(?P<words>[^<]*)</text>")
COLOUR = re.compile(r"\b(?:fill|stroke|stop-color)\s*[=:]\s*[\"']?(?P<colour>#[0-9a-fA-F]{3,8}|[a-z]+)\b")
STEP = re.compile(r"^\s*\d{1,2}[.)]?(?:\s+|$)")
"""The number of a step, at the beginning."""

ALSO = ("none", "transparent", "currentcolor", "inherit", *NAMES)


def check(content: Content) -> Iterator[Problem]:
    """Look at the words, the numbers and the colours of each drawing."""
    more, size = own_words(content), size_words(content)
    for path in sorted((content.project.root / FOLDER).glob("*.svg")):
        file = content.project.relative(path)
        for number, line in enumerate(documents.text(path, file).split("\n"), start=1):
            for match in TEXT.finditer(line):
                yield from _words(content, file, number, match["words"], more, size)
            for match in COLOUR.finditer(line):
                if match["colour"].lower() not in ALSO:
                    wrong, right = "this is no colour of the palette", f"one of {', '.join(CATEGORIES)}"
                    yield Problem(file, number, f"“{match['colour']}”", wrong, right)


def _words(
    content: Content, file: str, line: int, words: str, more: frozenset[str], size: re.Pattern[str]
) -> Iterator[Problem]:
    for match in WORD.finditer(words):
        if match[0].islower() and not is_known(match[0], more) and (meant := next(near(match[0]), "")):
            yield Problem(file, line, f"“{match[0]}”", "no dictionary has this word", f"“{meant}”, if that is meant")
    plain = STEP.sub("", words)
    for number in (*typed(content, plain), *(match[0] for match in size.finditer(plain))):
        right = "the number in the text beside the drawing, with {finding}`…`"
        yield Problem(file, line, f"“{number}”", "a number is typed into a drawing", right)
