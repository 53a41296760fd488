"""The texts of teaching products: Markdown with the roles of the book, as HTML and as plain text.

HTML in a source is text and nothing else. What a text shows of the registry is noted, so that each
product knows its numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.myst_role import myst_role_plugin

from retorno.evidence.phrase_languages import language_of
from retorno.teaching.calculations import calculated
from retorno.teaching.numbers import Number, Numbers, UnknownNumber

SHOWN = ("finding", "claim", "verdict")


@dataclass(frozen=True)
class Run:
    """A stretch of text of one shape; ``language`` is that of slanted words which are not of the edition."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""


@dataclass
class Text:
    """What turns sources into text for one product: the registry, and what was used of it.

    ``labels`` are those of the bibliography, ``titles`` those of the pages, ``local`` are numbers of
    one item of a quiz, by their short names. What was ``used`` of the registry and ``cited`` of the
    bibliography is noted.
    """

    numbers: Numbers
    labels: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    local: Mapping[str, Number] = field(default_factory=dict)
    used: dict[str, Number] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)

    @cached_property
    def _parser(self) -> MarkdownIt:
        """Made once: making one takes longer than reading a sentence with it."""
        return _parser(self)

    def html(self, source: str) -> str:
        """*source* as blocks of HTML."""
        return str(self._parser.render(source))

    def inline(self, source: str) -> str:
        """*source* as HTML without a paragraph around it."""
        return str(self._parser.renderInline(source))

    def told(self, source: str) -> str:
        """*source* as blocks of HTML in the language of the edition, each of its paragraphs a message of its own."""
        blocks = (block.strip("\n") for block in source.split("\n\n"))
        return self.html("\n\n".join(self.numbers.words.say(block) for block in blocks if block))

    def plain(self, source: str) -> str:
        """*source* as text without markup, paragraphs parted by a line break."""
        parts = []
        for token in self._parser.parse(source):
            if token.type == "inline":
                parts.append("".join(self._plain(child) for child in token.children or []))
            elif token.type in ("fence", "code_block"):
                parts.append(token.content.rstrip())
        return "\n".join(parts)

    def runs(self, source: str) -> tuple[Run, ...]:
        """*source* as stretches of text for what has no HTML, with bold and slanted words as such."""
        found: list[Run] = []
        for token in self._parser.parseInline(source):
            bold, italic, language = 0, 0, ""
            children = token.children or []
            for number, child in enumerate(children):
                bold += child.nesting if child.tag == "strong" else 0
                italic += child.nesting if child.tag == "em" else 0
                if child.type == "em_open":
                    language = _slanted_language(children, number)
                if text := self._plain(child):
                    found.append(Run(text, bool(bold), bool(italic), language if italic else ""))
        return tuple(found)

    def _plain(self, token: Token) -> str:
        if token.type == "myst_role":
            return self.role(token.meta["name"], token.content)
        if token.type in ("softbreak", "hardbreak"):
            return " "
        return token.content if token.type in ("text", "code_inline") else ""

    def number(self, name: str) -> Number:
        """The number *name*, noted as used; raises :class:`UnknownNumber`."""
        kind, _, id = name.partition(":")
        if kind == "finding" and id in self.local:
            return self.local[id]
        found = self.numbers[name]
        self.used[name] = found
        return found

    def role(self, name: str, content: str) -> str:
        """What a role shows; raises :class:`UnknownNumber` for a role or a number that does not exist."""
        made = ROLES.get(name)
        if made is None:
            raise UnknownNumber(f"there is no role “{name}” on teaching material; there are {', '.join(sorted(ROLES))}")
        return made(self, content.strip())

    def with_local(self, local: Mapping[str, Number]) -> Text:
        """The same for one item, whose numbers have short names; what it uses is noted apart."""
        return Text(self.numbers, self.labels, self.titles, local)


def _label(text: Text, content: str) -> str:
    if content not in text.labels:
        raise UnknownNumber(f"the bibliography has no key “{content}”")
    text.cited[content] = None
    return text.labels[content]


def _title(text: Text, content: str) -> str:
    name = content.strip("/")
    if name not in text.titles:
        raise UnknownNumber(f"the book has no page “{name}”")
    return f"“{text.numbers.words.say(text.titles[name])}”"


def _calculated(text: Text, content: str) -> str:
    value, precision, unit = calculated(content, text.number)
    return text.numbers.words.number(value, precision, unit)


def _shown(kind: str, text: Text, content: str) -> str:
    return text.number(f"{kind}:{content}").text


ROLES: dict[str, Callable[[Text, str], str]] = {
    **{kind: partial(_shown, kind) for kind in SHOWN},
    "statement": lambda text, content: text.number(content if ":" in content else f"finding:{content}").statement,
    "period": lambda text, content: text.number(f"finding:{content}").period,
    "source": lambda text, content: text.number(content if ":" in content else f"finding:{content}").source,
    "calc": _calculated,
    "cite": _label,
    "doc": _title,
}
"""The roles that teaching material may use; those of the book mean the same here."""


def _emphasis(self: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    """Slanted words of another language say which, so that software that reads aloud says them as they are said."""
    code = _slanted_language(tokens, index)
    return f'<em lang="{code}">' if code else "<em>"


def _slanted_language(tokens: list[Token], index: int) -> str:
    """The language of the slanted words that begin at *index*, an empty text for that of the edition."""
    end = next(number for number in range(index, len(tokens)) if tokens[number].type == "em_close")
    return language_of("".join(token.content for token in tokens[index:end]))


def _parser(text: Text) -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").use(myst_role_plugin)

    def role(self: RendererHTML, tokens: list[Token], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        name = token.meta["name"]
        kind = " data-number" if name in (*SHOWN, "calc") else ""
        return f'<span class="role-{escape(name)}"{kind}>{escape(text.role(name, token.content))}</span>'

    made.add_render_rule("myst_role", role)
    made.add_render_rule("em_open", _emphasis)
    return made
