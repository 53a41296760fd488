"""History: releases come from tags, the file is stable, the feed is valid, versions agree."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from retorno.changes import feed, release_history
from retorno.changes.severity import Report
from retorno.changes.states import State
from retorno.commands import cli, release_number
from retorno.evidence import contact
from retorno.project import credits as contributors
from retorno.project.paths import Project
from retorno.project.problems import ContentError
from retorno.site import build, root_files

SMALL_BOOK = Path(__file__).parents[1] / "small_book"
ATOM = "{http://www.w3.org/2005/Atom}"


def git(folder: Path, *arguments: str, on: str = "2026-12-01") -> None:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    dates = {"GIT_AUTHOR_DATE": f"{on}T12:00:00Z", "GIT_COMMITTER_DATE": f"{on}T12:00:00Z"}
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, env=dates)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book with two releases; a tag that is none; and more changed since."""
    root = tmp_path_factory.mktemp("released") / "book"
    shutil.copytree(SMALL_BOOK, root)
    (root / ".gitignore").write_text(".cache/\n_build/\n_site/\n")
    git(root, "init", "--initial-branch=main")
    for version, arrivals, day in (("v0.9.0", "1010", "2026-12-01"), ("v0.10.0", "1200", "2027-02-03")):
        table = root / "data/arrivals.csv"
        table.write_text(re.sub(r"(2025-05.*PAN),\d+", rf"\1,{arrivals}", table.read_text()))
        git(root, "add", ".", on=day)
        git(root, "commit", "--message", version, on=day)
        git(root, "tag", "--annotate", "--message", version, version, on=day)
    git(root, "tag", "vienna")
    assert cli.main(["--root", str(root), "history"]) == 0
    return root


def test_releases_come_from_tags(released: Path) -> None:
    found = json.loads((released / release_history.FILE).read_text(encoding="utf-8"))
    assert [(one["version"], one["date"]) for one in found["releases"]] == [
        ("v0.9.0", "2026-12-01"),
        ("v0.10.0", "2027-02-03"),
    ]
    assert found["releases"][0]["changes"] == []
    assert found["entries"] == {
        "claim:arrivals-fell": [
            {"version": "v0.9.0", "value": "correct"},
            {"version": "v0.10.0", "value": "too high"},
        ],
        "finding:arrivals-change": [
            {"version": "v0.9.0", "value": "−49.5%"},
            {"version": "v0.10.0", "value": "−40.0%"},
        ],
    }


def test_a_second_run_changes_nothing(released: Path) -> None:
    before = (released / release_history.FILE).read_bytes()
    assert cli.main(["--root", str(released), "history"]) == 0
    assert (released / release_history.FILE).read_bytes() == before


def test_a_release_before_its_tag(released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book"
    shutil.copytree(released, book)
    (book / contact.FILE).write_text('role = "Editor"\naddress = "mend@retorno-book.org"\n', encoding="utf-8")
    assert cli.main(["--root", str(book), "history", "--release", "v0.10.1", "--date", "2027-03-01"]) == 0
    found = release_history.read(Project(book))
    assert release_history.versions(found) == ["v0.9.0", "v0.10.0", "v0.10.1"]
    assert found["releases"][-1]["changes"] == []
    assert contributors.read(Project(book))["index"] == ["Somebody"], "a release names who has contributed by then"
    assert cli.main(["--root", str(book), "history", "--release", "v0.9.5"]) == 2
    assert "does not come after v0.10.1" in capsys.readouterr().err
    assert cli.main(["--root", str(book), "history", "--release", "1.0"]) == 2


def test_an_entry_that_is_withdrawn() -> None:
    entry = {"id": "x", "kind": "finding", "computed": {"value": 1.0, "precision": 1, "unit": "persons"}}
    found = json.loads(json.dumps(release_history.EMPTY))
    release_history.add(found, "v1", "2026-12-01", State(entries={"finding:x": entry}), Report())
    release_history.add(found, "v2", "2026-12-02", State(), Report())
    assert found["entries"]["finding:x"] == [{"version": "v1", "value": "1"}, {"version": "v2", "value": None}]


def test_the_register_reads_the_values_of_an_entry(released: Path, tmp_path: Path) -> None:
    read = release_history.History(released)
    assert read.history("finding:arrivals-change") == [
        {"version": "v0.9.0", "date": "2026-12-01", "value": "−49.5%"},
        {"version": "v0.10.0", "date": "2027-02-03", "value": "−40.0%"},
    ]
    assert read.history("finding:unknown") == []
    assert release_history.History(tmp_path).history("finding:arrivals-change") == []


@pytest.mark.parametrize("text", ["", "[]", '{"releases": [{"version": "x", "date": "2026-12-01"}], "entries": {}}'])
def test_a_broken_history_is_told(small_book: Project, text: str) -> None:
    (small_book.root / release_history.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"history\.json(:1: this is not valid JSON|: the history cannot be read)"):
        release_history.read(small_book)


def atom(found: release_history.Record, base: str = "") -> ET.Element:
    text = feed.atom(found, "Retorno", "Somebody", "https://example.org/repository", "2026-11-22", base, "en")
    assert text == feed.atom(found, "Retorno", "Somebody", "https://example.org/repository", "2026-11-22", base, "en")
    return ET.fromstring(text)


def test_the_feed_has_what_atom_asks(released: Path) -> None:
    root = atom(release_history.read(Project(released)))
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Retorno v0.10.0", "Retorno v0.9.0"]
    assert entries[-1].findtext(f"{ATOM}summary") == feed.FIRST
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}")
    assert root.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated") == "2027-02-03T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Somebody"
    ids = [element.findtext(f"{ATOM}id") for element in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(str(one).startswith("urn:uuid:") for one in ids)
    summary = entries[0].findtext(f"{ATOM}summary") or ""
    assert "finding arrivals-change: moved −49.5% → −40.0%, +9.5 percentage points (+19.2%) (data revision)" in summary


def test_the_feed_before_the_first_release_and_with_an_address() -> None:
    root = atom(release_history.EMPTY, "https://example.org/book/")
    assert root.findtext(f"{ATOM}updated") == "2026-11-22T00:00:00Z"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == "https://example.org/book/feed.xml"
    ids = {atom(release_history.EMPTY, base).findtext(f"{ATOM}id") for base in ("", "https://example.org/book/")}
    assert len(ids) == 1


def test_the_site_map_needs_an_address(small_book: Project, tmp_path: Path) -> None:
    for name in ("index.html", "en/a.html", "en/genindex.html", "en/_static/x.html"):
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_text("")
    said: list[str] = []
    root_files.write_site_map(small_book, tmp_path / "out", said.append)
    assert not (tmp_path / "out/sitemap.xml").exists()
    assert "html.baseurl" in said[0]
    config = small_book.root / "_config.yml"
    config.write_text(config.read_text() + "html:\n  baseurl: https://example.org/book\n")
    root_files.write_site_map(small_book, tmp_path / "out", said.append)
    places = [place.text for place in ET.parse(tmp_path / "out/sitemap.xml").iter() if place.tag.endswith("}loc")]
    assert places == ["https://example.org/book/en/a.html", "https://example.org/book/index.html"]


def test_versions_agree(real_book: Project) -> None:
    """A release is a tag; package, data package and citation carry its number."""
    root = real_book.root
    package = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    data = json.loads((root / "data/datapackage.json").read_text(encoding="utf-8"))["version"]
    assert package == data
    releases = release_history.versions(release_history.read(real_book))
    assert not releases or release_history.order(releases[-1]) <= release_history.order(package)
    if not (root / "CITATION.cff").is_file():
        pytest.skip("there is no CITATION.cff yet, so its version is not compared")
    assert str(yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))["version"]) == package


def test_a_release_numbers_all_files_that_tell_a_version(real_book: Project, tmp_path: Path) -> None:
    project, files = Project(tmp_path), list(dict.fromkeys(file for file, *_ in release_number.PLACES))
    for file in files:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy2(real_book.root / file, tmp_path / file)
    before = {file: (tmp_path / file).read_text(encoding="utf-8").splitlines() for file in files}
    release_number.write(project, "v7.8.9", "2031-02-03")
    for file in files:
        now = (tmp_path / file).read_text(encoding="utf-8").splitlines()
        if file == "CHANGELOG.md":
            assert now[now.index("## Not yet released") + 2] == "## 7.8.9 (2031-02-03)"
            assert [line for line in now if "7.8.9" not in line and line] == [line for line in before[file] if line]
            continue
        moved = [line for line, old in zip(now, before[file], strict=True) if line != old]
        assert all("7.8.9" in line or "2031-02-03" in line for line in moved)
        assert len(moved) == (2 if file == "CITATION.cff" else 1), file
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match="does not tell its version"):
        release_number.write(project, "v7.9.0", "2031-02-03")


def sections(changelog: str) -> dict[str, list[str]]:
    """The lines below each head of the changelog; its version without the date."""
    parts = re.split(r"^## (.+?)(?: \(.*\))?$", changelog, flags=re.M)
    return {head: text.strip().splitlines() for head, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_each_release_has_its_section_in_the_changelog(real_book: Project) -> None:
    found = sections((real_book.root / "CHANGELOG.md").read_text(encoding="utf-8"))
    tags = subprocess.run(["git", "tag"], cwd=real_book.root, capture_output=True, text=True, check=False).stdout
    tagged = [tag for tag in tags.split() if release_history.VERSION.fullmatch(tag)]
    told = release_history.versions(release_history.read(real_book))
    assert next(iter(found)) == "Not yet released"
    assert {version.removeprefix("v") for version in [*told, *tagged]} <= set(found)


def test_the_changelog_has_one_line_a_change(real_book: Project) -> None:
    for head, lines in sections((real_book.root / "CHANGELOG.md").read_text(encoding="utf-8")).items():
        changes = [line for line in lines if line and not line.startswith("### ")]
        assert changes or head == "Not yet released", head
        assert [line for line in changes if not re.fullmatch(r"- \S.*[^.\s]", line)] == []


def test_a_release_without_a_section_would_be_found() -> None:
    assert set(sections("# Changes\n\n## Not yet released\n\n- One\n\n## 0.2.0 (2026-12-01)\n\n- Two\n")) == {
        "Not yet released",
        "0.2.0",
    }


def test_the_page_and_the_feed_are_built(released: Path, tmp_path: Path) -> None:
    """The page shows what the history says, escaped; the feed lies at the root of the site."""
    book = tmp_path / "book"
    shutil.copytree(released, book)
    page = "# What changed\n\n:::{what-changed}\n:::\n"
    (book / "chapters/reference/what-changed.md").write_text(page, encoding="utf-8")
    toc = book / "_toc.yml"
    toc.write_text(toc.read_text() + "      - file: chapters/reference/what-changed\n")
    found = release_history.read(Project(book))
    found["releases"][1]["changes"][0]["before"] = "<script>alert(1)</script>"
    release_history.write(Project(book), found)
    build.build(Project(book), lambda line: None, printed=False)
    html = (book / "_site/en/chapters/reference/what-changed.html").read_text(encoding="utf-8")
    assert html.index('id="release-v0.10.0"') < html.index('id="release-v0.9.0"')
    assert "v0.10.0, 3 February 2027" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html
    assert 'href="../../../feed.xml"' in html
    assert "n/arrivals-change.html" in html
    root = ET.parse(book / "_site/feed.xml").getroot()
    assert root.find(f"{ATOM}entry/{ATOM}link").get("href", "").startswith("en/chapters/reference/what-changed.html#")  # type: ignore[union-attr]
