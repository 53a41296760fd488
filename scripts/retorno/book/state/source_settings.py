"""What the settings make the build read: pages in Markdown, and files and folders of the project."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from retorno.project import boundary
from retorno.project.paths import Project
from retorno.project.problems import ContentError


def _look(app: Sphinx, config: Config) -> None:
    """``config-inited``, before extensions add folders of their own: raises ``ContentError``."""
    given = {name: config[name] for name in boundary.SETTINGS if name in config}
    if found := list(boundary.of_settings(Project.containing(app.srcdir).root, given)):
        raise ContentError(found)


def _read_markdown_only(app: Sphinx, config: Config) -> None:
    """``config-inited``, after all who read other forms: they would bring markup that no check looks at."""
    config.source_suffix = {".md": config.source_suffix.get(".md", "myst-nb")}


def setup(app: Sphinx) -> None:
    """Look at the settings before anything is read."""
    app.connect("config-inited", _look, priority=0)
    app.connect("config-inited", _read_markdown_only, priority=850)
