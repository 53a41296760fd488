"""Every setting in _config.yml and _toc.yml is one that Jupyter Book knows, and the table of contents is whole.

Jupyter Book passes over a misspelt setting without a word; here it is an error, with the nearest
known name. Settings below sphinx: config: are those of Sphinx and its extensions. Every page
named in _toc.yml exists, and every page in chapters/ is named there once: others are not built.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from retorno.checks.reading import known_settings
from retorno.checks.reading.content import Content
from retorno.evidence.wording import ORIGINAL
from retorno.project import book_settings, documents
from retorno.project.problems import ContentError, Problem, nearest

SEVERITY = "error"
CONFIG, TOC = "_config.yml", "_toc.yml"
NEEDED = ("myst_nb", "sphinx_external_toc", "sphinxcontrib.bibtex", "retorno.book")
"""Extensions without which no page can be read."""

OTHER_PAGES = (".ipynb", ".rst", ".txt")
"""Files that Sphinx would take for pages, with or beside those in Markdown."""

FORMS = ("jb-book", "jb-article")


def check(content: Content) -> Iterator[Problem]:
    """Compare the keys with those known, and the table of contents with the pages."""
    for name, look in ((CONFIG, _config), (TOC, _toc)):
        try:
            yield from look(content, _text(content, name))
        except ContentError as error:
            yield from error.problems


def _text(content: Content, name: str) -> str:
    """The text of a file of settings; raises ``ContentError`` where there is none or it cannot be read."""
    try:
        return documents.text(content.project.root / name, name)
    except FileNotFoundError as error:
        raise ContentError(Problem(name, 0, "", "the file is missing", "the settings of the book")) from error


def _config(content: Content, text: str) -> Iterator[Problem]:
    yield from _unknown(text, content.config, book_settings.tree())
    for key, problem in book_settings.problems(content.config):
        yield replace(problem, line=_line(text, key))
    for path in book_settings.idle(content.config):
        *above, key = path.split(".")
        wrong = f"“{key}” has no effect: it is for an extension that this book does not load"
        yield Problem(CONFIG, _line(text, key), " ".join(f"{one}:" for one in above), wrong, "no such line")
    execute = content.config.get("execute")
    if isinstance(execute, dict) and execute.get("execute_notebooks") in (False, "off"):  # YAML takes a bare off for no
        wrong = "no notebook would run, and no page could show a value"
        yield Problem(CONFIG, _line(text, "execute_notebooks"), "execute:", wrong, "execute_notebooks: cache")
    sphinx = content.config.get("sphinx")
    settings = sphinx.get("config") if isinstance(sphinx, dict) else None
    if not isinstance(settings, dict):
        return
    yield from _extensions(settings.get("extensions"), text)
    names = known_settings.of_sphinx()
    for key in settings:
        if key == "language" and settings[key] != ORIGINAL:
            wrong = (
                f"“{settings[key]}” has no effect: each edition sets its own language, and the pages are in {ORIGINAL}"
            )
            right = f"language: {ORIGINAL}; a page in another language says so in a comment (% language: es, why)"
            yield Problem(CONFIG, _line(text, key), "sphinx: config:", wrong, right)
        elif key not in names and not key.startswith(known_settings.GENERATED):
            wrong = f"“{key}” is no setting of Sphinx or an extension.{nearest(key, names)}"
            yield Problem(CONFIG, _line(text, key), "sphinx: config:", wrong, "a name of the Sphinx documentation")


def _extensions(given: Any, text: str) -> Iterator[Problem]:
    """Extensions that are not installed, and what is no list of names."""
    names = given if isinstance(given, list) else [given]
    for name in names:
        place, line = "sphinx: config: extensions:", _line(text, "extensions")
        if not isinstance(name, str):
            yield Problem(CONFIG, line, place, f"“{name}” is no name of an extension", "a list of names in [ ]")
        elif not known_settings.is_installed(name):
            wrong = f"the extension “{name}” is not installed.{nearest(name, NEEDED)}"
            yield Problem(CONFIG, line, place, wrong, "the name of a Python module that uv.lock names")
    if missing := [name for name in NEEDED if name not in names]:
        wrong = f"the book needs {', '.join(missing)}, which is not among the extensions"
        yield Problem(CONFIG, _line(text, "extensions"), "sphinx: config:", wrong, f"a list with {', '.join(NEEDED)}")


def _unknown(text: str, given: dict[str, Any], names: dict[str, Any], within: str = "") -> Iterator[Problem]:
    """Keys of _config.yml that Jupyter Book does not know, at any depth; an empty tree allows all below it."""
    for key, value in given.items():
        if key not in names:
            wrong = f"“{key}” is no setting of Jupyter Book.{nearest(str(key), names)}"
            yield Problem(CONFIG, _line(text, str(key)), within.strip(), wrong, f"one of {', '.join(sorted(names))}")
        elif isinstance(value, dict) and names[key]:
            yield from _unknown(text, value, names[key], f"{within} {key}:")


def _toc(content: Content, text: str) -> Iterator[Problem]:
    """Unknown keys, files that do not exist, pages that are not listed or listed twice."""
    for key in dict.fromkeys(_keys(content.toc)):
        if key not in known_settings.TOC_KEYS:
            wrong = f"“{key}” is no key of a table of contents.{nearest(key, known_settings.TOC_KEYS)}"
            yield Problem(TOC, _line(text, key), "", wrong, "file, sections, chapters, caption and the like")
    yield from _read_as_a_book(content.toc, text)
    pages = {page.name for page in content.pages}
    for name, times in Counter(content.listed).items():
        if name not in content.made and not any(
            (content.project.root / f"{name}{suffix}").is_file() for suffix in ("", ".md", ".ipynb", ".rst")
        ):
            wrong = f"there is no page “{name}”.{nearest(name, pages)}"
            yield Problem(TOC, _line(text, name), "", wrong, "the path of a page from here, without .md")
        if times > 1:
            yield Problem(TOC, _line(text, name), "", f"the page “{name}” is listed {times} times", "each page once")
    for path in sorted(content.project.chapters.rglob("*.*")):
        if path.suffix in OTHER_PAGES and not path.name.startswith("."):
            right = "a page in MyST Markdown, .md; for a notebook: jupytext --to md:myst FILE"
            yield Problem(
                content.project.relative(path), 0, "", f"pages of this book are no {path.suffix} files", right
            )
    for name in sorted(pages - {name.removesuffix(".md") for name in content.listed}):
        wrong, right = (
            "the page is not in _toc.yml, so that it is not built",
            f"a line “- file: {name}” where it belongs",
        )
        yield Problem(f"{name}.md", 0, "", wrong, right)


def _read_as_a_book(toc: dict[str, Any], text: str) -> Iterator[Problem]:
    """What keeps the reader of tables of contents from making a book of this one."""
    from sphinx_external_toc.parsing import FILE_FORMATS, MalformedError, parse_toc_data

    if (form := toc.get("format")) not in FILE_FORMATS:
        yield Problem(
            TOC, _line(text, "format"), "format", f"“{form}” is no form of a book", f"one of {', '.join(FORMS)}"
        )
        return
    try:
        parse_toc_data(toc)
    except (MalformedError, TypeError, ValueError, AttributeError, KeyError) as error:
        if "multiple times" in str(error):
            return  # told below, with its line
        wrong = f"this is no table of contents: {error}"
        place = re.search(r"/(\w+)' |'(\w+)' must", str(error))
        line = _line(text, next(filter(None, place.groups()), "")) if place else 0
        right = "parts with a caption and chapters; each chapter a line “- file: chapters/…/…”"
        yield Problem(TOC, line, "", wrong, right)


def _keys(node: Any) -> Iterator[str]:
    """All keys of a table of contents, at any depth; what is below ``options`` and the like is free."""
    children: Iterable[Any] = node if isinstance(node, list) else []
    if isinstance(node, dict):
        yield from map(str, node)
        children = [value for key, value in node.items() if key not in ("defaults", "meta")]
    for child in children:
        yield from _keys(child)


def _line(text: str, word: str) -> int:
    """The first line on which *word* is a key or a value."""
    found = re.search(rf"^[^#\n]*?(?<![\w/-]){re.escape(word)}(?![\w/-])", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 0
