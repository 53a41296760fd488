"""A new role is one new file: whatever else must know of it follows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retorno.project.paths import PACKAGE, Project

ROLE = '''
"""The role ``origin``: where a value comes from, in the words of a test."""

from retorno.book.roles import RegistryRole
from retorno.book.roles.finding import FindingReference


class Origin(FindingReference):
    """The statement of a finding and the title of its analysis."""

    def shown(self):
        found = self.book.registry.findings[self.target]
        page = self.book.registry.entry(f"finding:{self.target}").page
        return f"{found.value:g} by “{self.title_of(page)}”", page

    def content(self):
        return self.book.registry.findings.get(self.target), self.shown()


ROLE = RegistryRole(Origin)
'''
PAGE = "chapters/understanding/words"
IDENTITY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


class Workplace:
    """A copy of the package and a small book that uses the role."""

    def __init__(self, folder: Path, book: Project) -> None:
        self.root = book.root
        self.package = folder / "package"
        shutil.copytree(PACKAGE, self.package / "retorno", ignore=shutil.ignore_patterns("__pycache__"))
        page = self.root / f"{PAGE}.md"
        (self.root / ".gitignore").write_text(".cache/\n_build/\n_site/\n")
        page.write_text(page.read_text() + "\nThe change is {origin}`arrivals-change`.\n")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A verb of this copy."""
        command = [sys.executable, "-m", "retorno", "--root", str(self.root), *arguments]
        own = {**os.environ, "PYTHONPATH": str(self.package)}
        return subprocess.run(command, capture_output=True, text=True, env=own, check=False)

    def shown(self) -> str:
        """The page that uses the role, as it is published."""
        return (self.root / "_site" / "en" / f"{PAGE}.html").read_text()


@pytest.fixture
def workplace(tmp_path: Path, small_book: Project) -> Workplace:
    return Workplace(tmp_path, small_book)


def test_a_role_is_one_file(workplace: Workplace) -> None:
    without = workplace.run("check")
    assert without.returncode == 1
    assert "there is no role “origin”" in without.stdout + without.stderr

    (workplace.package / "retorno" / "book" / "roles" / "origin.py").write_text(ROLE)
    done = workplace.run("site", "--no-print")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "-49.5 by “Did arrivals fall by half?”" in workplace.shown()

    entries = json.loads((workplace.root / "_site" / "findings.json").read_text())
    change = next(entry for entry in entries if entry["id"] == "arrivals-change")
    assert f"{PAGE}.html" in change["used_on"]

    table = workplace.root / "data" / "arrivals.csv"
    table.write_text(table.read_text().replace("1010", "1000"))
    analysis = workplace.root / "chapters" / "analyses" / "arrivals.md"
    analysis.write_text(analysis.read_text().replace("# Did arrivals", "# Why did arrivals", 1))
    assert workplace.run("site", "--no-print").returncode == 0
    assert "-50 by “Why did arrivals fall by half?”" in workplace.shown()

    book = workplace.root
    for command in (["init", "--quiet"], ["add", "."], [*IDENTITY, "commit", "--quiet", "--message", "A book"]):
        subprocess.run(["git", *command], cwd=book, check=True)
    table.write_text(table.read_text().replace("1000", "500"))
    report = json.loads(workplace.run("diff", "--base", "HEAD", "--format", "json").stdout)
    moved = next(one for one in report["changes"] if one["kind"] == "finding")
    assert PAGE in moved["pages"]
