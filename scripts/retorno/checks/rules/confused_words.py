"""No word stands where another one is meant: *more then*, *could of*, *spanish*.

A dictionary knows these words and so passes them; the words around them show that another was meant. Names of
languages, peoples, months and days begin with a capital. The words stand in `policy/words/confused-words.toml`; a
quotation keeps those of its author.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.word_lists import avoided
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True


def check(content: Content) -> Iterator[Problem]:
    """Look for them in the book's own voice."""
    for found in avoided(content, "confused-words"):
        if not found.match.string[: found.match.start()].endswith("{"):  # a place in a template
            wrong, right = "one word stands here for another", f"“{found.instead}”"
            yield Problem(found.file, found.line, f"“{found.words}”", wrong, right)
