"""The Content-Security-Policy of every page: nobody else is asked, and nothing runs that is not ours."""

from __future__ import annotations

# `file:` lets the pages work when they are opened from a disk, in browsers in which 'self' does
# not cover files; over http no browser loads a file: address.
OWN = "'self' file:"

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": OWN,
    "style-src": OWN,
    "img-src": OWN,
    "font-src": OWN,
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": OWN,
}
"""No inline script, no inline style, no ``eval``; forms lead to the book's own search only."""


def content() -> str:
    """The policy as the ``content`` of a ``meta`` element."""
    return "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())
