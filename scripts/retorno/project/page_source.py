"""What a page in MyST Markdown holds, read once: directives, roles, labels, headings, links, prose.

Every view is calculated when it is first asked for. A view that is text has the lines of the file, so
that a position in it gives the line for a message (:func:`~retorno.project.documents.line_at`); what
it leaves out is replaced by spaces.

Blocks are read by markdown-it (:mod:`retorno.project.myst_blocks`). Roles, code and links within a
line are found by patterns: a role whose backtick was forgotten hides no more than itself, where the
grammar of Markdown would let it hide all up to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from retorno.project import front_matter
from retorno.project.documents import line_at
from retorno.project.myst_blocks import Block, blocks

ROLE = re.compile(
    r"\{(?P<name>[\w:+.-]+)\}(?P<tick>`+)(?P<content>(?:(?!\n[ \t]*\n|\{[\w:+.-]+\}`).)+?)(?P=tick)", re.S
)
"""A role ends in its paragraph and holds no other: a forgotten backtick hides one role, not a page."""
BROKEN_ROLE = re.compile(r"\{[\w:+.-]+\}`+[^\s`]*")
"""The opening of a role that does not end: the rule on roles tells of it, no other has to."""
CODE = re.compile(r"(?<!`)(?P<code>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=code)(?!`)", re.S)
MARKUP = re.compile(f"(?:{ROLE.pattern})|(?:{BROKEN_ROLE.pattern})|(?:{CODE.pattern})", re.S)
"""Whatever begins first: a role in code is none, and code in a role is its content."""

ADDRESS = re.compile(r"(?<=\])\([^)\s]*\)|<https?://[^>\s]+>|\bhttps?://\S+")
COMMENT = re.compile(r"<!--.*?-->", re.S)

INLINE = re.compile(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\(\s*(?:<(?P<angled>[^>\n]*)>|(?P<plain>[^\s)]+))"
)
DEFINED = re.compile(r"^[ >]{0,8}\[(?P<label>[^\]\n]+)\]:\s*<?(?P<target>[^\s>]+)", re.M)
USED = re.compile(r"!\[(?P<alt>[^\]\n]*)\](?:\[(?P<label>[^\]\n]*)\])?(?!\()")
ANGLED = re.compile(r"<(?P<target>[a-z][a-z0-9+.-]+:[^<>\s]+)>", re.I)
TARGET = re.compile(r".*<([^<>]+)>\s*", re.S)

LANGUAGE = re.compile(r"language:\s*(?P<code>[a-z]{2}),\s*(?P<reason>\S.*)")
"""The comment by which a page says that it is in another language, and why: ``% language: es, …``."""

SHOWN = frozenset(("admonition", "exercise", "rubric", "dropdown", "card", "tip", "note", "warning", "important"))
"""Directives whose argument readers see."""

PROSE_ROLES = frozenset(("term", "doc", "ref"))
"""Roles whose content readers see, as the author's own words; where a target follows, the text before it."""


class Role(NamedTuple):
    """A role: its line, its name, and what it holds, white space made plain."""

    line: int
    name: str
    said: str

    @property
    def titled(self) -> bool:
        """Whether it has words of its own, with the target behind them: ``words <target>``."""
        return bool(TARGET.fullmatch(self.said))

    @property
    def target(self) -> str:
        """What it leads to."""
        found = TARGET.fullmatch(self.said)
        return (found[1] if found else self.said).strip()


class Heading(NamedTuple):
    """A heading: its line, its level from 1, and its text as written."""

    line: int
    level: int
    text: str


class Link(NamedTuple):
    """A link or a picture of Markdown; ``form`` is ``inline``, ``reference`` or ``angled``, as it is written."""

    line: int
    target: str
    is_image: bool
    form: str
    words: str = ""


def without(text: str, *patterns: re.Pattern[str]) -> str:
    """*text* with spaces in place of everything that *patterns* match; lines and columns stay."""
    for pattern in patterns:
        text = pattern.sub(blank, text)
    return text


def blank(match: re.Match[str]) -> str:
    """Spaces in place of the match, line ends kept."""
    return re.sub(r"[^\n]", " ", match[0])


@dataclass(frozen=True)
class PageSource:
    """The text of one page, with line ends of Unix."""

    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.split("\n")

    @cached_property
    def is_notebook(self) -> bool:
        """Whether the page holds code that is executed."""
        return "jupytext" in front_matter.values(self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the page below its head, in their order."""
        head = front_matter.length(self.text)
        return tuple(blocks("\n".join(self.lines[head:]), head))

    def directives(self, *names: str) -> list[Block]:
        """The directives of these names, by default all; those that show code hold no others."""
        return [block for block in self.blocks if block.name and (not names or block.name in names)]

    @cached_property
    def cells(self) -> list[Block]:
        """The code that is executed, or would be if the page had the head of a notebook."""
        return self.directives("code-cell")

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings, outside code and comments."""
        return [Heading(block.line, block.level, block.text) for block in self.blocks if block.level]

    def sections(self, deepest: int = 6) -> Iterator[tuple[Heading, range]]:
        """Each heading down to the level *deepest*, with the lines below it, as far as the next of them."""
        found = [heading for heading in self.headings if heading.level <= deepest]
        ends = [*(heading.line for heading in found[1:]), len(self.lines) + 1]
        for heading, end in zip(found, ends, strict=False):  # a page without headings has one end, too
            yield heading, range(heading.line + 1, end)

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """Line and words of each comment, without the sign %."""
        return [
            (number, line.strip())
            for block in self.blocks
            if block.kind == "comment"
            for number, line in enumerate(block.text.split("\n"), start=block.line)
        ]

    @cached_property
    def language(self) -> str:
        """The language of a page that is written in another one than the book, as a comment of it says; else empty."""
        return next((found["code"] for _, words in self.comments if (found := LANGUAGE.fullmatch(words))), "")

    @cached_property
    def labels(self) -> list[tuple[int, str]]:
        """Line and name of each label, ``(name)=`` or an option of a directive."""
        found = [(block.line, block.text) for block in self.blocks if block.kind == "label"]
        for directive in self.directives():
            found += [(line, value) for line, name, value in directive.options if name in ("label", "name") and value]
        return sorted(found)

    @cached_property
    def visible(self) -> str:
        """The page without its head, code and comments; roles, links and heads of directives are still there."""
        lines = list(self.lines)
        lines[: front_matter.length(self.text)] = [""] * front_matter.length(self.text)
        for block in self.blocks:
            if block.kind == "comment" or block.is_code:
                lines[block.line - 1 : block.end] = [""] * (block.end - block.line + 1)
        return "\n".join(lines)

    @cached_property
    def paragraphs(self) -> list[tuple[int, str]]:
        """First line and text of what is read as one; a line that is none of these is one of its own."""
        lines, found, done = self.visible.split("\n"), [], 0
        spans = sorted({(block.line, block.end) for block in self.blocks if block.kind == "text"})
        for first, last in spans:
            first = max(first, done + 1)
            found += [(number, lines[number - 1]) for number in range(done + 1, first)]
            if first <= last:
                found.append((first, "\n".join(lines[first - 1 : last])))
            done = max(done, last)
        return found + [(number, lines[number - 1]) for number in range(done + 1, len(lines) + 1)]

    @cached_property
    def roles(self) -> list[Role]:
        """Every role outside code and comments."""
        return [
            Role(line - 1 + line_at(text, match.start()), match["name"], " ".join(match["content"].split()))
            for line, text in self.paragraphs
            for match in MARKUP.finditer(text)
            if match["name"]
        ]

    @cached_property
    def bare(self) -> str:
        """What is :attr:`visible`, without what stands between backticks: where HTML would be HTML."""
        return "\n".join(without(text, CODE) for _, text in self.paragraphs)

    @cached_property
    def links(self) -> list[Link]:
        """The links and pictures of Markdown, written in place or by reference."""
        text, found = self.bare, []
        for match in INLINE.finditer(text):
            target = match["angled"] if match["angled"] is not None else match["plain"]
            found.append(Link(line_at(text, match.start()), target, bool(match["image"]), "inline", match["words"]))
        shown = {_label(match["label"] or match["alt"]) for match in USED.finditer(text)}
        for match in DEFINED.finditer(text):
            is_shown = _label(match["label"]) in shown
            found.append(Link(line_at(text, match.start()), match["target"], is_shown, "reference"))
        for match in ANGLED.finditer(text):
            found.append(Link(line_at(text, match.start()), match["target"], False, "angled"))
        return found

    @cached_property
    def prose(self) -> list[str]:
        """The lines with everything that is not the author's prose replaced by spaces.

        Rules about words and digits must not stumble over code, addresses, ids or the names of
        directives. What is left stands on the line and in the column where the author wrote it.
        """
        hidden = {block.line: "" for block in self.blocks if block.kind == "label"}
        for block in self.blocks:
            if block.kind == "directive":
                head, said = self.lines[block.line - 1], block.argument if block.name in SHOWN else ""
                at = head.rfind(said)
                hidden[block.line] = " " * at + said if said and at >= 0 else ""
                hidden |= dict.fromkeys(range(block.line + 1, block.body_line), "")
                if not self.lines[block.end - 1].strip(" >:`~"):
                    hidden[block.end] = ""
        kept = []
        for first, text in self.paragraphs:
            lines = text.split("\n")
            kept.append("\n".join(hidden.get(number, line) for number, line in enumerate(lines, start=first)))
        plain = (without(MARKUP.sub(_shown, text), ADDRESS) for text in kept)
        return without("\n".join(plain), COMMENT).split("\n")


def _label(text: str) -> str:
    return " ".join(text.casefold().split())


def _shown(match: re.Match[str]) -> str:
    """Code is no prose; a role shows its target, which is none either, except where the author gave a text for it."""
    if match["name"] not in PROSE_ROLES:
        return blank(match)
    titled = re.match(r"(.+?)\s*<[^<>]+>\s*\Z", match["content"], re.S)
    kept = titled[1] if titled else match["content"] if match["name"] == "term" else ""
    start, whole = match.start("content") - match.start(), blank(match)
    return whole[:start] + kept + whole[start + len(kept) :]
