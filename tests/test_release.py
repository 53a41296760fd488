"""A release, tried from its preparation to its archive in a throwaway clone; nothing is published."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
VERSION, DATE = "v9.8.7", "2031-05-06"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def retorno(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "retorno", "--root", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the last commit, prepared as a release, committed and tagged."""
    if not (ROOT / ".git").exists():
        pytest.skip("this checkout has no history: a release is made from one that has")
    folder = tmp_path_factory.mktemp("release") / "clone"
    git(ROOT, "clone", "--quiet", "--no-tags", str(ROOT), str(folder))
    for name in ("executions", "pictures"):
        if (ROOT / ".cache" / name).is_dir():
            shutil.copytree(ROOT / ".cache" / name, folder / ".cache" / name)
    contact = folder / "policy" / "contact.toml"
    contact.write_text(contact.read_text(encoding="utf-8").replace("example.org", "retorno-book.org"), encoding="utf-8")
    retorno(folder, "check", "--release")
    retorno(folder, "history", "--release", VERSION, "--date", DATE)
    git(folder, "commit", "--quiet", "--all", "--message", f"Release {VERSION}")
    git(folder, "tag", VERSION)
    return folder


@pytest.fixture(scope="module")
def archive(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody unpacks who downloads the source of the release; it has no history."""
    folder = tmp_path_factory.mktemp("archive")
    packed = folder / "book.tar"
    git(clone, "archive", "--format=tar", "--prefix=book/", "--output", str(packed), VERSION)
    subprocess.run(["tar", "-xf", str(packed), "-C", str(folder)], check=True)  # Python 3.11.2 knows no filter
    shutil.copytree(clone / ".cache", folder / "book" / ".cache")
    return folder / "book"


def test_no_file_is_left_behind(clone: Path) -> None:
    """Wherever the version or its date was told before, it is told anew."""
    before = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))["version"]
    changed = set(git(clone, "diff", "--name-only", "HEAD~1", "HEAD").split())
    expected = {"CITATION.cff", "README.md", "CHANGELOG.md", "pyproject.toml", "uv.lock", "data/datapackage.json"}
    assert expected <= changed
    told = git(clone, "grep", "-nE", rf"(version|Version)[\": ]+{before.replace('.', '[.]')}")
    left = {line.partition(":")[0] for line in told.splitlines()}
    assert {name for name in left if not name.startswith(("tests/", "packages/", "uv.lock"))} == set()
    assert f"Version {VERSION[1:]}." in (clone / "README.md").read_text(encoding="utf-8")
    assert f"contributors ({DATE[:4]})." in (clone / "README.md").read_text(encoding="utf-8")
    assert f"date-released: {DATE}" in (clone / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {VERSION[1:]} ({DATE})" in (clone / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_archive_is_a_book_that_tells_its_release(archive: Path) -> None:
    assert not (archive / ".git").exists()
    retorno(archive, "check", "--release")
    retorno(archive, "site", "--no-print")
    page = (archive / "_site/en/chapters/reference/how-to-cite.html").read_text(encoding="utf-8")
    assert DATE[:4] in page
    assert VERSION[1:] in page
    changed = (archive / "_site/en/chapters/reference/what-changed.html").read_text(encoding="utf-8")
    assert VERSION in changed


def test_what_would_be_published_fits_the_tag(clone: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = loaded(clone / "scripts" / "on_github.py")
    sent: list[tuple[str, str]] = []

    def send(method: str, address: str, data: bytes | None, kind: str) -> dict[str, Any]:
        sent.append((method, address))
        return {"upload_url": "https://github.test/upload{?name}"}

    monkeypatch.setattr(script, "send", send)
    monkeypatch.setenv("GITHUB_REPOSITORY", "some-body/some-book")
    file = tmp_path / "findings.json"
    file.write_text("[]", encoding="utf-8")
    script.release(VERSION, str(file), str(tmp_path / "not-made.pdf"))
    assert [address.rpartition("/")[2] for _, address in sent] == ["releases", "upload?name=findings.json"]
    with pytest.raises(SystemExit, match=r"What would be right: 9\.8\.8"):
        script.release("v9.8.8", str(file))


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("on_github_of_the_release", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
