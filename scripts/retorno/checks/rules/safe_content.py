"""Nothing that a page names can run in a browser, comes from another host, or lies outside the project.

Readers trust the book, and some are at risk. So links lead to https addresses or into the project
(never `javascript:`, `data:` or `file:`); pictures and files to keep lie in the project, are of a
kind that browsers only show, and are what their names say: an SVG draws and does nothing else, a
page of the web is no file to keep. What a page takes in from other files (`include`,
`literalinclude`, `:file:`) lies in the project too, through symbolic links as well, and not in
`.git`, `_build` or another private folder. Nothing is fetched while the book is built. A page has
no settings of its own at its head, no handlers such as `onclick=`, no templates in double braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from retorno.checks.reading.bibliography import FILE, bibliography, line_of
from retorno.checks.reading.content import Content, Page
from retorno.project import boundary, harmless, page_settings
from retorno.project.documents import line_at
from retorno.project.problems import ContentError, Problem

SEVERITY = "error"

HANDLER = re.compile(r"(?<![\w-])on[a-z]{4,20}\s*=\s*[\"'“”‘’]?\w[^\s}]*", re.I)
TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")

TAKES_IN = {"include", "literalinclude"}
SHOWS = {"image", "figure"}
LEADS = {"button-link"}
READ = {"file", "load", "diff"}
PICTURED = {"img-top", "img-bottom", "img-background"}
LINKED = {"target", "link"}
ORDERS = {"meta", "raw-cell"}
"""Directives that stand for what a browser would act on."""

OTHER_FORMS = (".ipynb", ".rst", ".txt", ".html")
CIRCLE = "this text takes in the page that takes it in, or itself, and so has no end"


class Named(NamedTuple):
    """Something that a page names: the line, the words, and how they are judged."""

    line: int
    target: str
    judge: Callable[[Content, Page, str], tuple[str, str]]


def check(content: Content) -> Iterator[Problem]:
    """Judge everything that pages, references, data and settings name."""
    for page in content.pages:
        yield from _page(content, page)
    yield from _references(content)
    yield from _data(content)
    yield from _settings(content)


def _page(content: Content, page: Page) -> Iterator[Problem]:
    root = content.project.root
    if reason := boundary.refusal(root, root / page.file):
        yield Problem(page.file, 0, "", reason, boundary.RIGHT)
    for setting in page_settings.refused(page):
        yield Problem(page.file, *setting)
    for named in [*_directives(page), *_links(page), *_roles(page)]:
        wrong, right = named.judge(content, page, named.target)
        if wrong:
            yield Problem(page.file, named.line, f"“{named.target[:60]}”", wrong, right)
    for pattern, wrong in (
        (HANDLER, "this is a handler of events, which would run a script: pages have none"),
        (TEMPLATE, "this is a template, which nothing fills in"),
    ):
        for match in pattern.finditer(page.bare):
            yield Problem(page.file, line_at(page.bare, match.start()), f"“{match[0][:40]}”", wrong, "words")


def _directives(page: Page) -> Iterator[Named]:
    """What the directives of a page name: their arguments, then their options, in either form."""
    for directive in page.directives():
        name = directive.name.rpartition(":")[2]
        if name in ORDERS:
            yield Named(directive.line, name, _order)
        if judge := _of_argument(name):
            yield Named(directive.line, directive.argument, judge)
        for line, option, value in directive.options:
            if name == "csv-table" and option == "url":
                yield Named(line, value, _fetched)
            elif judge := _of_option(option):
                yield Named(line, value, judge)


def _of_argument(name: str) -> Any:
    return _taken_in if name in TAKES_IN else _picture if name in SHOWS else _link if name in LEADS else None


def _of_option(name: str) -> Any:
    return _taken_in if name in READ else _picture if name in PICTURED else _link if name in LINKED else None


def _links(page: Page) -> Iterator[Named]:
    """The links and pictures of Markdown, written in place or by reference."""
    for link in page.links:
        judge = _picture if link.is_image else _link if link.form == "angled" else _markdown_link
        yield Named(link.line, link.target, judge)


def _roles(page: Page) -> Iterator[Named]:
    for role in page.roles:
        if role.name == "download":
            yield Named(role.line, role.target, _kept)
        elif role.titled:
            yield Named(role.line, role.target, _link)
        if role.name.partition(":")[0] == "eval":
            yield Named(role.line, role.said, _calculated)


def _path(content: Content, page: Page, target: str) -> Path:
    """The file that a page names: from the root of the project with a slash, else from the page's folder."""
    root = content.project.root
    if not target.startswith("/"):
        return (root / page.file).parent / target
    inside = root / target.lstrip("/")
    return inside if inside.exists() or not Path(target).exists() else Path(target)


def _file(content: Content, page: Page, target: str, look: Callable[[Path], str] | None) -> str:
    """Why the file may not be named so; empty where it may, or where it is missing, which another rule tells."""
    if wrong := harmless.elsewhere(target):
        return wrong
    try:
        path = _path(content, page, target)
        return boundary.refusal(content.project.root, path) or (look(path) if look and path.is_file() else "")
    except (OSError, ValueError) as error:
        return f"this names no file that can be read ({getattr(error, 'strerror', None) or error})"


def _taken_in(content: Content, page: Page, target: str) -> tuple[str, str]:
    wrong = _file(content, page, target, None)
    if not wrong and _path(content, page, target).suffix == ".md" and _circles(content, page, target):
        return CIRCLE, boundary.ONCE
    return wrong, boundary.RIGHT


def _circles(content: Content, page: Page, target: str) -> bool:
    """Whether a text that is taken in takes in, in the end, the page or itself."""
    names = {other.file: other for other in content.pages}
    todo, seen = [(page, target)], {page.file}
    while todo:
        here, named = todo.pop()
        other = names.get(content.project.relative(_path(content, here, named)))
        if other is None:
            continue
        if other.file in seen:
            return True
        seen.add(other.file)
        todo += [(other, one.target) for one in _directives(other) if one.judge is _taken_in]
    return False


def _picture(content: Content, page: Page, target: str) -> tuple[str, str]:
    return _file(content, page, unquote(target), harmless.picture), harmless.PICTURE


def _kept(content: Content, page: Page, target: str) -> tuple[str, str]:
    return _file(content, page, target, harmless.kept), harmless.KEPT


def _link(content: Content, page: Page, target: str) -> tuple[str, str]:
    return harmless.address(target), harmless.ADDRESS


def _markdown_link(content: Content, page: Page, target: str) -> tuple[str, str]:
    """A link leads to an address, to a place, to a page, or offers a file."""
    wrong = harmless.address(target)
    plain = unquote(target).partition("#")[0]
    if wrong or harmless.SCHEME.match(harmless.UNSEEN.sub("", target)) or not plain:
        return wrong, harmless.ADDRESS
    path = _path(content, page, plain)
    is_page = path.suffix in ("", ".md") and path.with_suffix(".md").is_file()
    return _file(content, page, plain, None if is_page else harmless.kept), harmless.KEPT


def _fetched(content: Content, page: Page, target: str) -> tuple[str, str]:
    return "this asks another host while the book is built", "a data set in data/, shown by data-table"


def _order(content: Content, page: Page, target: str) -> tuple[str, str]:
    return "this is for the reader's browser alone, and can run there", "words in Markdown"


def _calculated(content: Content, page: Page, target: str) -> tuple[str, str]:
    return "this is calculated while the page is written", "a finding of an analysis, shown by the role finding"


def _references(content: Content) -> Iterator[Problem]:
    """Addresses of the bibliography, in whichever field."""
    for entry in bibliography(content).entries:
        for field in entry.fields:
            for match in re.finditer(r"[^\s{}\"]+(?<!:)(?=[\s{}\"]|\Z)", str(field.value)):
                known = harmless.SCHEME.match(harmless.UNSEEN.sub("", match[0]))
                if known and known[1].lower() in harmless.SCHEMES and (wrong := harmless.address(match[0])):
                    yield Problem(FILE, line_of(entry), f"{entry.key}, {field.key}", wrong, harmless.ADDRESS)


def _data(content: Content) -> Iterator[Problem]:
    """Files in ``data/`` that lead elsewhere."""
    root = content.project.root
    for path in sorted(content.project.data.iterdir()):
        if path.suffix in (".csv", ".json") and (reason := boundary.refusal(root, path)):
            yield Problem(f"data/{path.name}", 0, "", reason, boundary.RIGHT)


def _settings(content: Content) -> Iterator[Problem]:
    """Paths in the settings, addresses in the table of contents, and pages in other forms than Markdown."""
    try:
        config, toc = content.config, content.toc
    except (ContentError, OSError):
        return  # the rule on the settings tells it
    html, sphinx = _below(config, "html"), _below(_below(config, "sphinx"), "config")
    given = {"html_logo": config.get("logo"), "html_favicon": html.get("favicon"), **config, **sphinx}
    yield from boundary.of_settings(content.project.root, given)
    for url in _urls(toc):
        if wrong := harmless.address(url):
            yield Problem("_toc.yml", 0, f"“{url[:60]}”", wrong, harmless.ADDRESS)
    for name in content.listed:
        forms = [form for form in (".md", *OTHER_FORMS) if (content.project.root / f"{name}{form}").is_file()]
        if forms and ".md" not in forms:
            wrong = "this page is no Markdown, and no check looks into it"
            yield Problem("_toc.yml", 0, name, wrong, "a page in Markdown (.md)")


def _below(settings: dict[str, Any], name: str) -> dict[str, Any]:
    """The settings below *name*; none where it holds something else, which another rule tells."""
    found = settings.get(name)
    return found if isinstance(found, dict) else {}


def _urls(node: Any) -> Iterator[str]:
    """The addresses in a table of contents, at any depth."""
    if isinstance(node, dict):
        yield from (str(value) for key, value in node.items() if key == "url")
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _urls(child)
