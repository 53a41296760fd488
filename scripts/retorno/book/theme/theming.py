"""The book's own theme: registering it, and keeping from its pages what other extensions would add."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from retorno.book.state.book_build import Build
from retorno.book.theme import content_security, edit_links, navigation

NAME = "retorno"
HERE = Path(__file__).parent
THEME = HERE / "html"

FOREIGN_SETTINGS = ("comments_config", "thebe_config", "use_jupyterbook_latex")
"""What Jupyter Book's command sets for extensions of its own that this book does not load."""


def setup(app: Sphinx) -> None:
    """Register the theme and what its templates need."""
    app.add_html_theme(NAME, str(THEME))
    for name in FOREIGN_SETTINGS:
        if name not in app.config:
            app.add_config_value(name, None, "")
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _keep_own_files, priority=900)
    app.connect("html-page-context", _page, priority=900)


def ours(app: Sphinx) -> bool:
    """Whether this build writes pages with this theme."""
    return bool(app.builder.format == "html" and app.config.html_theme == NAME and app.builder.name != "epub")


def _configure(app: Sphinx, config: Config) -> None:
    """``config-inited``: only the options that the theme knows; nothing that no page links to."""
    if config.html_theme != NAME:
        return
    known = tomllib.loads((THEME / "theme.toml").read_text(encoding="utf-8"))["options"]
    config.html_theme_options = {name: value for name, value in config.html_theme_options.items() if name in known}
    if (static := HERE / "static").is_dir():
        config.html_static_path = [*config.html_static_path, str(static)]
    config.html_permalinks_icon = "#"
    config.html_copy_source = False
    config.html_use_index = False
    config.html_domain_indices = False


def _keep_own_files(app: Sphinx) -> None:
    """``builder-inited``, after all others: publish our static files and those of the book, no others."""
    if not ours(app):
        return
    app.config.html_static_path = [
        path for path in app.config.html_static_path if not Path(path).is_absolute() or HERE in Path(path).parents
    ]
    app.add_js_file("early.js", priority=100)
    app.add_js_file("retorno.js", loading_method="defer")


def _static(book: Build) -> set[str]:
    """The names of the static files that are published."""
    folders = [THEME / "static", *(Path(book.env.srcdir) / path for path in book.env.config.html_static_path)]
    return {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """``html-page-context``: what the templates show; only our own styles and scripts stay."""
    if not ours(app):
        return
    own = Build.of(app.env).once(_static)
    for kind in ("css_files", "script_files"):
        context[kind] = [
            file for file in context[kind] if str(getattr(file, "filename", file)).removeprefix("_static/") in own
        ]
    context["say"] = Build.of(app.env).words.say
    context["policy"] = content_security.content()
    context["edits"] = edit_links.of_page(app, pagename)
    context["report"] = edit_links.report_address(app)
    context.update(navigation.of_page(app, pagename))
