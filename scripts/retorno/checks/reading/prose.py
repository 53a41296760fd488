"""Telling prose from everything else in a MyST page.

Rules about words and digits must not stumble over code, addresses, ids or the names of
directives. :func:`masked` replaces all of that by spaces, so that what is left stands on the
line and in the column where the author wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
FENCED = re.compile(r"^(?P<fence>`{3,})(?P<head>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ ]*$", re.M | re.S)
COMMENT = re.compile(r"^%[^\n]*$|<!--.*?-->", re.M | re.S)
ROLE = re.compile(
    r"\{(?P<name>[\w:+.-]+)\}(?P<tick>`+)(?P<content>(?:(?!\n[ \t]*\n|\{[\w:+.-]+\}`).)+?)(?P=tick)", re.S
)
"""A role ends in its paragraph and holds no other: a forgotten backtick hides one role, not a page."""
BROKEN_ROLE = re.compile(r"\{[\w:+.-]+\}`+[^\s`]*")
"""The opening of a role that does not end: the rule on roles tells of it, no other has to."""

DIRECTIVE_HEAD = re.compile(r"^[ ]*:{3,}(?:\{(?P<name>[\w:-]+)\})?(?P<argument>[^\n]*)$", re.M)
OPTION = re.compile(r"^[ ]*:[\w-]+:(?P<value>[^\n]*)$", re.M)
LABEL = re.compile(r"^\([\w:.-]+\)=[ ]*$", re.M)
CODE = re.compile(r"(?P<code>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=code)(?!`)", re.S)
LINK = re.compile(r"(?<=\])\([^)\s]*\)|<https?://[^>\s]+>|\bhttps?://\S+")
DIRECTIVES_WITH_TEXT = {"admonition", "exercise", "rubric", "dropdown", "card", "tip", "note", "warning", "important"}
"""Directives whose argument readers see."""

PROSE_ROLES = {"term", "doc", "ref"}
"""Roles whose content readers see, as the author's own words; where a target follows, the text before it."""


def masked(text: str) -> list[str]:
    """The lines of *text* with everything that is not the author's prose replaced by spaces."""
    text = FRONT_MATTER.sub(_blank, text)
    text = FENCED.sub(_fence, text)
    text = COMMENT.sub(_blank, text)
    text = ROLE.sub(_role, text)
    text = BROKEN_ROLE.sub(_blank, text)
    text = DIRECTIVE_HEAD.sub(_head, text)
    text = OPTION.sub(_blank, text)
    text = LABEL.sub(_blank, text)
    text = CODE.sub(_blank, text)
    text = LINK.sub(_blank, text)
    return text.split("\n")


def written(text: str) -> str:
    """*text* with front matter, comments and blocks of code replaced by spaces; roles are still there."""
    for pattern in (FRONT_MATTER, COMMENT):
        text = pattern.sub(_blank, text)
    return FENCED.sub(_fence, text)


def roles(text: str) -> Iterator[tuple[int, str, str]]:
    """Line (from 1), name and content of each role outside front matter, code and comments."""
    text = written(text)
    for match in ROLE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match["name"], " ".join(match["content"].split())


def _blank(match: re.Match[str]) -> str:
    """Spaces in place of the match, line ends kept."""
    return re.sub(r"[^\n]", " ", match[0])


def _fence(match: re.Match[str]) -> str:
    """Code is blanked; a directive that holds prose keeps its body."""
    name = re.match(r"\{([\w:-]+)\}", match["head"])
    if name and name[1] in DIRECTIVES_WITH_TEXT | {"glossary", "list-table", "figure", "margin", "solution"}:
        blank = re.sub(r"[^\n]", " ", match["fence"] + match["head"])
        return f"{blank}\n{match['body']}{' ' * len(match['fence'])}"
    return _blank(match)


def _role(match: re.Match[str]) -> str:
    """A role shows its target, which is no prose, except where the author gave a text for it."""
    if match["name"] in PROSE_ROLES:
        shown = re.match(r"(.+?)\s*<[^<>]+>\s*\Z", match["content"], re.S)
        kept = shown[1] if shown else match["content"] if match["name"] == "term" else ""
        start = match.start("content") - match.start()
        whole = re.sub(r"[^\n]", " ", match[0])
        return whole[:start] + kept + whole[start + len(kept) :]
    return _blank(match)


def _head(match: re.Match[str]) -> str:
    """The opening of a directive is blanked, but for an argument that readers see."""
    if match["name"] in DIRECTIVES_WITH_TEXT and match["argument"]:
        start = match.start("argument") - match.start()
        return " " * start + match["argument"]
    return _blank(match)
