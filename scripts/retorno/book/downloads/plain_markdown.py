"""The prose of a page as Markdown that any program for notebooks shows: no roles, no directives, links to the site.

What a role shows is asked of the same placeholders as on the page, so that a number in a notebook that
was taken away is the number of the page.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from retorno.book.roles import Reference, RegistryRole
from retorno.book.state.book_build import Build
from retorno.project.page_source import ROLE
from sphinx_content_freshness.link_states import citations

BIBLIOGRAPHY = "chapters/reference/bibliography"
LABEL = re.compile(r"^\([\w.-]+\)=\n", re.M)
OPENED = re.compile(r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w-]+)\}[ ]*(?P<argument>[^\n]*)\n", re.M)
OPTION = re.compile(r"^:[\w-]+:[^\n]*\n", re.M)
TITLED = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]+)>\s*", re.S)

TITLES = {"exercise": "Exercise", "solution": "Solution", "note": "Note", "tip": "Tip", "warning": "Warning"}
"""What stands above a box whose directive has no words of its own for that."""


class PlainMarkdown:
    """Markdown of MyST made plain, for one page of the book; *address* is where the edition is published, or empty."""

    def __init__(self, book: Build, docname: str, address: str) -> None:
        self._book, self._docname, self._address = book, docname, address
        self._labels = {str(one.key): str(one.formatted_entry.label) for one in citations(book.env)}

    def of(self, source: str) -> str:
        """The same text, plain."""
        return ROLE.sub(self._role, _boxes(LABEL.sub("", source), self._book.words.say)).strip()

    def _role(self, found: re.Match[str]) -> str:
        name, content = found["name"], " ".join(found["content"].split())
        match name:
            case "cite" | "cite:p" | "cite:t":
                return "; ".join(self._cited(key.strip()) for key in content.split(","))
            case "doc" | "ref" | "numref" | "term":
                titled = TITLED.fullmatch(content)
                text, target = (titled["text"], titled["target"]) if titled else ("", content)
                return self._linked(text, target) if name == "doc" else text or target
        if reference := _reference(name, content, self._book):
            text, place = reference.shown()
            return self._link(text, place)
        return content

    def _cited(self, key: str) -> str:
        return self._link(self._labels.get(key, key), f"{BIBLIOGRAPHY}#{key}")

    def _linked(self, text: str, target: str) -> str:
        here = PurePosixPath("/", self._docname).parent
        docname = _normal((here / target).as_posix()).lstrip("/")
        title = self._book.env.titles.get(docname)
        return self._link(text or (title.astext() if title else target), docname)

    def _link(self, text: str, place: str) -> str:
        """The text with its link; without one where nobody knows where the site is."""
        docname, _, anchor = place.partition("#")
        place = f"{docname}.html#{anchor}" if anchor else f"{docname}.html"
        return f"[{text}]({self._address}/{place})" if self._address else text


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _reference(name: str, target: str, book: Build) -> Reference | None:
    """What a role of the book shows, ready to be asked; None for other roles and where there is no such thing."""
    try:
        role = getattr(importlib.import_module(f"retorno.book.roles.{name}"), "ROLE", None)
    except ImportError:
        return None
    if not isinstance(role, RegistryRole):
        return None
    reference = role.reference(target)
    reference.env = book.env
    return reference if target in reference.known() else None


def _boxes(text: str, say: Callable[[str], str]) -> str:
    """The text with its boxes as quotations that begin with their title."""
    return "".join(_unboxed(text, say))


def _unboxed(text: str, say: Callable[[str], str]) -> Iterator[str]:
    position = 0
    while opened := OPENED.search(text, position):
        closing = re.compile(rf"^{re.escape(opened['fence'])}[ ]*$\n?", re.M).search(text, opened.end())
        end, after = (closing.start(), closing.end()) if closing else (len(text), len(text))
        yield text[position : opened.start()]
        title = opened["argument"] if opened["name"] not in ("solution",) else ""
        kind = say(TITLES[opened["name"]]) if opened["name"] in TITLES else ""
        head = ": ".join(filter(None, (kind, title.strip())))
        body = OPTION.sub("", text[opened.end() : end]).strip()
        lines = [f"**{head}**", "", *_boxes(body, say).splitlines()] if head else _boxes(body, say).splitlines()
        yield "".join(f"> {line}".rstrip() + "\n" for line in lines)
        position = after
    yield text[position:]
