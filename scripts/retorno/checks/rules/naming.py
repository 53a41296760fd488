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

from retorno.checks.reading import prose
from retorno.checks.reading.code import calls
from retorno.checks.reading.content import Content, Page
from retorno.checks.rules.headings import without
from retorno.checks.rules.raw_html import rendered
from retorno.project.problems import Problem

SEVERITY = "error"

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TARGET = re.compile(r"^\((?P<target>[^()\n]+)\)=[ ]*$", re.M)
OPTION = re.compile(r"^[ ]*:(?:label|name):[ ]*(?P<target>\S+)[ ]*$", re.M)
IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\(|^[ ]*[:`]{3,}\{(?:image|figure)\}[^\n]*\n(?P<options>(?:[ ]*:[\w-]+:[^\n]*\n)*)", re.M
)
OTHER_FORM = "is no name of the book's form"
FORM = "lower-case letters and digits, words joined by hyphens"


def labels(page: Page) -> list[tuple[int, str]]:
    """Line and name of each label on *page*, outside code and comments."""
    text = rendered(page.text)
    matches = [*TARGET.finditer(text), *OPTION.finditer(text)]
    return sorted((text.count("\n", 0, match.start("target")) + 1, match["target"]) for match in matches)


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
    for line, label in labels(page):
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
    match = re.match(r"\s*\(([^()\n]+)\)=", without(page.text, prose.FRONT_MATTER))
    if match and folder and match[1] not in allowed:
        line = page.line_of(match.start(1))
        yield Problem(page.file, line, "label", f"the page's label is “{match[1]}”", f"the name of the file: ({stem})=")


def _images(page: Page) -> Iterator[Problem]:
    text = rendered(page.text)
    for match in IMAGE.finditer(text):
        alt = match["alt"] if match["options"] is None else "".join(re.findall(r":alt:[ ]*(\S.*)", match["options"]))
        if not alt.strip():
            wrong = "the image has no text that tells what it shows"
            right = "![what it shows](…), or :alt: what it shows"
            yield Problem(page.file, text.count("\n", 0, match.start()) + 1, "image", wrong, right)
