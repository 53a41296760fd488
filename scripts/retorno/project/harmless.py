"""What cannot run in a reader's browser: addresses, pictures, and files to keep.

A file that a site offers has the site's own origin: opened by itself it is a page like any other,
without the policy that protects the others. So only kinds that browsers never run are offered,
and each must be what its name says.
"""

from __future__ import annotations

import re
from pathlib import Path

from retorno.project import safe_svg

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""Signs that nobody sees; browsers pass over most of them when they look for the scheme."""

LINKED = ("https", "http", "mailto")
SCHEMES = {
    "javascript": "this address runs a script in the reader's browser",
    "vbscript": "this address runs a script in the reader's browser",
    "livescript": "this address runs a script in the reader's browser",
    "data": "this address carries a page of its own, which can run scripts",
    "blob": "this address carries a page of its own, which can run scripts",
    "filesystem": "this address carries a page of its own, which can run scripts",
    "file": "this address names a file of the reader's own machine",
    "view-source": "this address opens a part of the reader's browser",
}
"""What other schemes do."""

ADDRESS = "an address with https://, or a page or a file of the project"

PICTURES: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
"""Pictures that browsers only show, and how their files begin."""

TEXTS = (".bib", ".csv", ".json", ".md", ".tsv", ".txt")
"""Texts that browsers show as they are, or save."""

PICTURE = f"a picture of the kinds svg, {', '.join(kind[1:] for kind in PICTURES)} that only draws"
KEPT = f"a file of the kinds {', '.join(kind[1:] for kind in (*TEXTS, *PICTURES))}, svg"


def address(text: str) -> str:
    """Why a link may not lead to *text*; empty where it may."""
    plain = UNSEEN.sub("", text)
    scheme = SCHEME.match(plain)
    if scheme and scheme[1].lower() not in LINKED:
        return SCHEMES.get(scheme[1].lower(), f"browsers hand “{scheme[1]}:” to another program")
    if plain.startswith(("//", "\\", "/\\")):
        return "this address names another host without a protocol"
    return ""


def elsewhere(text: str) -> str:
    """Why a picture or a file to keep may not come from *text*, an address and no path; empty for a path."""
    plain = UNSEEN.sub("", text)
    scheme = SCHEME.match(plain)
    if scheme and scheme[1].lower() == "data":
        return "this carries its content in the address, where nobody can look at it"
    if scheme or plain.startswith(("//", "\\", "/\\")):
        return "this comes from another host; the book asks nobody for anything"
    return ""


def picture(path: Path) -> str:
    """Why the file may not be shown as a picture; empty where it may. Raises ``OSError``."""
    kind = path.suffix.lower()
    if kind == ".svg":
        return safe_svg.refusal(path.read_bytes())
    if kind not in PICTURES:
        return f"“{kind or path.name}” is no kind of picture that the book shows"
    with path.open("rb") as stream:
        begins = stream.read(16)
    return "" if begins.startswith(PICTURES[kind]) else f"this is no {kind[1:]} picture, whatever its name says"


def kept(path: Path) -> str:
    """Why the file may not be offered to keep; empty where it may. Raises ``OSError``.

    A text may not begin like HTML or XML: opened from a disk, browsers go by its first letters.
    """
    kind = path.suffix.lower()
    if kind == ".svg" or kind in PICTURES:
        return picture(path)
    if kind not in TEXTS:
        return f"a file of the kind “{kind or path.name}” can run in the browser of a reader who opens it"
    with path.open("rb") as stream:
        begins = stream.read(2048)
    if b"\0" in begins:
        return "this is no plain text (it holds a NUL)"
    return "this begins like a page of the web, and can run as one" if _like_html(begins) else ""


def _like_html(begins: bytes) -> bool:
    return begins.lstrip(b"\xef\xbb\xbf \t\r\n\x0c\xfe\xff").startswith(b"<")
