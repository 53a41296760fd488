"""A kind of hostile content: what a stranger could put into a page, and what has to become of it."""

from __future__ import annotations

from dataclasses import dataclass, field

RUN = "alert('canary')"
"""What no page may ever run; a browser cannot keep it from whoever listens for dialogs."""

HOST = "https://canary.example"
"""Whom no page may ever ask."""

OUTSIDE = "this lies outside the project"
LINKED = f"this leads out of the project by a symbolic link|{OUTSIDE}"
"""Sphinx 8 and later follow links before anybody else sees the path, and then only its end can be told."""
PRIVATE = "which is private to the project"
FETCHED = "this asks another host while the book is built"
ELSEWHERE = "this comes from another host"
CARRIED = "this carries its content in the address"
RUNS = "this address runs a script in the reader's browser"
PAGE = "this address carries a page of its own"
MACHINE = "this address names a file of the reader's own machine"
KIND = "can run in the browser of a reader who opens it"
LIKE_HTML = "this begins like a page of the web"
CIRCLE = "takes in the page that takes it in, or itself|this text is taken in a second time"
HTML = "raw HTML|this would stand on the page as HTML"
SETTING = "this setting changes how the page is read"
REPEATED = "“&” and “*” repeat values here"


@dataclass(frozen=True)
class Link:
    """A symbolic link, to be made where a file stands otherwise."""

    to: str


@dataclass(frozen=True)
class Kind:
    """*body* stands on a page of its own, *files* beside it.

    *told* is what the checks and the build say of it, each one of the parts between ``|``; empty
    where nothing need be said, because nothing of it runs. *by_checks* and *by_build* are for what
    only one of them tells. *head* stands at the top of the page.
    """

    name: str
    told: str
    body: str
    files: dict[str, bytes | Link] = field(default_factory=dict)
    by_checks: bool = True
    by_build: bool = True
    head: str = ""
