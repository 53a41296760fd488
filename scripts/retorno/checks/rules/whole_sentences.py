"""A paragraph ends where a sentence ends.

A sentence that breaks off was cut when somebody deleted or pasted. Paragraphs end with a full stop or another
mark that ends a sentence, a colon where a list or a figure follows; no sentence ends with a word that needs
another behind it (the, of, and …; `policy/words/whole-sentences.toml`). Items of lists may end without a
mark; cells and headings are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.word_lists import listed
from retorno.project.myst_blocks import Block
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
ENDS = re.compile(r"[.!?:;…–][)”\"’'*_\]}]*$|[`)\]}]$|[”\"»]$|\\$")
ITEM = re.compile(r"\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s")
CELL = re.compile(r"\s*(?:>\s*)*\|")
LAST = re.compile(r"([^\W\d_]+)(?P<mark>[.!?]?)[)”\"’'*_\]}]*\s*$")
INSIDE = re.compile(r"(?<![\w-])(?P<word>[a-z]+)\.\s+(?=[A-Z])")


def check(content: Content) -> Iterator[Problem]:
    """Look at the end of each paragraph, and of the sentences in it."""
    needing = listed(content, "whole-sentences")
    for page in content.pages:
        for block in page.blocks:
            if block.kind == "text" and not block.level and not CELL.match(page.lines[block.line - 1]):
                yield from _faults(page, block, needing)


def _is_short(text: str) -> bool:
    return len(text.split()) <= 3


def _faults(page: Page, block: Block, needing: frozenset[str]) -> Iterator[Problem]:
    text = block.text.rstrip()
    last, shown = LAST.search(text), f"“… {' '.join(text.split())[-30:]}”"
    if text.endswith("*"):
        last = None  # a heading in bold, or words that are spoken about
    if last and last[1] in needing:
        wrong = f"the sentence breaks off: “{last[1]}” needs a word behind it"
        yield Problem(page.file, block.end, shown, wrong, "the sentence to its end")
    elif (
        not text.endswith("*")
        and not ENDS.search(text)
        and not ITEM.match(page.lines[block.line - 1])
        and len(text.split()) > 3
    ):
        yield Problem(page.file, block.end, shown, "the paragraph ends without the end of a sentence", "a full stop")
    for match in INSIDE.finditer(text):
        if match["word"] in needing:
            line = block.line + text.count("\n", 0, match.start())
            wrong = f"the sentence breaks off: “{match['word']}” needs a word behind it"
            yield Problem(page.file, line, f"“{match['word']}.”", wrong, "the sentence to its end")
