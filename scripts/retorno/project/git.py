"""What git tells of the repository that the project is in; nothing here writes to it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from retorno.project.problems import UsageError

MAIN = ("main", "origin/main")
"""What a change is compared with: that of this repository, then that of the others."""


class Refused(UsageError):
    """git gives no answer; in its own words, where it has some."""


def answer(root: Path, *words: str) -> bytes:
    """What git answers to *words*, asked in the folder *root*.

    Raises :class:`Refused` where it says no, ``UsageError`` where there is none to ask.
    """
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True)
    except OSError as error:
        raise UsageError(f"git cannot be run ({error.strerror}); the history of the book needs it.") from error
    if done.returncode:
        raise Refused(done.stderr.decode(errors="replace").strip())
    return done.stdout


def text(root: Path, *words: str) -> str:
    """The same as text, without the end of the last line."""
    return answer(root, *words).decode(errors="replace").removesuffix("\n")


def text_if_any(root: Path, *words: str) -> str:
    """The same; empty where git gives no answer."""
    try:
        return text(root, *words)
    except UsageError:
        return ""
