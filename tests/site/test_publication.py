"""A site is put in the place of another in one step, and what a killed build put aside is put back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from retorno.project import swap
from retorno.site.publication import publish, recover


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "staging"
    folder.mkdir()
    (folder / "index.html").write_text("new")
    (folder / "same.css").write_text("same")
    (folder / ".buildinfo").touch()
    return folder


@pytest.mark.parametrize("exchange", [True, False])
def test_the_site_is_replaced_and_nothing_is_left_beside_it(
    tmp_path: Path, staging: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr("retorno.site.publication.swap", lambda one, other: False)
    site = tmp_path / "site"
    for _ in range(2):
        publish(staging, site, (".buildinfo",))
        assert sorted(path.name for path in site.iterdir()) == ["index.html", "same.css"]
    (staging / "index.html").write_text("newer")
    before = (site / "same.css").stat().st_ino
    publish(staging, site, (".buildinfo",))
    assert (site / "index.html").read_text() == "newer"
    assert (site / "same.css").stat().st_ino == before  # linked, not copied
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "staging"]


def test_whoever_serves_the_site_may_read_it(tmp_path: Path, staging: Path) -> None:
    folder = staging / "data"
    folder.mkdir(mode=0o700)
    (folder / "table.csv").touch(mode=0o600)
    publish(staging, tmp_path / "site")
    found = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "site").rglob("*")}
    assert (found["data"], found["table.csv"], found["index.html"]) == (0o755, 0o644, 0o644)


def test_what_was_put_aside_is_put_back(tmp_path: Path, staging: Path) -> None:
    """As a build leaves it that was killed between two renames."""
    staging.rename(tmp_path / "site.old")
    (tmp_path / "site.new").mkdir()
    recover(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="this system cannot exchange two folders")
def test_two_folders_change_places_at_once(tmp_path: Path, staging: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    if not swap.swap(staging, other):
        pytest.skip("the file system of the temporary folder cannot exchange two folders")
    assert (other / "index.html").read_text() == "new"
    assert list(staging.iterdir()) == []
    assert not swap.swap(staging, tmp_path / "missing")
