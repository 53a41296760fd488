"""The settings that Jupyter Book, Sphinx and its extensions know, read from what is installed."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

BESIDES: dict[str, Any] = {
    "only_build_toc_files": {},
    "project": {},
    "bibtex_reference_style": {},
    "html": {"use_multitoc_numbering": {}, "navbar_footer_text": {}},
    "parse": {"myst_substitutions": {}},
}
"""Settings that Jupyter Book reads (its config.py) but leaves out of its schema."""

TOC_KEYS = [
    "format", "root", "defaults", "options", "meta", "parts", "chapters", "sections", "subtrees", "entries",
    "items", "file", "glob", "url", "title", "caption", "hidden", "maxdepth", "numbered", "reversed", "titlesonly",
    "style", "restart_numbering",
]  # fmt: skip
"""What sphinx-external-toc reads."""

EXTENSIONS = [
    "sphinx", "sphinxcontrib.bibtex", "sphinx_book_theme", "pydata_sphinx_theme", "sphinx_external_toc",
    "sphinx_multitoc_numbering", "sphinx_jupyterbook_latex", "sphinx_comments", "sphinx_copybutton",
    "sphinx_design", "sphinx_exercise", "sphinx_thebe", "sphinx_togglebutton", "jupyter_book", "retorno",
    "sphinx_keyed_execution",
]  # fmt: skip
GENERATED = ("myst_", "nb_")
"""How the settings begin that myst-parser and myst-nb make from the fields of a class."""


@lru_cache(maxsize=1)
def of_jupyter_book() -> dict[str, Any]:
    """The settings of Jupyter Book as a tree."""

    def tree(schema: dict[str, Any], besides: dict[str, Any]) -> dict[str, Any]:
        properties = schema.get("properties", {})
        return besides | {key: tree(below, besides.get(key, {})) for key, below in properties.items()}

    return tree(json.loads((_folder("jupyter_book") / "config_schema.json").read_text(encoding="utf-8")), BESIDES)


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
