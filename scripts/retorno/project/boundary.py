"""Which files may enter a page: those of the project itself, and none of its private folders.

A path is followed to where it really leads, through symbolic links and ``..``, before it is judged.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retorno.project.problems import Problem, shown

BUILT = ("_build", "_site")
"""Folders of the project that hold results; what begins with a dot (.git, .cache, .env) is private too."""

CONFIG, DOCUTILS = "_config.yml", "docutils.conf"
SETTINGS = (
    *("html_static_path", "html_extra_path", "templates_path", "locale_dirs"),
    *("bibtex_bibfiles", "html_logo", "html_favicon", "latex_logo", "latex_additional_files", "epub_cover"),
)
"""Settings of Sphinx that name files, or folders of files, that are read or published."""

RIGHT = "a file of the project, in chapters/ or data/, that is no link to a file elsewhere"
ONCE = "each text taken in once, by a page that it does not take in itself"
"""What would be right of texts that take in each other."""


def refusal(root: Path, path: str | Path) -> str:
    """Why the file at *path* may not enter a page of the project at *root*; empty where it may."""
    real = Path(os.path.realpath(path))
    project = Path(os.path.realpath(root))
    if not real.is_relative_to(project):
        named = Path(os.path.normpath(path)).is_relative_to(root)
        return "this leads out of the project by a symbolic link" if named else "this lies outside the project"
    if shown(real.name) != real.name:
        return "its name holds signs that cannot be written"
    for part in real.relative_to(project).parts:
        if part in BUILT or part.startswith("."):
            return f"this lies in {part}, which is private to the project"
    return ""


def of_settings(root: Path, given: Mapping[str, Any]) -> Iterator[Problem]:
    """What *given* settings name outside the project at *root*, and a file that would change others."""
    for name in SETTINGS:
        for path in _paths(given.get(name)):
            if reason := refusal(root, root / path):
                yield Problem(CONFIG, 0, name, f"“{path}”: {reason}", "a file or a folder of the project")
    if (root / DOCUTILS).exists():
        wrong = "this file changes how every page is read, past the settings of the book"
        yield Problem(DOCUTILS, 0, "", wrong, f"no such file; settings stand in {CONFIG}")


def _paths(value: Any) -> list[str]:
    """The paths in a setting: one, several, or pairs that begin with one."""
    parts = value if isinstance(value, list | tuple) else [value]
    firsts = [part[0] if isinstance(part, list | tuple) and part else part for part in parts]
    return [part for part in firsts if isinstance(part, str) and part]
