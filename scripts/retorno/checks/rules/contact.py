"""Readers can reach somebody without an account.

policy/contact.toml names a part that somebody has taken on (role), that person if they want it
(name), and an address for mail (address). As long as the address is a placeholder such as
corrections@example.org, the form on the page "Corrections" makes a file and no mail, and no release
is made: `make check RELEASE=yes` tells it.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.evidence import contact
from retorno.project.problems import ContentError, Problem

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Look at the form of the address."""
    try:
        contact.read(content.project)
    except ContentError as error:
        yield from error.problems


def check_release(content: Content) -> Iterator[Problem]:
    """Look whether a mail would reach somebody: asked before a release."""
    found = contact.read(content.project)
    if found and found.is_placeholder:
        wrong = f"“{found.address}” is a placeholder: what readers write would reach nobody"
        yield Problem(contact.FILE, 0, "address", wrong, "the address of whoever has taken this part on")
