"""No word stands twice in a row.

“The the” is read over by whoever wrote it and seen by whoever reads it, above all where the line ends
between the two. *Had had* is right, as are names; the words that may stand twice are few and listed in
`policy/words/doubled-words.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.own_voice import own_voice, told_by_data
from retorno.checks.reading.word_lists import listed
from retorno.project.problems import Problem

SEVERITY = "error"
TWICE = re.compile(r"(?<![\w-])(?P<word>[^\W\d_]+)(?P<between>[ \t]+|[ \t]*\n[ \t]*)(?P=word)(?![\w-])", re.I)


def check(content: Content) -> Iterator[Problem]:
    """Look for them in the book's own voice."""
    right = listed(content, "doubled-words")
    passages = [(page.file, passage) for page in content.pages for passage in own_voice(page)]
    for file, passage in [*passages, *told_by_data(content)]:
        for match in TWICE.finditer(passage.text):
            # A role between the two leaves many blanks, and names may be made of one word twice.
            if len(match["between"]) < 3 and match["word"].lower() not in right and not match["word"].istitle():
                words = " ".join(match[0].split())
                yield Problem(
                    file, passage.line_of(match.start()), f"“{words}”", "a word stands twice", "the word once"
                )
