"""A book with every kind of hostile content, checked once, built once, and looked at in a browser."""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from retorno import checks
from retorno.checks.reading.content import Content
from retorno.execution.hooks import executor as executor_of
from retorno.project.paths import Project
from retorno.project.problems import ContentError, Problem
from retorno.site.edition import write_edition
from sphinx_keyed_execution.store import Store

from . import kinds_active, kinds_addresses, kinds_data, kinds_files, kinds_markup
from .kinds import Kind, Link

SMALL_BOOK = Path(__file__).parents[1] / "small_book"
KINDS: list[Kind] = [
    kind for module in (kinds_files, kinds_active, kinds_addresses, kinds_markup, kinds_data) for kind in module.KINDS
]
FOLDER = "chapters/hostile"
SECRET = "what-lies-outside"
PRIVATE = "what-is-private"
PRIVATE_FILES = (".git/config", ".venv/secret.md", ".env", "_build/secret.md", ".cache/secret.md")


class Server:
    """A folder served to this machine alone; ``asked`` lists what was asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *arguments: object) -> None:
                asked.append(self.path)

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def write(root: Path, port: int) -> None:
    """Every kind, each on a page of its own, in the book at *root*; what lies outside, beside it."""
    outside = root.parent / "outside"
    outside.mkdir()
    for name in ("secret.md", "secret.csv"):
        (outside / name).write_text(f"{SECRET}\n", encoding="utf-8")
    (outside / "secret.svg").write_bytes(kinds_files.DRAWING.replace(b"/>", f"/><!-- {SECRET} -->".encode(), 1))
    for name in PRIVATE_FILES:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(f"{PRIVATE}\n", encoding="utf-8")
    (root / ".venv/secret.svg").write_bytes(kinds_files.DRAWING)
    folder = root / FOLDER
    folder.mkdir()
    for kind in KINDS:
        page = f"{kind.head}# {kind.name}\n\n{kind.body.replace('PORT', str(port))}\n"
        (folder / f"{kind.name}.md").write_text(page, encoding="utf-8")
    for kind in KINDS:
        for name, content in kind.files.items():
            path = folder / name
            path.unlink(missing_ok=True)
            if isinstance(content, Link):
                path.symlink_to(content.to)
            else:
                path.write_bytes(content)
    listed = "".join(f"      - file: {FOLDER}/{kind.name}\n" for kind in KINDS)
    with (root / "_toc.yml").open("a", encoding="utf-8") as toc:
        toc.write(f"  - caption: Hostile\n    chapters:\n{listed}")
    with (root / "references.bib").open("a", encoding="utf-8") as references:
        references.write("\n" + kinds_data.bibliography())
    kinds_data.into_data(root)


@dataclass
class Hostile:
    """The book, what the checks say of it, what a build without checks says, and what that build wrote."""

    root: Path
    checked: list[Problem]
    built: list[Problem]
    asked: list[str]

    @property
    def site(self) -> Path:
        return self.root / "_build" / "site"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """All kinds, checked and built."""
    root = tmp_path_factory.mktemp("hostile") / "book"
    shutil.copytree(SMALL_BOOK, root)
    stranger = Server(root.parent)
    write(root, stranger.port)
    project = Project(root)
    checked = checks.run(Content(project))
    executor = executor_of(root, Store(root / ".cache" / "executions"))
    built: list[Problem] = []
    try:
        write_edition(project, "en", root / "_build" / "site" / "en", lambda line: None, executor)
    except ContentError as error:
        built = error.problems
    finally:
        executor.close()
        stranger.close()
    return Hostile(root, checked, built, stranger.asked)


@pytest.fixture(scope="session")
def served(hostile: Hostile) -> Iterator[str]:
    """The address of the site on a server."""
    server = Server(hostile.site)
    with suppress(KeyboardInterrupt):
        yield f"http://127.0.0.1:{server.port}/"
    server.close()
