"""What the README says that a machine must have, and the commands that it gives."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def text() -> str:
    """The README."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


def packages() -> list[str]:
    """Debian's packages that the README asks for."""
    named = re.search(r"`apt-get install ([a-z0-9 .+-]+)`", text())
    if named is None:
        raise ValueError("README.md: no `apt-get install …` says what Debian needs")
    return named[1].split()


def commands() -> list[str]:
    """The commands of make that stand in the README's block of commands, in their order."""
    block = re.search(r"^```sh\n(.*?)^```", text(), re.M | re.S)
    found = re.findall(r"^(make \S+)", block[1] if block else "", re.M)
    if not found:
        raise ValueError("README.md: no block of commands names one of make")
    return found
