"""Whom readers reach without an account: ``policy/contact.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retorno.project.documents import toml_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem

FILE = "policy/contact.toml"
ADDRESS = re.compile(r"[\w.+-]+@(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.ASCII)
PLACEHOLDER = re.compile(r"(?:^|\.)(?:example(?:\.\w+)?|invalid|test|localhost)$")
"""Hosts that are kept for examples and belong to nobody (RFC 2606)."""


@dataclass(frozen=True)
class Contact:
    """A part that somebody has taken on, their name if they want it said, and the address."""

    role: str
    name: str
    address: str

    @property
    def is_placeholder(self) -> bool:
        """Whether a mail to the address would reach nobody."""
        match = ADDRESS.fullmatch(self.address)
        return match is None or bool(PLACEHOLDER.search(match["host"]))


def read(project: Project) -> Contact | None:
    """The contact; None where the book names none. Raises ``ContentError`` where the file holds something else."""
    path = project.root / FILE
    if not path.is_file():
        return None
    told = toml_document(path, FILE)
    given = {key: told.get(key, "") for key in ("role", "name", "address")}
    faults = list(_faults(given))
    if unknown := sorted(told.keys() - given.keys()):
        faults.append(Problem(FILE, 0, unknown[0], f"“{unknown[0]}” is not known", "role, name and address"))
    if faults:
        raise ContentError(faults)
    return Contact(**given)


def _faults(given: dict[str, str]) -> Iterator[Problem]:
    for key, value in given.items():
        if not isinstance(value, str) or (not value.strip() and key != "name"):
            yield Problem(FILE, 0, key, f"“{key}” is missing or no text", f'a line {key} = "…"')
    address = given["address"]
    if isinstance(address, str) and address.strip() and not ADDRESS.fullmatch(address):
        yield Problem(FILE, 0, "address", f"“{address}” is no address for mail", "such as corrections@example.org")
