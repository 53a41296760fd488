"""Where the guide explains a rule: the page chapters/reference/checks, one place a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from retorno.project.documents import yaml_document
from retorno.project.paths import Project
from retorno.project.problems import ContentError

PAGE = "chapters/reference/checks"
"""The page that lists the rules, as a document name."""


def anchor(rule: str) -> str:
    """The name of the place on :data:`PAGE` that explains *rule*."""
    return f"rule-{rule}"


def address(project: Project, rule: str) -> str:
    """Where a reader finds the explanation of *rule*.

    The page of the site built last, where there is one; otherwise the page as it is published.
    """
    built = Path("_site") / "en" / f"{PAGE}.html"
    page = built.as_posix() if (project.root / built).is_file() else f"{published(project)}/en/{PAGE}.html"
    return f"{page}#{anchor(rule)}"


def _within(config: Any, group: str, key: str) -> str:
    """A setting of a group as text; empty where there is none."""
    settings = config.get(group) if isinstance(config, dict) else None
    return str(settings.get(key) or "") if isinstance(settings, dict) else ""


def published(project: Project) -> str:
    """The public address of the site, without a slash at its end.

    ``html.baseurl`` of _config.yml, where it is set; otherwise where GitHub Pages puts the site of
    ``repository.url``. Empty where neither is told, or the settings cannot be read: this helps to
    tell what is wrong with them.
    """
    try:
        config = yaml_document(project.root / "_config.yml", "_config.yml")
    except (OSError, ContentError):
        return ""
    if base := _within(config, "html", "baseurl"):
        return base.rstrip("/")
    parts = _within(config, "repository", "url").rstrip("/").split("/")
    return f"https://{parts[-2]}.github.io/{parts[-1]}" if len(parts) >= 5 else ""
