"""Every kind of hostile content is refused in words or cannot run, shown in a real browser, from disk and a server."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page

from retorno.project import boundary
from retorno.project.problems import Problem

from .conftest import FOLDER, KINDS, PRIVATE, SECRET, Hostile
from .kinds import CIRCLE, HOST, Kind

NAMES = [kind.name for kind in KINDS]


def test_there_are_kinds_enough_and_each_has_a_name() -> None:
    assert len(set(NAMES)) == len(NAMES) > 189


def by_page(problems: list[Problem]) -> dict[str, list[Problem]]:
    found = defaultdict(list)
    for problem in problems:
        found[problem.file].append(problem)
    return found


def is_told(kind: Kind, problems: list[Problem]) -> bool:
    """Whether one of the ways to say it is said, with the line; a page that is a link has none."""
    said = [problem for problem in problems if any(way in problem.wrong for way in kind.told.split("|"))]
    return any(problem.line or kind.name == "page-link" for problem in said)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.told and kind.by_checks], ids=lambda kind: kind.name)
def test_the_checks_tell_it_with_its_place_and_the_true_reason(kind: Kind, hostile: Hostile) -> None:
    where = "references.bib" if kind.name.startswith("cites-") else f"{FOLDER}/{kind.name}.md"
    problems = by_page(hostile.checked)[where]
    assert is_told(kind, problems), "\n".join(map(str, problems))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.told and kind.by_build], ids=lambda kind: kind.name)
def test_a_build_without_checks_refuses_it_too(kind: Kind, hostile: Hostile) -> None:
    where = "chapters/reference/bibliography.md" if kind.name.startswith("cites-") else f"{FOLDER}/{kind.name}.md"
    problems = by_page(hostile.built)[where]
    assert any(way in problem.wrong for problem in problems for way in kind.told.split("|")), "\n".join(
        map(str, problems)
    )


@pytest.mark.parametrize("found", ["checked", "built"])
def test_whose_texts_have_no_end_is_told_to_take_each_in_once(found: str, hostile: Hostile) -> None:
    problems: list[Problem] = getattr(hostile, found)
    remedies = {problem.right for problem in problems if any(way in problem.wrong for way in CIRCLE.split("|"))}
    assert boundary.ONCE in remedies
    assert boundary.RIGHT not in remedies


def test_nothing_from_outside_or_private_is_written(hostile: Hostile) -> None:
    words = [SECRET.encode(), PRIVATE.encode(), b"root:x:0"]
    files = [path for path in hostile.site.rglob("*") if path.is_file() and ".doctrees" not in path.parts]
    assert len(files) > len(KINDS)
    assert [path for path in files if any(word in path.read_bytes() for word in words)] == []


def test_no_other_host_is_asked_while_the_book_is_built(hostile: Hostile) -> None:
    assert hostile.asked == []


AUDIT = """() => [
  ...[...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
    .filter(one => /^on/i.test(one.name) || one.name === 'style' || one.name === 'srcdoc')
    .map(one => element.localName + ' ' + one.name)),
  ...[...document.querySelectorAll('iframe, frame, object, embed, base, portal, applet, style')]
    .map(one => one.localName),
  ...[...document.querySelectorAll('meta[http-equiv]')].map(one => one.httpEquiv.toLowerCase())
    .filter(name => name !== 'content-security-policy'),
  ...[...document.querySelectorAll('script')]
    .filter(one => one.src ? !one.src.startsWith(HOME) : !/json/.test(one.type)).map(one => one.outerHTML),
  ...[...document.querySelectorAll('[href], [src], [action], [formaction], [data], [poster]')].flatMap(element =>
    ['href', 'src', 'action', 'formaction', 'data', 'poster'].map(name => element.getAttribute(name))
      .filter(value => value !== null).map(value => new URL(value, document.baseURI))
      .filter(url => !['http:', 'https:', 'mailto:'].includes(url.protocol) && !url.href.startsWith(HOME))
      .map(url => element.localName + ' to ' + url)),
  ...[...document.querySelectorAll('img, image, source, link[rel~=stylesheet], use')]
    .map(one => one.src || one.href && (one.href.baseVal || one.href) || '')
    .filter(url => /^[a-z]+:|^[/][/]/i.test(url) && !url.startsWith(HOME)),
]"""
"""What a page may not hold: handlers, frames, foreign scripts, addresses that run, pictures from elsewhere."""


@dataclass
class Watcher:
    """Notes whatever content did in a browser: dialogs, requests, errors, scripts that were kept back."""

    page: Page
    home: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("console", lambda message: self._console(message.text))
        self.page.on("pageerror", lambda error: self.note(str(error)))
        self.page.on("popup", lambda popup: self.note(f"opened {popup.url}"))

    def note(self, what: str) -> None:
        self.wrong.append(f"{self.page.url.removeprefix(self.home)}: {what}")

    def _dialog(self, dialog: Dialog) -> None:
        self.note(f"ran: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if not url.startswith(self.home):
            self.note(f"asked for {url}")

    def _console(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused" in text:
            self.note(text)

    def look(self, file: str) -> None:
        """Open one file of the site; one that the browser saves is no page."""
        try:
            self.page.goto(self.home + quote(file), wait_until="load")
        except Error as error:
            if "Download is starting" not in str(error) and "ERR_ABORTED" not in str(error):
                raise
            return
        assert self.page.url.startswith(self.home), f"{file} led to {self.page.url}"
        for found in self.page.evaluate(AUDIT.replace("HOME", repr(self.home))) if file.endswith(".html") else ():
            self.note(found)


def files_to_open(hostile: Hostile) -> list[str]:
    """All pages, and every file that a reader could open by itself."""
    kinds = {
        ".html",
        ".htm",
        ".xhtml",
        ".svg",
        ".xml",
        ".txt",
        ".md",
        ".bib",
        ".csv",
        ".json",
        ".png",
        ".jpg",
        ".gif",
        "",
    }
    paths = (path.relative_to(hostile.site) for path in hostile.site.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in paths
        if path.suffix in kinds and not {".doctrees", "_static", "jupyter_execute"} & set(path.parts)
    )


@pytest.mark.parametrize("place", ["disk", "server"])
def test_nothing_runs_and_nobody_is_asked(place: str, hostile: Hostile, served: str, browser: Browser) -> None:
    home = served if place == "server" else f"{hostile.site.as_uri()}/"
    context = browser.new_context()
    watcher = Watcher(context.new_page(), home)
    opened = files_to_open(hostile)
    assert len([file for file in opened if FOLDER in file]) == len(KINDS)
    for file in opened:
        watcher.look(file)
    context.close()
    assert watcher.wrong == []


def test_the_watcher_sees_what_runs(tmp_path: Path, browser: Browser) -> None:
    """The listener itself: each way in which content could act is noticed."""
    (tmp_path / "bad.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' onload=\"alert('canary')\"/>")
    (tmp_path / "bad.html").write_text(
        f"<img src='{HOST}/x.png'><img src=x onerror=\"alert('canary')\"><a href='javascript:alert(1)'>x</a>"
        f"<iframe srcdoc='x'></iframe><script>throw new Error('canary')</script>"
    )
    context = browser.new_context()
    watcher = Watcher(context.new_page(), f"{tmp_path.as_uri()}/")
    watcher.look("bad.svg")
    watcher.look("bad.html")
    context.close()
    seen = "\n".join(watcher.wrong)
    for part in ("bad.svg: ran: canary", "bad.html: ran: canary", f"asked for {HOST}", "a to javascript:", "iframe"):
        assert part in seen
