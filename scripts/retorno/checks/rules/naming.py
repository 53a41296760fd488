"""Files, labels and ids have names that last: lower-case words joined by hyphens, each used once.

Addresses are permanent, so names must read well and stay. Files below `chapters/` and `data/` are
named `like-this.md`; the label at the head of a page is its file's name (after its folder's, where
two pages have one name); findings, figures and exercises have ids of the same form; no label and
no id of a figure occurs twice in the book. Every image has a text that tells what it shows to those
who do not see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.code import calls
from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OTHER_FORM = "is no name of the book's form"
FORM = "lower-case letters and digits, words joined by hyphens"


def check(content: Content) -> Iterator[Problem]:
    """Look at the names of files, labels, findings and figures, and at the images."""
    yield from _files(content)
    seen: dict[tuple[str, str], str] = {}
    for page in content.pages:
        for line, kind, name in _names(page):
            where = f"{page.file}:{line}"
            if not KEBAB.fullmatch(name):
                yield Problem(page.file, line, kind, f"“{name}” {OTHER_FORM}", FORM)
            elif kind != "finding" and seen.setdefault((kind, name), where) != where:
                wrong = f"“{name}” is already used in {seen[kind, name]}"
                yield Problem(page.file, line, kind, wrong, "a name of its own")
        yield from _head(page)
        yield from _images(page)


def _files(content: Content) -> Iterator[Problem]:
    paths = [*content.project.chapters.rglob("*.md"), *content.project.data.glob("*.csv")]
    for path in (path for path in paths if not path.name.startswith(".")):  # that is an editor's own
        inside = path.relative_to(content.project.root)
        for part in (*inside.parts[:-1], path.stem):
            if not KEBAB.fullmatch(part):
                yield Problem(content.project.relative(path), 0, "file name", f"“{part}” {OTHER_FORM}", FORM)


def _names(page: Page) -> Iterator[tuple[int, str, str]]:
    """Line, kind and name of everything that *page* gives a name to."""
    for line, label in page.labels:
        yield line, "label", label
    for call in calls(page):
        kind, argument = {"figure": ("figure", "id"), "record": ("finding", "")}.get(call.name, ("", ""))
        name = call.text(argument) if kind else None
        if name is not None:
            yield call.line, kind, name


def _head(page: Page) -> Iterator[Problem]:
    """A label before the title is the file's name, with its folder's where other pages have that name."""
    folder, _, stem = page.name.rpartition("/")
    allowed = {stem, f"{folder.rpartition('/')[2]}-{stem}"}
    first = next(iter(page.blocks), None)
    if first and first.kind == "label" and folder and first.text not in allowed:
        wrong, right = f"the page's label is “{first.text}”", f"the name of the file: ({stem})="
        yield Problem(page.file, first.line, "label", wrong, right)


def _images(page: Page) -> Iterator[Problem]:
    found = [(link.line, link.words) for link in page.links if link.is_image and link.form == "inline"]
    found += [(picture.line, picture.option("alt")) for picture in page.directives("image", "figure")]
    for line, alt in found:
        if not alt.strip():
            wrong = "the image has no text that tells what it shows"
            right = "![what it shows](…), or :alt: what it shows"
            yield Problem(page.file, line, "image", wrong, right)
