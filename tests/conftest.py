"""What tests share: a small book of one's own, and the browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from retorno.cli import main
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


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small book, built once for all tests: to be copied, never to be changed."""
    folder = tmp_path_factory.mktemp("built") / "book"
    shutil.copytree(SMALL_BOOK, folder)
    assert main(["--root", str(folder), "site", "--no-print"]) == 0
    return Project(folder)


@pytest.fixture
def built_book(built_once: Project, tmp_path: Path) -> Project:
    """A copy of the built small book, with its site and its caches."""
    folder = tmp_path / "book"
    shutil.copytree(built_once.root, folder)
    return Project(folder)
