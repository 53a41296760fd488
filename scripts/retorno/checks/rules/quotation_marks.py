"""Quotation marks are the English ones, and each that opens is closed.

“…” or straight ones, ‘…’ inside: not «…» or „…“, which belong to other languages and come with pasted text.
Straight marks are made curly when the page is built; where one is missing in a paragraph, those behind it turn
the wrong way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.myst_blocks import Block
from retorno.project.page_source import ADDRESS, CODE, ROLE, without
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
OTHERS = re.compile(r"[«»‹›„‚‟]|``|''")
INCHES = re.compile(r"\d\"")


def check(content: Content) -> Iterator[Problem]:
    """Look at each paragraph."""
    for page in content.pages:
        for block in page.blocks:
            if block.kind == "text":
                for position, place, wrong, right in _faults(block):
                    yield Problem(page.file, block.line + block.text.count("\n", 0, position), place, wrong, right)


def _faults(block: Block) -> Iterator[tuple[int, str, str, str]]:
    text = without(block.text, ROLE, CODE, ADDRESS)
    if found := OTHERS.search(text):
        yield found.start(), f"“{found[0]}”", f"{found[0]} is no English quotation mark", "“…”, with ‘…’ inside"
    straight = [match.start() for match in re.finditer('"', text)]
    if len(straight) % 2 and not INCHES.search(text):
        yield straight[-1], '"', "a quotation mark opens or closes alone in this paragraph", "one at both ends"
    if text.count("“") != text.count("”"):
        position = max(text.rfind("“"), text.rfind("”"))
        yield position, "“”", "a quotation mark opens or closes alone in this paragraph", "one at both ends"
