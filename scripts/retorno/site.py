"""Building the whole site and publishing it in one step, or not at all."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from retorno import checks
from retorno.checks.content import Content
from retorno.execution.keyed import Executor
from retorno.execution.store import Store
from retorno.problems import ContentError, Problem
from retorno.project import Project

EDITIONS = ("en",)
"""The languages in which the book is published; the first is where the front page leads."""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")

FRONT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={first}/index.html">
<title>Retorno</title>
<link rel="canonical" href="{first}/index.html">
</head>
<body><p><a href="{first}/index.html">Retorno: a policy knowledge base on return migration</a></p></body>
</html>
"""


@dataclass
class Stages:
    """How long each part of a build took, in seconds, in the order in which they ran."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, begun: float) -> None:
        """Note that *name* began at *begun* (``time.monotonic()``) and is over."""
        self.seconds[name] = time.monotonic() - begun

    def table(self) -> str:
        """The parts as lines of text."""
        total = sum(self.seconds.values())
        rows = [f"  {name:<24} {seconds:6.1f} s" for name, seconds in self.seconds.items()]
        return "\n".join([*rows, f"  {'together':<24} {total:6.1f} s"])


Tell = Callable[[str], None]


def build(project: Project, tell: Tell, executor: Executor | None = None) -> Stages:
    """Check, execute, write and publish the site; returns where the time went.

    Raises :class:`ContentError` where the content is wrong; the site published before stays.
    """
    stages = Stages()
    begun = time.monotonic()
    own = executor is None
    executor = executor or Executor(project.root, store(project), EDITIONS[0], tell=tell)
    executor.warm_up()  # it imports pandas and Altair on the other core while the checks run
    try:
        tell("Checking the content …")
        if errors := [found for found in checks.run(Content(project)) if found.severity == "error"]:
            raise ContentError(errors)
        stages.timed("checks", begun)
        staging = project.root / "_build" / "site"
        for edition in EDITIONS:
            begun = time.monotonic()
            tell(f"Building the edition “{edition}” …")
            write_edition(project, edition, staging / edition, tell, executor)
            stages.timed(f"edition {edition}", begun)
        begun = time.monotonic()
        (staging / "index.html").write_text(FRONT.format(first=EDITIONS[0]), encoding="utf-8")
        publish(staging, project.root / "_site")
        stages.timed("publishing", begun)
    finally:
        if own:
            executor.close()
    return stages


def store(project: Project) -> Store:
    """The store of executed notebooks of this checkout."""
    return Store(project.root / ".cache" / "executions")


def write_edition(project: Project, edition: str, out: Path, tell: Tell, executor: Executor) -> None:
    """Write the pages of one edition with Sphinx, set up as Jupyter Book sets it up.

    Raises :class:`ContentError` for every warning: a warning is content that does not work.
    """
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from retorno.sphinxext.executing import KEPT_EXECUTOR

    settings, _ = get_final_config(
        user_yaml=project.root / "_config.yml",
        sourcedir=project.root,
        cli_config={"language": edition, "retorno_up": "../", "latex_individualpages": False},
    )
    status, warnings = _Progress(tell), io.StringIO()
    token = KEPT_EXECUTOR.set(executor)
    try:
        with patch_docutils(None), docutils_namespace():
            app = Sphinx(
                srcdir=project.root,
                confdir=None,
                outdir=out,
                doctreedir=project.root / "_build" / "doctrees" / edition,
                buildername="html",
                confoverrides=settings,
                status=status,
                warning=warnings,
                warningiserror=True,
                keep_going=True,
                parallel=os.cpu_count() or 1,
            )
            app.build()
    finally:
        KEPT_EXECUTOR.reset(token)
    if told := warnings_told(warnings.getvalue(), project):
        raise ContentError(told)


class _Progress(io.StringIO):
    """Passes on the stages that Sphinx reports, not each page."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def write(self, text: str) -> int:
        line = COLOUR.sub("", text).strip()
        if line.startswith("notebook ") or "source files that are out of date" in line:
            self._tell(line)
        return len(text)


WARNED = re.compile(r"^(?:(?P<file>[^\n:]+?)(?::(?P<line>\d+))?: )?(?:WARNING|ERROR|CRITICAL): ", re.M)


def warnings_told(text: str, project: Project) -> list[Problem]:
    """Sphinx's warnings as problems, paths from the root of the project."""
    plain = COLOUR.sub("", text).replace(f"{project.root}/", "").strip()
    marks = list(WARNED.finditer(plain))
    told = []
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(plain)
        wrong = plain[mark.end() : end].strip()
        told.append(
            Problem(
                mark["file"] or "the book",
                int(mark["line"] or 0),
                "",
                wrong,
                "a page that builds without this warning",
                "build",
            )
        )
    return told


def publish(staging: Path, site: Path) -> None:
    """Put the files of *staging* in the place of *site*: all of them, or none."""
    fresh, old = site.with_name(f"{site.name}.new"), site.with_name(f"{site.name}.old")
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    shutil.copytree(staging, fresh, ignore=shutil.ignore_patterns(".buildinfo", "*.partial", ".doctrees"))
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
