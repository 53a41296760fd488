"""An acronym is spelt out on each page before it is used.

Write the name first, then the short form: *International Organization for Migration (IOM)*; or
link the short form to the glossary with the role `term`. Readers open a page from a search or
a link, so each page starts anew. Short forms that everybody knows, units, roman numerals and
numbers of documents need nothing. Words in quotation marks and code are left alone; the glossary
explains its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.content import Content, Page
from retorno.checks.contested_words import own_voice
from retorno.problems import Problem

SEVERITY = "error"

KNOWN = frozenset(
    # countries and bodies whose short form is the name
    "US USA UN EU UK UNICEF UNESCO NATO NASA "
    # files, formats and the web
    "PDF CSV JSON XML HTML CSS SVG PNG ZIP PO XLSX ID URL DOI ISBN ISSN ISO API RSS FAQ USB QR WCAG "
    # licences
    "CC BY SA NC ND MIT "
    # everyday words, times and money
    "NGO TV OK AM PM CET UTC GMT FY HIV AIDS COVID GDP SMS USD EUR DNA CV IT AI ESTA "
    # persons: the community's own name
    "LGBT LGBTI LGBTIQ LGBTQ LGBTQI".split()
)
"""Short forms that need no spelling."""

ACRONYM = re.compile(r"(?<![\w/.&-])(?:UN )?[A-Z](?:[A-Z]|&(?=[A-Z]))+(?=s?(?![\w/&]))(?!/\w)")
ROMAN = re.compile(r"[IVX]+")
GLOSSARY = "chapters/reference/glossary"


def check(content: Content) -> Iterator[Problem]:
    """Find the first use of each acronym that nothing on the page has explained by then."""
    for page in content.pages:
        if page.name == GLOSSARY:
            continue
        prose = own_voice(page)[0].text
        reported: set[str] = set()
        for match in ACRONYM.finditer(prose):
            short = match[0] if match[0].removeprefix("UN ") not in KNOWN else ""
            if not short or short in reported or ROMAN.fullmatch(short):
                continue
            reported.add(short)
            if not _explained(page, prose, match):
                yield _problem(page, prose, match)


def _explained(page: Page, prose: str, match: re.Match[str]) -> bool:
    """Whether the acronym is spelt out up to its first use, or there."""
    short, line_end = match[0], len(page.text) if False else prose.find("\n", match.end())
    before = page.text[: line_end if line_end > 0 else len(page.text)]
    return bool(_named(prose, match) or re.search(rf"\{{term\}}`[^`]*(?<!\w){re.escape(short)}s?(?!\w)[^`]*`", before))


def _named(prose: str, match: re.Match[str]) -> bool:
    raise NotImplementedError


def _problem(page: Page, prose: str, match: re.Match[str]) -> Problem:
    raise NotImplementedError
