"""A role is written {name}`…`: braces around its name, and a backtick before and after what it holds.

Citations, terms, links to pages and numbers from the registry are roles: {cite}`key, § 2`,
{term}`reintegration`, {doc}`/chapters/reference/method`, {finding}`id`. A forgotten backtick or
brace shows the bare letters to readers and hides what follows from the other checks, which then
complain about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import retorno
from retorno.checks.reading.content import Content, Page
from retorno.project.documents import line_at
from retorno.project.page_source import CODE, ROLE, without
from retorno.project.problems import Problem, nearest

SEVERITY = "error"

OWN = {path.stem for folder in retorno.__path__ for path in Path(folder, "book", "roles").glob("[a-z]*.py")}
"""Each role of the book is a module there, named as the role is; their names are all that is wanted of them."""

OF_THE_BOOK = tuple(sorted({"cite", "doc", "ref", "term"} | OWN))
BESIDES = ("abbr", "download", "eq", "kbd", "math", "numref", "sub", "sup")
FAMILIES = ("cite", "footcite")
"""Roles with further names behind a colon, such as {cite:t}."""

ROLE_OR_CODE = re.compile(f"(?:{ROLE.pattern})|(?:{CODE.pattern})", re.S)
LEFT = re.compile(rf"(?<![:`\w])(?:\{{(?P<name>{'|'.join(OF_THE_BOOK)})(?P<brace>\}}?)|(?P<bare>cite|finding|term)\}})")
"""What is left of a role of the book where one of its signs is missing."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the names of all roles, and for roles that lack a sign."""
    for page in content.pages:
        yield from _unknown(page)
        yield from _broken(page)


def _unknown(page: Page) -> Iterator[Problem]:
    known = (*OF_THE_BOOK, *BESIDES)
    for line, name, _ in page.roles:
        if name not in known and name.partition(":")[0] not in FAMILIES:
            wrong = f"there is no role “{name}”.{nearest(name, known)}"
            yield Problem(page.file, line, f"{{{name}}}", wrong, f"one of {', '.join(known)}")


def _broken(page: Page) -> Iterator[Problem]:
    """The first broken role of each paragraph: what stands behind it there cannot be told apart."""
    for first, paragraph in page.paragraphs:
        if found := LEFT.search(without(paragraph, ROLE_OR_CODE)):
            name = found["name"] or found["bare"]
            line = first - 1 + line_at(paragraph, found.start())
            shown = " ".join(paragraph[found.start() : found.start() + 40].split())
            yield Problem(page.file, line, f"“{shown} …”", _lack(found, paragraph), f"{{{name}}}`…`")


def _lack(found: re.Match[str], paragraph: str) -> str:
    """Which sign is missing."""
    if found["bare"] or not found["brace"]:
        return f"a brace is missing {'before' if found['bare'] else 'behind'} the name of the role"
    if paragraph[found.end() :].startswith("`"):
        return "the backtick that ends the role is missing"
    return "the backtick directly behind the name of the role is missing"
