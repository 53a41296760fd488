"""What the settings make the build read: pages in Markdown, and files and folders of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from retorno import boundary
from retorno.problems import ContentError, Problem
from retorno.project import Project

CONFIG = "_config.yml"
DOCUTILS = "docutils.conf"
FOLDERS = ("html_static_path", "html_extra_path", "templates_path", "locale_dirs")
FILES = ("bibtex_bibfiles", "html_logo", "html_favicon", "latex_logo", "latex_additional_files", "epub_cover")
"""Settings that name files, or folders of files, that are read or published."""


def refused(root: Path, settings: Any) -> Iterator[Problem]:
    """What the settings (an object or a mapping) name outside the project; our own folders are set later."""
    for name in (*FOLDERS, *FILES):
        for path in _paths(settings.get(name)):
            if reason := boundary.refusal(root, root / path):
                yield Problem(CONFIG, 0, name, f"“{path}”: {reason}", "a file or a folder of the project")
    if (root / DOCUTILS).exists():
        wrong = "this file changes how every page is read, past the settings of the book"
        yield Problem(DOCUTILS, 0, "", wrong, f"no such file; settings stand in {CONFIG}")


def _paths(value: Any) -> list[str]:
    """The paths in a setting: one, several, or pairs that begin with one."""
    if isinstance(value, str):
        return [value] if value else []
    parts = value if isinstance(value, list | tuple) else []
    return [part if isinstance(part, str) else str(part[0]) for part in parts if part]


def _look(app: Sphinx, config: Config) -> None:
    """``config-inited``, before extensions add folders of their own: raises ``ContentError``."""
    given = {name: config[name] for name in (*FOLDERS, *FILES) if name in config}
    if found := list(refused(Project.containing(app.srcdir).root, given)):
        raise ContentError(found)


def _read_markdown_only(app: Sphinx, config: Config) -> None:
    """``config-inited``, after all who read other forms: they would bring markup that no check looks at."""
    config.source_suffix = {".md": config.source_suffix.get(".md", "myst-nb")}


def setup(app: Sphinx) -> None:
    """Look at the settings before anything is read."""
    app.connect("config-inited", _look, priority=0)
    app.connect("config-inited", _read_markdown_only, priority=850)
