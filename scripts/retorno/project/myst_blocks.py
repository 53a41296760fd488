"""The blocks of a MyST page, as markdown-it reads them: text, directives and their bodies, labels, comments.

The grammar is that of markdown-it and its plugins for MyST; what is added here is the way into
the bodies of directives, which MyST takes when it writes the page, and lines counted in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

CODE = frozenset(("code-cell", "code", "code-block", "math", "mermaid", "literalinclude"))
"""Directives whose body is no text in Markdown."""

DEEPEST = 20
"""How many directives may lie within one another; what lies deeper is not looked into."""

HEAD = re.compile(r"\{(?P<name>[^\s{}]+)\}[ ]*(?P<argument>.*)", re.S)
OPTIONS = re.compile(r"---[ ]*\n.*?^---[ ]*(?:\n|\Z)|(?:[ ]*:[\w-]+:[^\n]*(?:\n|\Z))+", re.M | re.S)
OPTION = re.compile(r"[ ]*:?(?P<name>[\w-]+):(?:[ ]+(?P<value>\S.*?))?[ ]*")


SHAPES = {"code_block": "indented", "table_open": "table", "ordered_list_open": "list"}
"""What shows how the page is laid out."""


class Option(NamedTuple):
    """An option of a directive, with its line."""

    line: int
    name: str
    value: str


class Block(NamedTuple):
    """A part of a page: its first and its last line (from 1), and what it holds.

    ``kind`` is ``text`` (a paragraph, a heading or a cell of a table, whose level is ``level``, 0 for
    no heading), ``label``, ``comment``, ``code``, ``indented`` (code by four blanks), ``table``, ``list``
    (a numbered one) or ``directive``. ``text`` is what it holds: of a directive the body, which begins
    on ``body_line`` behind the options, of a list its first number. ``underlined`` is a heading
    made by the line of signs below it.
    """

    kind: str
    line: int
    end: int
    text: str
    level: int = 0
    name: str = ""
    argument: str = ""
    options: tuple[Option, ...] = ()
    written_options: str = ""
    body_line: int = 0
    underlined: bool = False

    @property
    def is_code(self) -> bool:
        """Whether the block shows code, or runs it."""
        return self.kind == "code" or self.name in CODE

    def option(self, name: str) -> str:
        """The value of an option; empty where it has none."""
        return next((option.value for option in self.options if option.name == name), "")


@cache
def _reader() -> MarkdownIt:
    """Markdown-it with the blocks of MyST; what stands within a line is left alone."""
    reader = MarkdownIt("commonmark").enable("table").use(myst_block_plugin).use(colon_fence_plugin)
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


def blocks(text: str, above: int = 0, depth: int = 0) -> Iterator[Block]:
    """The blocks of *text*, those within a directive behind it; *above* is how many lines stand before the text."""
    level, underlined = 0, False
    for token in _tokens(text):
        line, end = (above + token.map[0] + 1, above + token.map[1]) if token.map else (0, 0)
        if token.type == "heading_open":
            level, underlined = int(token.tag[1:]), not token.markup.startswith("#")
        elif token.type == "inline":
            yield Block("text", line, end, token.content, level, underlined=underlined)
            level, underlined = 0, False
        elif token.type in SHAPES:
            yield Block(SHAPES[token.type], line, end, token.content or str(token.attrs.get("start", 1)))
        elif token.type == "myst_target":
            yield Block("label", line, end, token.content)
        elif token.type == "myst_line_comment":
            yield Block("comment", line, end, token.content)
        elif token.type in ("fence", "colon_fence"):
            block = _fenced(token, line, end)
            yield block
            if not block.is_code and depth < DEEPEST:
                yield from blocks(_body(block), block.body_line - 1, depth + 1)


def _tokens(text: str) -> list[Token]:
    try:
        return _reader().parse(text)
    except (IndexError, RecursionError):  # where markdown-it stumbles, the build says so
        return []


def _fenced(token: Token, line: int, end: int) -> Block:
    head = HEAD.fullmatch(token.info.strip())
    if not head:
        return Block("code" if token.type == "fence" else "directive", line, end, token.content, body_line=line + 1)
    found = OPTIONS.match(token.content)
    written = found[0] if found else ""
    options = tuple(_options(written, line + 1))
    body_line = line + 1 + written.count("\n")
    body = token.content[len(written) :]
    return Block("directive", line, end, body, 0, head["name"], head["argument"].strip(), options, written, body_line)


def _options(written: str, first: int) -> Iterator[Option]:
    """The options as they are written: ``:name: value``, or ``name: value`` between dashes."""
    for number, line in enumerate(written.splitlines(), start=first):
        if option := OPTION.fullmatch(line):
            yield Option(number, option["name"], (option["value"] or "").strip("'\""))


def _body(block: Block) -> str:
    """The text of a directive; the entries of a glossary are indented as no Markdown is."""
    return "\n".join(map(str.lstrip, block.text.split("\n"))) if block.name == "glossary" else block.text
