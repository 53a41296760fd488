"""The tables of `data/` as they were committed last, before what is being changed now."""

from __future__ import annotations

import subprocess

from retorno.project.paths import Project

BASES = ("main", "origin/main")
"""What a change is compared with, whichever of these there is first."""


def last_version(project: Project) -> dict[str, str]:
    """The texts of the files in `data/` that differ from those where this line of work left main, by name.

    Empty where there is no git, no repository, no main, or nothing that differs.
    """
    base = next(filter(None, (_git(project, "merge-base", "HEAD", base) for base in BASES)), "").strip()
    changed = _git(project, "diff", "--name-only", "--relative", "--no-ext-diff", base, "--", "data") if base else ""
    names = [name for name in changed.splitlines() if name.startswith("data/")]
    return {name: text for name in names if (text := _git(project, "show", f"{base}:./{name}"))}


def _git(project: Project, *arguments: str) -> str:
    """What git answers; nothing where it cannot."""
    try:
        done = subprocess.run(["git", *arguments], cwd=project.root, capture_output=True)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode(errors="replace")
