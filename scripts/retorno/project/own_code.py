"""Which code makes pages: all of them are made anew when it has changed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from retorno.project.paths import PACKAGE
from sphinx_keyed_execution.reach import ENGINE


def folder_of(package: str) -> Path:
    """The folder of an installed package, which is not imported for it."""
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


CODE = (PACKAGE, ENGINE, folder_of("sphinx_content_freshness"))
"""The folders with the code that makes pages: this package and the two extensions that live in the repository."""
