"""An analysis that was taken away runs by itself and gives the numbers of the page."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from environments import environment
from retorno.book.downloads.analysis_archive import LIBRARIES
from retorno.book.theme import edit_links

ROOT = Path(__file__).parents[2]

RUN_ALL = """
import json, os, runpy, sys
import altair, IPython, pandas, vl_convert, yaml
assert not [name for name in sys.modules if name.startswith(("retorno", "sphinx"))]
said = {}
for folder in sys.argv[1:]:
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.chdir(folder)
        sys.path.insert(0, folder)
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        os.close(reading)
        runpy.run_path(os.path.basename(folder) + ".py", run_name="__main__")
        sys.stdout.flush()
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as stream:
        said[folder] = stream.read()
    os.wait()
print(json.dumps(said))
"""
"""Runs each analysis in a process forked from one that has the libraries, and nothing of this project."""


@pytest.fixture(scope="module")
def empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has what ``requirements.txt`` names, and nothing of ours."""
    wanted = [f"{library}=={version(library)}" for library in LIBRARIES]
    return environment(tmp_path_factory.mktemp("empty") / "venv", wanted)


@pytest.fixture(scope="module")
def findings(built_site: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((built_site / "findings.json").read_text(encoding="utf-8"))
    return found


def of_page(findings: list[dict[str, str]], name: str) -> Iterator[dict[str, str]]:
    """The findings that an analysis records."""
    yield from (one for one in findings if one["kind"] == "finding" and one["page"].endswith(f"/{name}.html"))


@pytest.fixture(scope="module")
def unpacked(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("taken-away")
    archives = sorted((built_site / "en" / "downloads").glob("*.zip"))
    for path in archives:
        zipfile.ZipFile(path).extractall(folder)
    return [folder / path.stem for path in archives]


def test_every_analysis_is_offered_in_three_forms(built_site: Path, findings: list[dict[str, str]]) -> None:
    offered = {path.name for path in (built_site / "en" / "downloads").iterdir()}
    names = {path.stem for path in (built_site / "en" / "chapters" / "analyses").glob("*.html")}
    recording = {name for name in names if any(of_page(findings, name))}
    assert recording
    assert {f"{name}.{kind}" for name in recording for kind in ("ipynb", "py", "zip")} <= offered
    page = (built_site / "en" / "chapters" / "analyses" / "darien.html").read_text(encoding="utf-8")
    assert set(re.findall(r'href="\.\./\.\./downloads/([^"]+)" download', page)) == {
        *("darien.ipynb", "darien.py", "darien.zip")
    }


def test_every_analysis_gives_its_numbers_in_an_empty_environment(
    unpacked: list[Path], empty_environment: Path, findings: list[dict[str, str]]
) -> None:
    done = subprocess.run(
        [empty_environment, "-I", "-c", RUN_ALL, *unpacked], capture_output=True, text=True, check=True, timeout=600
    )
    for folder, said in json.loads(done.stdout).items():
        assert "Traceback" not in said, said
        expected = [one["statement"] for one in of_page(findings, Path(folder).name)]
        assert [statement for statement in expected if statement not in said] == []
    darien = next(said for folder, said in json.loads(done.stdout).items() if folder.endswith("/darien"))
    assert "April 2025 against April 2024. −99.75%" in darien
    assert any(path.suffix == ".svg" for path in unpacked[0].iterdir())


def test_an_archive_holds_what_the_analysis_read_and_no_more(unpacked: list[Path]) -> None:
    folder = next(path for path in unpacked if path.name == "darien")
    tables = {path.name for path in (folder / "data").iterdir()}
    assert tables == {"claims.csv", "darien-monthly.csv", "darien-yearly.csv", "datapackage.json"}
    claims = (folder / "data" / "claims.csv").read_text(encoding="utf-8")
    assert claims.count("\ndarien-fall-99-7-percent,") == 1
    assert "avrr-growth" not in claims
    assert (folder / "data" / "darien-monthly.csv").read_bytes() == (ROOT / "data" / "darien-monthly.csv").read_bytes()


def test_a_notebook_is_one_that_any_program_shows(built_site: Path) -> None:
    for path in (built_site / "en" / "downloads").glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        assert re.findall(r"\{[a-z:]+\}`[^`]*`|^:::|^\([\w-]+\)=", prose, re.M) == [], path.name
        assert re.search(r"\]\(https://[^)]+\.html", prose)
        kinds = {
            kind for cell in notebook.cells for output in cell.get("outputs", []) for kind in output.get("data", {})
        }
        assert kinds <= {"text/plain", "text/html", "image/svg+xml"}


def test_an_analysis_can_be_run_elsewhere_by_a_link_alone(built_site: Path) -> None:
    """What the settings say of the repository decides where; the page itself asks nobody."""
    page = (built_site / "en" / "chapters" / "analyses" / "darien.html").read_text(encoding="utf-8")
    binder = "https://mybinder.org/v2/gh/retorno-book/retorno/main?urlpath=lab/tree/chapters/analyses/darien.md"
    codespaces = "https://codespaces.new/retorno-book/retorno/tree/main"
    assert all(f'<a href="{to}" rel="noopener noreferrer">' in page for to in (binder, codespaces))
    assert page.count("mybinder.org/v2") == 1


@pytest.mark.parametrize(
    ("repository", "branch", "below", "told"),
    [
        (
            "https://github.com/own/book",
            "dev/new",
            "text",
            "own/book/dev%2Fnew?urlpath=lab/tree/text/chapters/a%20b.md",
        ),
        ("https://github.com/own/book/", "", "", "own/book/main?urlpath=lab/tree/chapters/a%20b.md"),
        ("https://gitlab.com/own/book", "main", "", ""),
        ("", "main", "", ""),
        ('https://github.com/own/book"><script>', "main", "", ""),
    ],
)
def test_only_a_repository_on_github_that_is_known_is_offered(
    repository: str, branch: str, below: str, told: str
) -> None:
    options = {"repository_url": repository, "repository_branch": branch, "path_to_docs": below}
    app: Any = SimpleNamespace(config=SimpleNamespace(html_theme_options=options))
    found = edit_links.run_addresses(app, "chapters/a b.md")
    if told:
        assert found["Run it on mybinder.org"] == f"https://mybinder.org/v2/gh/{told}"
    else:
        assert found == {}
