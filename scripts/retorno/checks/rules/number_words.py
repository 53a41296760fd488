"""A size in words has its source in the same sentence, as one in digits would.

“About three million people”, “returns have doubled”, “two thirds of them”: words hide a number from the rule on
typed digits, not from readers, and they go stale as digits do. A sentence that states one shows the number
with {finding}`…` or {claim}`…`, cites its source, or marks it as a quotation. Exercises, and what is
said of a unit or a rule, are left alone; a sentence that is neither says so above its paragraph:

    % allowed: number-words, the two orders are numbered, not counted

The words stand in `policy/words/number-words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.exercises import exercise_lines
from retorno.checks.reading.page_sentences import sentences
from retorno.checks.reading.sizes_in_words import size_words
from retorno.project.problems import Problem

SEVERITY = "error"
READS_ENGLISH = True
MAY_BE_ALLOWED = True

SHOWN = {"finding", "claim", "cite", "quoted", "dataset", "verdict"}
EXEMPT = "chapters/teach/", "chapters/reference/"
RIGHT = "the value from the registry ({finding}`…`), or a citation in the same sentence"


def check(content: Content) -> Iterator[Problem]:
    """Look at the sentences that show no value and cite nothing."""
    size = size_words(content)
    for page in content.pages:
        if page.name.startswith(EXEMPT):
            continue
        left = exercise_lines(page)
        for sentence in sentences(page):
            if (
                sentence.line in left
                or sentence.text.rstrip().endswith("?")
                or SHOWN & {name.partition(":")[0] for name, _ in sentence.roles()}
            ):
                continue
            if found := size.search(sentence.own):
                words = " ".join(found[0].split())
                line = sentence.line_of(found.start())
                yield Problem(page.file, line, f"“{words}”", "a size in words, and nothing that it rests on", RIGHT)
