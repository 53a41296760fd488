"""What a page takes in while it is read: files of the project, and nothing else.

Directives read files in many ways (include, literalinclude, csv-table, raw, ``:load:`` of a cell,
whatever a library adds next), and some ask other hosts. They all end in the same few calls of
Python, and those pass by here: an audit hook, asleep but while a page is being read. A file that
may not enter is refused as one that cannot be read; the page says so with file and line.
"""

from __future__ import annotations

import errno
import mimetypes
import os
import sys
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from retorno.book.state.page_safety import outputs
from retorno.project import boundary, page_settings
from retorno.project.page_source import PageSource
from retorno.project.paths import PACKAGE, Project
from retorno.project.problems import Problem

logger = logging.getLogger(__name__)

ASKING = {"urllib.Request", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
"""Audit events of whoever asks another host."""

PICTURES = f"{os.sep}jupyter_execute{os.sep}"
"""Where the pictures of cells lie while their page is read: the build itself has put them there."""

ELSEWHERE = "this asks another host while the book is built"
CIRCLE = "this text is taken in a second time: texts that take in each other have no end"


class Intake:
    """The files that one page takes in, and what was refused it: files, what was named and why, and settings."""

    def __init__(self, project: Project, docname: str, page: Path, text: str) -> None:
        self.project, self.docname, self.page, self.text = project, docname, page, text
        self.refused: dict[str, str] = {}
        self.settings = list(page_settings.refused(PageSource(text)))
        self._texts = {os.path.realpath(page)}
        self._libraries = libraries(project.root)

    def open(self, path: str) -> None:
        """A file is about to be read; raises ``PermissionError`` where the page may not have it."""
        real = os.path.realpath(path)
        if f"{real}{os.sep}".startswith(self._libraries):
            return
        if real.startswith(f"{os.path.realpath(self.project.root / '_build')}{os.sep}") and PICTURES in real:
            return
        reason = boundary.refusal(self.project.root, os.path.abspath(path))
        if not reason and real.endswith(".md"):
            reason = CIRCLE if real in self._texts else ""
            self._texts.add(real)
        if reason:
            self.refuse(path, reason)

    def refuse(self, named: str, reason: str) -> None:
        """Note a refusal, and raise it."""
        self.refused.setdefault(named, reason)
        raise PermissionError(errno.EACCES, reason, named)

    def problems(self) -> list[Problem]:
        """What was refused, with the line of the page that names it."""
        file = self.project.relative(self.page)
        files = [
            Problem(
                file,
                self._line(named),
                Path(named).name,
                reason,
                boundary.ONCE if reason == CIRCLE else boundary.RIGHT,
            )
            for named, reason in self.refused.items()
        ]
        return [*(Problem(file, *setting) for setting in self.settings), *files]

    def _line(self, named: str) -> int:
        """The line on which the page names a file or an address; 0 where another text does."""
        position = self.text.find(Path(named).name)
        return self.text.count("\n", 0, position) + 1 if position >= 0 else 0


PAGE: ContextVar[Intake | None] = ContextVar("PAGE", default=None)
"""The page that is being read."""


@cache
def libraries(root: Path) -> tuple[str, ...]:
    """The folders of Python and its libraries, ours among them, which read files of their own while a page is read."""
    given = (*sys.path, str(PACKAGE), os.path.dirname(os.__file__), *zoneinfo.TZPATH, "/dev")
    known = [os.path.realpath(path) for path in given if path]
    return tuple(f"{path}{os.sep}" for path in dict.fromkeys(known) if not root.is_relative_to(path))


@cache
def _listen() -> None:
    """Hang up the hook, once in a process: there is no way to take one down."""
    mimetypes.init()  # which else reads the system's list at its first use: while a page with a picture is read
    present = PAGE.get  # kept here, since names of modules are gone when Python ends

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" and event not in ASKING:
            return
        page = present()
        if page is None:
            return
        if event != "open":
            page.refuse(str(arguments[0]) if event == "urllib.Request" else str(arguments[1]), ELSEWHERE)
        path, _, flags = arguments
        if isinstance(path, str | bytes | os.PathLike) and not flags & os.O_WRONLY:
            page.open(os.fsdecode(path))

    sys.addaudithook(hook)


def begin(app: Sphinx, docname: str, content: list[str]) -> None:
    """``source-read``, before all others: from here on, what is opened is for this page."""
    project, page = Project.containing(app.srcdir), Path(app.env.doc2path(docname))
    intake = Intake(project, docname, page, content[0])
    if reason := boundary.refusal(project.root, page):
        intake.refused[page.name] = reason
    if intake.refused or intake.settings:
        content[0] = f"# {docname}\n"
    PAGE.set(intake)


def end(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``, after Sphinx has noted what the page depends on: tell what was refused."""
    intake = PAGE.get()
    PAGE.set(None)
    if intake is None:
        return
    for path in (Path(app.srcdir, name) for name in sorted(app.env.dependencies[intake.docname])):
        # A library's own files may be opened, but are nothing to show either.
        if path.is_relative_to(outputs(app.env)) or path.resolve().is_relative_to(PACKAGE):
            continue
        if reason := boundary.refusal(intake.project.root, path):
            intake.refused.setdefault(str(path), reason)
            _empty(doctree)
    for problem in intake.problems():
        logger.warning("%s", problem, location=(intake.docname, problem.line), type="retorno", subtype="intake")


def _empty(doctree: nodes.document) -> None:
    """Leave of a page its title alone."""
    for child in list(doctree.children):
        if isinstance(child, nodes.section):
            child.children[1:] = []
        else:
            doctree.remove(child)


@contextmanager
def paused() -> Iterator[None]:
    """What happens here is the build's own business: pictures are read that were drawn before."""
    token = PAGE.set(None)
    try:
        yield
    finally:
        PAGE.reset(token)


def rest(app: Sphinx, _: BuildEnvironment | Exception | None) -> None:
    """``env-updated`` and ``build-finished``: all pages have been read, or the build ended in the midst of one."""
    PAGE.set(None)


def setup(app: Sphinx) -> None:
    """Watch every page from its first letter to its finished tree."""
    _listen()
    app.connect("source-read", begin, priority=0)
    app.connect("doctree-read", end, priority=900)
    app.connect("env-updated", rest, priority=0)
    app.connect("build-finished", rest, priority=0)
