"""The settings that Sphinx and its extensions know, read from what is installed."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

TOC_KEYS = [
    "format", "root", "defaults", "options", "meta", "parts", "chapters", "sections", "subtrees", "entries",
    "items", "file", "glob", "url", "title", "caption", "hidden", "maxdepth", "numbered", "reversed", "titlesonly",
    "style", "restart_numbering",
]  # fmt: skip
"""What sphinx-external-toc reads."""

EXTENSIONS = [
    "sphinx", "sphinxcontrib.bibtex", "sphinx_external_toc", "sphinx_multitoc_numbering", "sphinx_design",
    "sphinx_exercise", "retorno", "sphinx_keyed_execution",
]  # fmt: skip
"""Those that a book here may load."""

GENERATED = ("myst_", "nb_")
"""How the settings begin that myst-parser and myst-nb make from the fields of a class."""


@lru_cache(maxsize=1)
def of_sphinx() -> set[str]:
    """The settings of Sphinx, and those that its extensions and builders add, read from their source."""
    from sphinx.config import Config

    adds = re.compile(r"""add_config_value\(\s*['"](\w+)""")
    files = (path for name in EXTENSIONS for path in _folder(name).rglob("*.py"))
    return {"extensions", *Config.config_values}.union(
        *(adds.findall(path.read_text(encoding="utf-8")) for path in files)
    )


def is_installed(module: str) -> bool:
    """Whether there is a module of this name."""
    try:
        return find_spec(module) is not None
    except (ModuleNotFoundError, ValueError, AttributeError):
        return False


def _folder(package: str) -> Path:
    """The folder of an installed package; one that cannot be is where nothing is found."""
    try:
        spec = find_spec(package)
    except ModuleNotFoundError:
        spec = None
    return Path(spec.origin).parent if spec and spec.origin else Path("/nonexistent")
