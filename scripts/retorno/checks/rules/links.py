"""Every link leads somewhere: to a page, a place, a file that is there, or an encrypted address.

Pages are linked with the role `doc`, places on pages with `ref` and a label; both must exist, as
must the files that Markdown links name. Links to the web use https.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from retorno.checks.reading.content import Content, Page
from retorno.project.documents import line_at
from retorno.project.problems import Problem, nearest

SEVERITY = "error"

PLAIN = re.compile(r"(?<![\w-])http://(?!localhost|127\.0\.0\.1)[^\s)>\]]*", re.I)
NAMED = re.compile(r"\]\{[^}\n]*#(?P<name>[\w-]+)[^}\n]*\}")
"""Words with a name of their own, ``[words]{#name}``: links of the same page may lead there."""
SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|[a-z][a-z0-9+.-]*:", re.I)
LABEL = "a label of the form (name)= or :label: name."
PATH = "a path from this page, or from the root with /"
BUILT_IN = {"genindex", "modindex", "search"}


def check(content: Content) -> Iterator[Problem]:
    """Follow every link of every page within the project."""
    known = BUILT_IN | {label.casefold() for page in content.pages for _, label in page.labels}
    for page in content.pages:
        yield from _roles(content, page, known)
        here = known | {match["name"].casefold() for match in NAMED.finditer(page.bare)}
        for link in page.links:
            if link.form == "inline":
                yield from _target(content, page, link.line, link.target, here, picture=link.is_image)
        for match in PLAIN.finditer(page.bare):
            line = line_at(page.bare, match.start())
            yield Problem(page.file, line, match[0], "the link is not encrypted", "the address with https://")
        for picture in page.directives("figure", "image"):
            yield from _target(content, page, picture.line, picture.argument, known, picture=True)


def _roles(content: Content, page: Page, known: set[str]) -> Iterator[Problem]:
    for role in page.roles:
        line, name, target = role.line, role.name, role.target
        if name == "doc" and not _file(content, page, target, ".md"):
            hint = nearest(target.removeprefix("/"), (other.name for other in content.pages))
            yield Problem(page.file, line, target, "there is no such page", f"/chapters/…, without .md.{hint}")
        elif name in ("ref", "numref") and target.casefold() not in known:
            yield Problem(page.file, line, target, "there is no such label", LABEL + nearest(target, known))
        elif name == "download" and not SCHEME.match(target) and not _file(content, page, target):
            yield Problem(page.file, line, target, "there is no such file", PATH)


def _target(
    content: Content, page: Page, line: int, target: str, known: set[str], *, picture: bool
) -> Iterator[Problem]:
    """What is wrong with the target of a Markdown link or of a picture."""
    if picture and SCHEME.match(target):
        return  # told by the rule on safe content
    if target.startswith("//"):
        yield Problem(page.file, line, target, "the link names no protocol", "the address with https://")
    elif target.startswith("#"):
        if target[1:].casefold() not in known:
            yield Problem(page.file, line, target, "there is no such label", LABEL + nearest(target[1:], known))
    elif not SCHEME.match(target) and not _file(content, page, unquote(target.partition("#")[0]), "", ".md"):
        yield Problem(page.file, line, target, "there is no such file", PATH)
    elif not SCHEME.match(target) and "#" in target:
        path, _, place = unquote(target).partition("#")
        name = os.path.normpath(path.lstrip("/") if path.startswith("/") else Path(page.file).parent / path)
        other = next((one for one in content.pages if one.name == name.removesuffix(".md")), None)
        labels = [label for _, label in other.labels] if other else []
        if other and place.casefold() not in map(str.casefold, labels):
            yield Problem(page.file, line, target, f"{other.file} has no such label", LABEL + nearest(place, labels))


def _file(content: Content, page: Page, target: str, *suffixes: str) -> bool:
    """Whether *target* is a file, from the root with a slash, else from the page's folder."""
    root = content.project.root
    base = root if target.startswith("/") else (root / page.file).parent
    paths = [Path(f"{base / target.lstrip('/')}{suffix}") for suffix in suffixes or ("",)]
    if any(path.is_file() for path in paths):
        return True
    return any(
        os.path.relpath(path, root).removesuffix(".md") in content.made for path in paths if path.suffix == ".md"
    )
