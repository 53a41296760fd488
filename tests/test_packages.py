"""The packages stand alone: wheels with types that know nothing of this book; a book of others builds with them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from retorno.project.own_code import CODE

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(path.parent for path in (ROOT / "packages").glob("*/pyproject.toml"))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_a_wheel_is_built_and_holds_the_package_with_its_types(package: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=package, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    module = package.name.replace("-", "_")
    source = package / "src" / module
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {f"{module}/{path.relative_to(source).as_posix()}" for path in source.rglob("*.py")}
    assert {f"{module}/py.typed", *modules} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "test" in name]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_a_package_knows_nothing_of_this_book(package: Path) -> None:
    words = re.compile(r"retorno|migra(?:nt|tion)|\bfindings?\.py|\bclaims?\b|altair|vega|verdict", re.I)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (package / "src").rglob("*.py")
        for match in words.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_a_change_in_a_package_makes_the_pages_of_the_book_anew(package: Path) -> None:
    assert package / "src" / package.name.replace("-", "_") in CODE


def jupyter_book() -> str | None:
    """Jupyter Book 1, in this environment or in the one that is made for tests."""
    here = Path(sys.executable).parent
    places = (here / "jupyter-book", here.parent / "jupyter-book" / "bin" / "jupyter-book")
    return next((str(path) for path in places if path.is_file()), None)


def test_the_book_that_jupyter_book_creates_builds_with_nothing_but_the_extensions(tmp_path: Path) -> None:
    program = jupyter_book()
    if program is None:
        pytest.skip("Jupyter Book is not installed: make setup-tests")
    book = tmp_path / "mybook"
    subprocess.run([program, "create", str(book)], check=True, capture_output=True, timeout=120)
    with (book / "_config.yml").open("a", encoding="utf-8") as config:
        config.write("\nsphinx:\n  extra_extensions: [sphinx_keyed_execution, sphinx_content_freshness]\n")

    def build() -> set[str]:
        """Build what changed; the notebooks that ran."""
        done = subprocess.run([program, "build", str(book)], capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "this notebook does not run" not in done.stdout + done.stderr
        return set(re.findall(r"^notebook (\S+) done", done.stdout, re.M))

    assert build() == {"notebooks.ipynb", "markdown-notebooks.md"}
    pages = book / "_build" / "html"
    assert "_images/" in (pages / "notebooks.html").read_text(encoding="utf-8")
    assert re.search(r"<pre><span></span>4\s", (pages / "markdown-notebooks.html").read_text(encoding="utf-8"))
    assert build() == set()
    text = (book / "markdown-notebooks.md").read_text(encoding="utf-8")
    (book / "markdown-notebooks.md").write_text(text.replace("print(2 + 2)", "print(2 + 3)"), encoding="utf-8")
    assert build() == {"markdown-notebooks.md"}
    shutil.rmtree(book)
