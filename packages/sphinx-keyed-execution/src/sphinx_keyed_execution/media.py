"""Readers of what a notebook shows that let nothing into a page which runs, loads or leads elsewhere.

For :meth:`hooks.Hooks.shown` of a project whose notebooks may come from strangers: text, tables
(:mod:`passive`), and pictures made of pixels.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from sphinx_keyed_execution.hooks import NotShown
from sphinx_keyed_execution.passive import NotPassive, passive

Reader = Callable[[Any], Any]
"""Takes the content of one medium as the process of a notebook gave it, and returns it in the form in
which it may enter a page. Raises :class:`NotShown` where it may not."""


def read(data: Mapping[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
    """*data* (content by media type), each part read by the reader for it; raises :class:`NotShown`."""
    for medium in data:
        if medium not in readers:
            raise NotShown(f"it shows “{medium}”, which is not published here")
    return {medium: readers[medium](content) for medium, content in data.items()}


def _text(content: Any) -> str:
    if not isinstance(content, str):
        raise NotShown("it shows a text that is none")
    return content


def _html(content: Any) -> str:
    try:
        return passive(_text(content))
    except NotPassive as error:
        raise NotShown(f"it shows HTML with {error}") from error


def _pixels(beginning: bytes) -> Reader:
    """A reader of pictures that begin as their kind of file begins."""

    def read(content: Any) -> str:
        try:
            found = base64.b64decode("".join(_text(content).split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotShown("it shows a picture that is none") from error
        if not found.startswith(beginning):
            raise NotShown("it shows a picture that is none")
        return base64.b64encode(found).decode()

    return read


PASSIVE: dict[str, Reader] = {
    "text/plain": _text,
    "text/html": _html,
    "image/png": _pixels(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": _pixels(b"\xff\xd8\xff"),
}
"""Media that can do nothing in a browser."""
