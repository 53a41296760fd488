"""What tests share: a small book of one's own, and the browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from retorno.project import Project

SMALL_BOOK = Path(__file__).parent / "small_book"
ROOT = Path(__file__).parents[1]


@pytest.fixture
def small_book(tmp_path: Path) -> Project:
    """A fresh copy of the small book in a folder of its own."""
    folder = tmp_path / "book"
    shutil.copytree(SMALL_BOOK, folder)
    return Project(folder)


@pytest.fixture(scope="session")
def real_book() -> Project:
    """The book itself."""
    return Project(ROOT)
