"""Where what a page shows can be edited: its own text, and the tables and descriptions that it is made of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sphinx.application import Sphinx

from retorno.book.state.book_build import Build
from retorno.project.paths import DATA_PAGES, REGISTER

DESCRIPTIONS = "data/datapackage.json"
BINDER = "https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab/tree/{file}"
CODESPACES = "https://codespaces.new/{repository}/tree/{branch}"
GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)")
"""The address of a repository that both can open."""

SHOWN = {
    REGISTER: ("data/claims.csv",),
    "chapters/reference/statements": ("data/passages.csv",),
    "chapters/reference/bibliography": ("references.bib",),
}
"""Pages that gather what stands elsewhere, and the files where it stands."""


def of_page(app: Sphinx, pagename: str) -> list[dict[str, str]]:
    """Words and address of each file in which something of the page can be edited; none without a repository."""
    if not (base := _base(app)) or pagename not in app.env.found_docs:
        return []
    book = Build.of(app.env)
    say, name = book.words.say, pagename.removeprefix(DATA_PAGES)
    if name != pagename and name in book.catalogue:
        table = f"data/{book.catalogue[name].path.name}"
        files = {say("Edit the table"): table, say("Edit its description"): DESCRIPTIONS}
    else:
        source = Path(app.env.doc2path(pagename)).relative_to(app.srcdir).as_posix()
        files = {say("Edit this page"): source}
        for file in (*SHOWN.get(pagename, ()), *_tables(app, pagename)):
            files.setdefault(say("Edit {file}", file=file.rpartition("/")[2]), file)
    return [{"words": words, "address": f"{base}/edit/{_branch(app)}/{file}"} for words, file in files.items()]


def _tables(app: Sphinx, pagename: str) -> list[str]:
    """The tables that a page shows or computes with."""
    root, book = Path(app.srcdir), Build.of(app.env)
    shown = [root / path for path in app.env.dependencies.get(pagename, ())]
    files = {path.relative_to(root).as_posix() for path in shown if path.is_relative_to(root / "data")}
    files |= {
        f"data/{data_set.path.name}"
        for data_set in book.catalogue
        if pagename in book.registry.pages_reading(data_set.name)
    }
    return sorted(file for file in files if file.endswith(".csv"))


def row_address(app: Sphinx, file: str, line: int) -> str:
    """Where one line of a file is seen, with a way to edit it; empty without a repository."""
    base = _base(app)
    return f"{base}/blob/{_branch(app)}/{file}?plain=1#L{line}" if base else ""


def report_address(app: Sphinx) -> str:
    """Where the forms are with which something is reported; empty without a repository."""
    base = _base(app)
    return f"{base}/issues/new/choose" if base else ""


def figures_form(app: Sphinx, data_set: str) -> str:
    """The form with which newer figures of a data set are sent; empty without a repository."""
    base = _base(app)
    return f"{base}/issues/new?template=2-figure.yml&title={quote(f'Data: {data_set}')}" if base else ""


def run_addresses(app: Sphinx, file: str) -> dict[str, str]:
    """Where *file* of the repository can be run without installing anything; none without a repository on GitHub."""
    found = GITHUB.fullmatch(_base(app))
    if not found:
        return {}
    options: dict[str, Any] = app.config.html_theme_options
    below = str(options.get("path_to_docs") or "").strip("/")
    told = {
        "repository": found[1],
        "branch": quote(str(options.get("repository_branch") or "main"), safe=""),
        "file": quote("/".join(filter(None, (below, file)))),
    }
    return {
        "Run it on mybinder.org": BINDER.format(**told),
        "Open the book in GitHub Codespaces": CODESPACES.format(**told),
    }


def _base(app: Sphinx) -> str:
    options: dict[str, Any] = app.config.html_theme_options
    repository = str(options.get("repository_url") or "").rstrip("/")
    return repository if options.get("use_edit_page_button", True) else ""


def _branch(app: Sphinx) -> str:
    options: dict[str, Any] = app.config.html_theme_options
    branch, below = str(options.get("repository_branch") or "main"), str(options.get("path_to_docs") or "").strip("/")
    return "/".join(filter(None, (branch, below)))
