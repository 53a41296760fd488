"""Finding the plain letters that an edition in the pseudo-language shows its readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

WORD = re.compile(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])")
"""A word of plain letters; one letter alone is a sign."""

HEARD = ("alt", "aria-label", "title", "placeholder", "content", "data-definition")
"""Attributes that readers see or hear. What scripts show stands in others, of several words each."""

VOID = frozenset(
    {"meta", "link", "img", "br", "hr", "input", "col", "source", "wbr"}
    | {"path", "circle", "rect", "line", "polygon", "ellipse", "stop"}
)

CODE = frozenset({"pre", "code", "kbd", "samp", "style", "script"})
BIBLIOGRAPHY = frozenset({".bibtex-citation", ".citation", ".citation-list", ".cite"})
NAMES = frozenset(
    {".external"}  # links to other sites name who published
    | {".brand", ".figure-files", "[name=citation_author]", "[name=citation_inbook_title]"}
)
QUOTATIONS = frozenset({"q", ".quoted", "[lang]"})
MACHINES = frozenset(
    {"[http-equiv]", "[name=referrer]", "[name=viewport]", "[name=robots]", "[name=generator]"}
    | {"[property=og:type]", "[property=og:url]", "[property=og:image]", "[name=twitter:card]"}
    | {"[name=citation_language]", "[name=citation_publication_date]", "[name=citation_public_url]", "math"}
)
ALLOWED = CODE | BIBLIOGRAPHY | NAMES | QUOTATIONS | MACHINES
"""Elements that show names, quotations, code and the bibliography, or speak to machines."""

QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’")
"""The words of a source, where they stand in a text of the register."""

SIGNS = (
    re.compile(r"https?://\S+|\b\S+\.(?:org|com|int|info|gov|it|io)\b\S*"),
    re.compile(r"[\w/.-]+\.(?:csv|json|html|md|bib|zip|pdf|epub|xml|toml|vl)\b"),
    re.compile(r"\{\w+\}"),  # the places of a text that a script fills
    re.compile(r"\b[a-z]+\d{4}[a-z-]*\b|\b(?:[a-z0-9]+-)+[a-z0-9]+\b"),  # keys of sources, ids
    re.compile(r"\b[\d,.]+\s[GM]B\b|\b\d[\d.]*\.\w+\b"),
    re.compile(r"\b[A-Z]{2,6}\d*(?:_[A-Z0-9]+)*\b"),  # codes of places
)
"""Names of files, ids, keys, codes and places, which no language changes."""


class Page(HTMLParser):
    """The texts of a page with the elements around them: tags, ``.class``, ``#id``, ``[attribute]``."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self._around: list[tuple[str, frozenset[str]]] = []
        self.texts: list[tuple[frozenset[str], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes that are seen or heard."""
        given = {name: value or "" for name, value in attrs}
        names = {
            tag,
            f"[name={given.get('name', '')}]",
            f"[property={given.get('property', '')}]",
            *(f".{name}" for name in given.get("class", "").split()),
        }
        if tag != "html":
            names |= {f"[{name}]" for name in given}
        for name, value in given.items():
            if name in HEARD or (name.startswith("data-") and " " in value):
                seen = self._context() | names | {f"@{name}"}
                self.texts += [(seen, text) for text in shown(value)]
        if tag not in VOID:
            self._around.append((tag, frozenset(names)))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and what was not closed within it."""
        while tag in (one for one, _ in self._around):
            if self._around.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip():
            self.texts.append((self._context(), data))

    def _context(self) -> frozenset[str]:
        return frozenset(name for _, names in self._around for name in names)


def shown(value: str) -> list[str]:
    """The texts in an attribute: itself, or the values of what a script reads from it, whose names no reader sees."""
    return list(json.loads(value).values()) if value.startswith('{"') else [value]


def words(text: str, names: frozenset[str]) -> list[str]:
    """The plain words of a text but *names*, signs and quotations."""
    if text.strip() in names or not WORD.search(text):
        return []
    for name in sorted(names, key=len, reverse=True):
        if " " in name or name[:1].isupper():
            text = text.replace(name, " ")
    while QUOTED.search(text):  # a quotation may hold another
        text = QUOTED.sub(" ", text)
    for sign in SIGNS:
        text = sign.sub(" ", text)
    return WORD.findall(text)


def plain(html: str, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each text of a page that shows a plain word outside the elements that may, with these elements."""
    for context, text in Page(html).texts:
        if not context & ALLOWED and words(text, names):
            yield " ".join(sorted(context)), " ".join(text.split())[:200]
