"""What of a paragraph is left as text once Markdown has taken its signs: what a reader would see of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from retorno.checks.reading.content import Page


class Shown(NamedTuple):
    """A piece of text as a reader sees it: its line, and whether it stands inside a link."""

    line: int
    text: str
    linked: bool
    opens: bool
    """Whether it begins a line of the page."""


@cache
def _reader() -> MarkdownIt:
    # Without text_join, signs that are meant (\\*) stay apart from those that are left over.
    return MarkdownIt("commonmark").disable("text_join").use(attrs_plugin).use(myst_role_plugin)


@lru_cache(maxsize=512)
def shown(page: Page) -> tuple[Shown, ...]:
    """The text of all paragraphs, headings and cells of *page*, in their order; roles, code and links aside."""
    blocks = [block for block in page.blocks if block.kind == "text"]
    return tuple(piece for block in blocks for piece in _pieces(block.text, block.line))


def _pieces(text: str, line: int) -> Iterator[Shown]:
    (inline,) = _reader().parseInline(text)
    depth, opens = 0, True
    for is_left, tokens in groupby(inline.children or [], _is_left):
        if is_left:
            if words := "".join(token.content for token in tokens):
                yield Shown(line, words, depth > 0, opens)
                opens = False
            continue
        for token in tokens:
            if token.type in ("softbreak", "hardbreak"):
                line, opens = line + 1, True
                continue
            depth += token.nesting if token.type.startswith("link_") else 0
            opens = opens and not _seen(token)
            line += _lines(token)


def _is_left(token: Token) -> bool:
    """Whether it stands on the page as it was typed; so does a backslash before what needs none."""
    return token.type == "text" or (token.type == "text_special" and token.content == token.markup)


def _seen(token: Token) -> bool:
    return bool(token.content) or token.type == "image"


def _lines(token: Token) -> int:
    """The ends of lines that a role, code or an image holds."""
    return token.content.count("\n")
