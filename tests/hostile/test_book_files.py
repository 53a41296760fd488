"""Files of the book that lead elsewhere or have odd names, and settings that name others: told, checks or none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from retorno.commands import cli
from retorno.project.paths import Project

from .conftest import PRIVATE, SECRET
from .kinds import HOST, LINKED, OUTSIDE, RUN, RUNS, SETTING

WRITTEN = "its name holds signs that cannot be written"


def linked(name: str, to: str = "../../outside/secret.csv") -> Callable[[Path], None]:
    """The file *name* of the book is a link."""

    def make(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(to)

    return make


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return make


def added(name: bytes, content: str = "a\n1\n") -> Callable[[Path], None]:
    return lambda root: Path(os.fsdecode(os.path.join(os.fsencode(root), name))).write_text(content, encoding="utf-8")


def setting(line: str) -> Callable[[Path], None]:
    return edited("_config.yml", "    language: en\n", f"    language: en\n    {line}\n")


ENTRY = "      - file: chapters/understanding/words\n"
CASES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a table beside the others": (linked("data/more.csv"), "data/more.csv", LINKED),
    "a table of the package": (linked("data/places.csv"), "data/datapackage.json", LINKED),
    "a path in the package": (
        edited("data/datapackage.json", '"places.csv"', '"../../outside/secret.csv"'),
        "data/datapackage.json",
        OUTSIDE,
    ),
    "the bibliography": (linked("references.bib", "../outside/secret.csv"), "_config.yml", LINKED),
    "another bibliography": (edited("_config.yml", "[references.bib]", "[/etc/passwd]"), "_config.yml", OUTSIDE),
    "a folder of files": (setting("html_extra_path: [../outside]"), "_config.yml", OUTSIDE),
    "a folder of styles": (setting("html_static_path: [../outside]"), "_config.yml", OUTSIDE),
    "a folder of history": (setting("html_extra_path: [.git]"), "_config.yml", "which is private"),
    "a sign of the book": (
        edited("_config.yml", "title: Small", "logo: ../outside/x.svg\ntitle: Small"),
        "_config.yml",
        OUTSIDE,
    ),
    "settings of docutils": (added(b"docutils.conf", "[general]\n"), "docutils.conf", "changes how every page is read"),
    "a script in the contents": (
        edited("_toc.yml", ENTRY, f"{ENTRY}      - url: javascript://x/%0a{RUN}\n        title: Words\n"),
        "_toc.yml",
        f"{RUNS}|browsers hand",
    ),
    "no address in the contents": (
        edited("_toc.yml", ENTRY, f"{ENTRY}      - url: nowhere\n        title: Words\n"),
        "_toc.yml",
        "'url' must match",
    ),
    "a table whose name is no text": (added(b"data/a\xe9\xff.csv"), "data/a\\udce9\\udcff.csv", WRITTEN),
    "a table whose name has two lines": (added(b"data/a\nb.csv"), "data/a\\nb.csv", WRITTEN),
}


@pytest.fixture
def outside(small_book: Project) -> Path:
    """A folder beside the book."""
    folder = small_book.root.parent / "outside"
    folder.mkdir()
    (folder / "secret.csv").write_text(f"{SECRET}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_told_where_it_is_and_nothing_is_published(
    case: tuple[Callable[[Path], None], str, str],
    small_book: Project,
    outside: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make, where, told = case
    make(small_book.root)
    assert cli.main(["--root", str(small_book.root), "site", "--unchecked", "--no-print"]) == cli.CONTENT
    said = capsys.readouterr().err
    assert f"error: {where}" in said
    assert any(way in said for way in told.split("|")), said
    assert not (small_book.root / "_site").exists()


def test_jupyter_book_alone_publishes_nothing_of_it_either(
    small_book: Project, outside: Path, jupyter_book: Path
) -> None:
    (small_book.root / ".env").write_text(PRIVATE, encoding="utf-8")
    (small_book.root / "chapters/understanding/page.html").write_text(f"<script>{RUN}</script>", encoding="utf-8")
    (small_book.root / "chapters/understanding/words.md").write_text(
        "# Words\n\n"
        "```{literalinclude} ../../../outside/secret.csv\n```\n\n"
        "```{include} ../../.env\n```\n\n"
        "```{csv-table} t\n:file: ../../../outside/secret.csv\n```\n\n"
        f"```{{raw}} html\n<script>{RUN}</script>\n```\n\n<script>{RUN}</script>\n\n"
        f"```{{button-link}} javascript:{RUN}\nwords\n```\n\n![far]({HOST}/x.png) {{download}}`page.html`\n",
        encoding="utf-8",
    )
    edited("references.bib", "https://example.org/news", f"javascript:{RUN}")(small_book.root)
    head = "---\nmyst:\n  disable_syntax: []\n---\n"
    edited("chapters/understanding/counting.md", "", head)(small_book.root)
    command = [jupyter_book, "build", "."]
    done = subprocess.run(command, cwd=small_book.root, capture_output=True, text=True, check=False)
    built = small_book.root / "_build" / "html"
    assert (built / "chapters/understanding/words.html").is_file(), done.stderr
    for told in (OUTSIDE, RUNS, SETTING, "which is private", "can run in the browser", "comes from another host"):
        assert told in done.stderr
    pages = {path: path.read_text(encoding="utf-8") for path in built.rglob("*.html")}
    for never in (SECRET, PRIVATE, f"<script>{RUN}", 'href="javascript:', f'src="{HOST}'):
        assert [path for path, text in pages.items() if never in text] == []
    assert [path for path in pages if path.name == "page.html"] == []
