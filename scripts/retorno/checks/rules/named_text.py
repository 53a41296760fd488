"""A sentence about one text cites that text.

*The paper of 2017 says …* with the key of the note of 2008 behind it sends a reader to a place that says something
else. Looked at are sentences that begin with a text that has a name in the book, and the first source behind it.
The names stand in `policy/words/named-text.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.word_lists import lists
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True


def check(content: Content) -> Iterator[Problem]:
    """Compare the text that each sentence is about with the source that it cites."""
    named = lists(content, "named-text")
    begins = {
        key: re.compile(rf"[\s*_(]*(?:{'|'.join(map(re.escape, names))})\s+\w+s\b", re.I)
        for key, names in named.items()
    }
    for page in content.pages:
        for sentence in sentences(page):
            cited = [key.strip() for name, key in sentence.roles() if name.startswith("cite")]
            for key, begin in begins.items():
                if begin.match(sentence.text) and cited and cited[0] in named and cited[0] != key:
                    wrong = f"the sentence is about “{key}”, and cites “{cited[0]}”"
                    yield Problem(page.file, sentence.line, "cite", wrong, f"{{cite}}`{key}` with the place in it")
