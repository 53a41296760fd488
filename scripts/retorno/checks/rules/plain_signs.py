"""Signs of typewriters, chats and web pages are not those of the book: --, !, &, e.g., smileys.

A dash is – with a blank on either side where the book has one at all; mostly a colon, a comma or a full stop says it
better. *And* is a word. Latin short forms are read badly by screen readers and by people who learn English: *for
example*, *that is*, *and so on*. A sign that stands twice was left over from mending. Names and quotations keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.inline_marks import shown
from retorno.checks.reading.own_voice import unquoted
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
SIGNS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), wrong, right)
    for pattern, wrong, right in (
        (
            r",,|;;|(?<![.\w])\.\.(?!\.)|(?<=\w)\.\.(?!\.)|,\.|\.,(?! )|\?\?|::(?!:)",
            "a sign stands twice",
            "one of the two",
        ),
        (
            r"[^\W\d_]+ - [^\W\d_]+|\w ?--+ ?\w",
            "a hyphen stands for a dash",
            "a colon, a comma, or – with a blank on either side",
        ),
        (r"[^\W\d_]{2,}!", "the book does not raise its voice", "a full stop"),
        (r"[^\W\d_]{2,} & [^\W\d_]{2,}", "& stands for a word", "and"),
        (
            r"\b(?:e\.g\.|i\.e\.|etc\.|viz\.|approx\.|resp\.|w/o?\b)",
            "a Latin or clipped short form",
            "for example, that is, and so on, about",
        ),
        ("[\U0001f300-\U0001faff\u2600-\u26ff\U0001f1e6-\U0001f1ff]", "a picture stands for a word", "the word"),
    )
)

ANY = re.compile(r"[^\w\s]{2}| - |[!&]|\.[a-z]\.|\b(?:etc|viz|approx|resp)\.|\bw/|[\u2600-\u26ff\U0001f000-\U0001ffff]")
"""What none of them is without: most texts have nothing of it, and need no second look."""


CODE = re.compile(r"&(?:amp|nbsp|quot|lt|gt|ndash|mdash|#\d+);")
"""Signs as web pages have them, which Markdown takes for the sign."""


def check(content: Content) -> Iterator[Problem]:
    """Look for them in the text of all pages, quotations apart."""
    for page in content.pages:
        for number, line in enumerate(page.prose, start=1):
            if "&" in line and (found := CODE.search(line)):
                wrong = "a code of web pages stands for a sign"
                yield Problem(page.file, number, f"“{found[0]}”", wrong, "the sign itself")
        for piece in shown(page):
            if not ANY.search(piece.text):
                continue
            text = unquoted(piece.text)
            for pattern, wrong, right in SIGNS:
                if found := pattern.search(text):
                    around = text[max(0, found.start() - 12) : found.end() + 12].strip()
                    yield Problem(page.file, piece.line, f"“{around}”", wrong, right)
