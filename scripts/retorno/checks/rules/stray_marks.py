"""No sign of Markdown is left for readers to see.

Signs that Markdown does not understand stand on the page as they were typed: two asterisks where bold
was not closed or a blank was left inside, a heading without the blank behind its #, a link with a
blank between ] and (, a list without the blank behind its -. This looks at what is left of a
paragraph once everything that means something has been taken away. A sign that is meant as a
sign stands in `code`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.inline_marks import Shown, shown
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True

ANYWHERE = (
    (r"\*\*|__(?=\w)|(?<=\w)__", "the sign “{}” stands on the page: bold is not closed, or has a blank inside",
     "**bold**, with both pairs of signs close to the words"),
    (r"(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])", "the sign “{}” stands on the page: emphasis is not closed",
     "*emphasis*, with both signs close to the words"),
    (r"~~|==(?=\w)", "the sign “{}” stands on the page: this book knows no such marking", "plain words"),
    (r"\]\s*\(", "“{}” stands on the page: this is no link", "[words](address), without a blank between ] and ("),
    (r"\[\^[^\]\s]+\]", "the footnote “{}” has no text",
     "the remark in the sentence itself; what is a source is cited with {cite}`…`"),
    (r"`+", "the sign “{}” stands on the page: code or a role is not closed", "`code`, with a backtick at both ends"),
    (r":{3,}", "the sign “{}” stands on the page: no block begins or ends here", "the signs on a line of their own"),
    (r"</?[a-zA-Z]+>", "“{}” stands on the page", "plain words"),
    (r"\[[^\[\]\n]{2,60}\]\[[^\[\]\n]*\]", "“{}” stands on the page: this link has no address", "[words](address)"),
    (r"&(?:nbsp|amp|lt|gt|quot|[a-z]{2,8});", "“{}” stands on the page", "the sign itself"),
    (r"\\[a-zA-Z]+\{", "“{}” stands on the page: this book does not read LaTeX",
     "plain words; a formula stands in {math}`…`"),
    (r"\$\$|\$[^$\s][^$]*[\\^_{][^$]*\$", "“{}” stands on the page: dollars begin no formula here",
     "{math}`…` in a sentence, or a block ```{math}"),
)  # fmt: skip
AT_THE_BEGINNING = (
    (r"#{1,6}[^\s#]\S*", "“{}” stands on the page: this is no heading", "a blank behind the #: ## Heading"),
    (r"#{1,6} .{0,30}", "“{}” stands on the page: this is no heading", "an empty line above the heading"),
    (r"[-+*•–][^\W\d_]\S*", "“{}” stands on the page: this is no item of a list", "a blank behind the sign: - item"),
    (r"[•–·●▪] .{0,20}", "“{}” stands on the page: this is no item of a list", "a hyphen and a blank: - item"),
    (r"\d{1,2}[.)][^\W\d_]\S*", "“{}” stands on the page: this is no item of a list", "a blank behind it: 1. item"),
    (r"(?:class|label|name|alt|width):\s\S+$", "“{}” stands on the page: this is no option of the block",
     "a colon before it, too: :class: learn"),
    (r"\|.*", "“{}” stands on the page: this is no row of a table",
     "an empty line above the table, and below its header a line such as |---|---|"),
)  # fmt: skip
BARE = re.compile(r"(?:https?://|www\.)[^\s,;)]+[^\s,;).]|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|int|gov|net)/\S+")
COMPILED = [(re.compile(pattern), wrong, right) for pattern, wrong, right in ANYWHERE]
BEGINNING = [(re.compile(pattern), wrong, right) for pattern, wrong, right in AT_THE_BEGINNING]


def check(content: Content) -> Iterator[Problem]:
    """Look at the text of every page as readers see it."""
    for page in content.pages:
        told: set[int] = set()  # one message a line: the others mostly have the same cause
        for piece in shown(page):
            for place, wrong, right in _left(piece):
                if piece.line not in told:
                    told.add(piece.line)
                    yield Problem(page.file, piece.line, f"“{place}”", wrong.format(place), right)


def _left(piece: Shown) -> Iterator[tuple[str, str, str]]:
    for pattern, wrong, right in BEGINNING if piece.opens and not piece.linked else ():
        if found := pattern.match(piece.text.lstrip()):
            yield found[0], wrong, right
    for pattern, wrong, right in COMPILED:
        if found := pattern.search(piece.text):
            yield found[0], wrong, right
    if not piece.linked and (found := BARE.search(piece.text)):
        yield found[0], "a bare address stands on the page, and is no link", "[what it leads to](the address)"
