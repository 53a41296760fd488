"""What tests share: a small book of one's own, and the browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from retorno.commands.cli import main
from retorno.project.paths import Project
from retorno.site import build

SMALL_BOOK = Path(__file__).parent / "small_book"
ROOT = Path(__file__).parents[1]

NOBODY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No name leads anywhere: only the server of the test can be reached."""


ONE_BOOK = ("tests/hostile",)
"""Folders whose files share a book that takes long to build."""

FIRST = (
    *(
        "test_contributing.py",
        "test_pages.py",
        "test_pseudo_language.py",
        "test_killed.py",
        "test_incremental.py",
        "test_books.py",
    ),
    *("test_hostile.py", "test_downloads.py", "test_release.py", "test_jupyter_book.py", "test_bad_input.py"),
)
"""What takes longest begins first, so that no processor is idle while the other still has it before it."""


@pytest.hookimpl(tryfirst=True)  # before the groups are looked at by what runs tests side by side
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side (``make test``), those of one file stay together, for what one of them built."""
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))
    for item in items:
        file = item.path.relative_to(ROOT)
        shared = file.parent.as_posix() in ONE_BOOK
        item.add_marker(pytest.mark.xdist_group((file.parent if shared else file).as_posix()))


@pytest.fixture
def small_book(tmp_path: Path) -> Project:
    """A fresh copy of the small book in a folder of its own; a link in it leads to the word lists of the book."""
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


@pytest.fixture(scope="session")
def jupyter_book() -> Path:
    """The command of Jupyter Book; where its environment could not be made, its tests are skipped."""
    folder = Path(sys.prefix) / "jupyter-book"
    if not (folder / ".ready").is_file():
        pytest.skip(f"Jupyter Book is not in {folder}: `make setup-tests` puts it there, with a network")
    return folder / "bin" / "jupyter-book"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; where there is none, those that need it are skipped."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from setup_browser import driver_starts, find

    if os.environ.get("BROWSER") != "must" and not driver_starts():
        pytest.skip("no browser on this machine: Playwright’s driver does not start")
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", NOBODY])
        except Error as error:
            if find() is not None or os.environ.get("BROWSER") == "must":
                raise  # a browser that is there and does not start is no reason to test less
            pytest.skip(f"no browser on this machine ({error.message.strip().splitlines()[0]})")
        expect.set_options(timeout=30_000)  # as long as Playwright waits elsewhere
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def built_site() -> Path:
    """The site of this checkout, built if it is not there or not up to date."""
    project = Project(ROOT)
    if not build.is_published(project, build.fingerprint(project)):  # built without PDF and ePub: good enough here
        build.build(project, lambda line: None)
    return ROOT / "_site"
