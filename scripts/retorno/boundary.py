"""Which files may enter a page: those of the project itself, and none of its private folders.

A path is followed to where it really leads, through symbolic links and ``..``, before it is judged.
"""

from __future__ import annotations

import os
from pathlib import Path

BUILT = ("_build", "_site")
"""Folders of the project that hold results; what begins with a dot (.git, .cache, .env) is private too."""

RIGHT = "a file of the project, in chapters/ or data/, that is no link to a file elsewhere"


def refusal(root: Path, path: str | Path) -> str:
    """Why the file at *path* may not enter a page of the project at *root*; empty where it may."""
    real = Path(os.path.realpath(path))
    project = Path(os.path.realpath(root))
    if not real.is_relative_to(project):
        named = Path(os.path.normpath(path)).is_relative_to(root)
        return "this leads out of the project by a symbolic link" if named else "this lies outside the project"
    for part in real.relative_to(project).parts:
        if part in BUILT or part.startswith("."):
            return f"this lies in {part}, which is private to the project"
    return ""
