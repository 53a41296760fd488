"""What is told to GitHub, said to a server on this machine that answers as GitHub does."""

from __future__ import annotations

import base64
import importlib.util
import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "on_github.py"
RUN = {
    "id": 12,
    "head_sha": "a" * 40,
    "head_branch": "fix & mend",
    "head_repository": {"owner": {"login": "stranger"}},
    "html_url": "https://github.test/runs/1",
}


class Forge(BaseHTTPRequestHandler):
    """Keeps what it is asked, and answers from ``answers`` by method and path."""

    asked: list[tuple[str, str, Any]]
    answers: dict[tuple[str, str], Any]

    def do(self) -> None:
        length = int(self.headers["Content-Length"] or 0)
        body = self.rfile.read(length)
        assert self.headers["Authorization"] == "Bearer word"
        is_json = self.headers["Content-Type"] == "application/json" and body
        self.asked.append((self.command, self.path, json.loads(body) if is_json else body))
        answer = json.dumps(self.answers.get((self.command, self.path.partition("?")[0]), [])).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PATCH = do  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[type[Forge]]:
    Forge.asked, Forge.answers = [], {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Forge)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"workflow_run": RUN}), encoding="utf-8")
    for name, value in {
        "GITHUB_API_URL": f"http://127.0.0.1:{server.server_port}",
        "GITHUB_REPOSITORY": "some-body/some-book",
        "GITHUB_EVENT_PATH": str(event),
        "GH_TOKEN": "word",
    }.items():
        monkeypatch.setenv(name, value)
    yield Forge
    server.shutdown()
    server.server_close()


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("on_github", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.md"
    path.write_text("# Changed\n@everybody <script>x</script> ![](https://spy.test/x.png)\n", encoding="utf-8")
    return str(path)


ARTIFACTS = "/repos/some-body/some-book/actions/runs/12/artifacts"
PULLS, COMMENTS = "/repos/some-body/some-book/pulls", "/repos/some-body/some-book/issues/7/comments"


def ours(id: int, login: str = "github-actions[bot]") -> dict[str, Any]:
    return {"id": id, "body": "<!-- retorno: what changed -->\nold", "user": {"login": login}}


def written(forge: type[Forge]) -> list[tuple[str, str, Any]]:
    return [asked for asked in forge.asked if asked[0] != "GET"]


def test_comment_goes_to_the_pull_request_with_that_head(forge: type[Forge], script: ModuleType, report: str) -> None:
    other = {"number": 6, "head": {"sha": "b" * 40}}
    forge.answers["GET", PULLS] = [other, {"number": 7, "head": {"sha": "a" * 40}}]
    script.comment(report)
    assert "head=stranger%3Afix+%26+mend" in forge.asked[0][1], "a branch cannot add to the address"
    ((method, path, body),) = written(forge)
    assert (method, path) == ("POST", COMMENTS)
    assert body["body"].startswith("<!-- retorno: what changed -->\n# Changed")
    assert RUN["html_url"] in body["body"]


def test_comment_leads_to_the_changed_pages(forge: type[Forge], script: ModuleType, report: str) -> None:
    forge.answers["GET", PULLS] = [{"number": 7, "head": {"sha": "a" * 40}}]
    made = [{"name": "site", "id": 1}, {"name": "changed-pages.html", "id": 2}]
    forge.answers["GET", ARTIFACTS] = {"artifacts": made}
    script.comment(report)
    ((_, _, body),) = written(forge)
    assert "(https://github.test/runs/1/artifacts/2)" in body["body"]


def test_comment_comes_where_there_is_no_report(forge: type[Forge], script: ModuleType, tmp_path: Path) -> None:
    forge.answers["GET", PULLS] = [{"number": 7, "head": {"sha": "a" * 40}}]
    script.comment(str(tmp_path / "no-report.md"))
    ((_, _, body),) = written(forge)
    assert "What changed could not be said" in body["body"]


def test_comment_takes_the_place_of_our_last_one_and_of_no_other(
    forge: type[Forge], script: ModuleType, report: str
) -> None:
    forge.answers["GET", PULLS] = [{"number": 7, "head": {"sha": "a" * 40}}]
    forge.answers["GET", COMMENTS] = [ours(1, login="stranger"), ours(2)]
    script.comment(report)
    assert [asked[:2] for asked in written(forge)] == [("PATCH", "/repos/some-body/some-book/issues/comments/2")]


def test_no_comment_where_the_head_has_moved_on(forge: type[Forge], script: ModuleType, report: str) -> None:
    forge.answers["GET", PULLS] = [{"number": 7, "head": {"sha": "c" * 40}}]
    script.comment(report)
    assert written(forge) == []


def test_a_report_is_made_harmless(script: ModuleType) -> None:
    text = script.harmless("@all <img src=x> <!-- hidden --> ![a](https://spy.test) 2 < 3 | **moved** `x`")
    assert "@all" not in text
    assert "<img" not in text
    assert "<!--" not in text
    assert "![" not in text
    assert "2 < 3 | **moved** `x`" in text
    long = script.harmless("line\n" * 20_000)
    assert len(long) < 65_536
    assert long.endswith("see the artefacts of the run.")


def test_issue_is_opened_once(forge: type[Forge], script: ModuleType, report: str) -> None:
    issues = "/repos/some-body/some-book/issues"
    script.issue("Some links are dead", report)
    forge.answers["GET", issues] = [{"number": 9, "title": "Some links are dead"}]
    script.issue("Some links are dead", report)
    assert [asked[:2] for asked in written(forge)] == [("POST", issues), ("PATCH", f"{issues}/9")]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with one table, and the repository that it pushes to."""

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], check=True, capture_output=True
        )

    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git("init", "--bare", "-b", "main", str(tmp_path / "origin"))
    git("clone", str(tmp_path / "origin"), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    (tmp_path / "clone" / "data").mkdir()
    (tmp_path / "clone" / "data" / "a.csv").write_text("value\n1\n", encoding="utf-8")
    git("add", "-A")
    git("commit", "-m", "Begin")
    git("push", "origin", "HEAD:main")
    return tmp_path / "clone"


def test_nothing_is_proposed_where_nothing_moved(
    forge: type[Forge], script: ModuleType, report: str, checkout: Path
) -> None:
    script.propose("refresh", "Refresh the data", report, "data")
    assert forge.asked == []


def test_what_moved_is_pushed_and_proposed(forge: type[Forge], script: ModuleType, report: str, checkout: Path) -> None:
    (checkout / "data" / "a.csv").write_text("value\n2\n", encoding="utf-8")
    (checkout / "stray.txt").write_text("not data", encoding="utf-8")
    script.propose("refresh", "Refresh the data", report, "data")
    ((method, path, body),) = written(forge)
    assert (method, path, body["head"], body["base"]) == ("POST", PULLS, "refresh", "main")
    changed = script.git("-C", str(checkout.parent / "origin"), "diff", "--name-only", "main", "refresh")
    assert changed == "data/a.csv"
    assert "word" not in (checkout / ".git" / "config").read_text(), "the token is left nowhere"
    forge.answers["GET", PULLS] = [{"number": 3}]
    (checkout / "data" / "a.csv").write_text("value\n3\n", encoding="utf-8")
    script.propose("refresh", "Refresh the data", report, "data")
    assert written(forge)[-1][:2] == ("PATCH", f"{PULLS}/3")


def test_token_for_git(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_TOKEN", "word")
    value = script.with_token()["GIT_CONFIG_VALUE_0"]
    assert base64.b64decode(value.rpartition(" ")[2]) == b"x-access-token:word"


def test_release_with_its_files(forge: type[Forge], script: ModuleType, tmp_path: Path) -> None:
    releases = "/repos/some-body/some-book/releases"
    server = script.os.environ["GITHUB_API_URL"]
    forge.answers["POST", releases] = {"upload_url": f"{server}/upload/1{{?name,label}}"}
    (tmp_path / "a b.zip").write_bytes(b"zip")
    script.release(f"v{version(script)}", str(tmp_path / "a b.zip"), str(tmp_path / "missing.pdf"))
    assert [asked[:2] for asked in written(forge)] == [("POST", releases), ("POST", "/upload/1?name=a%20b.zip")]
    assert written(forge)[1][2] == b"zip"


def test_a_tag_that_is_not_the_version_is_refused(forge: type[Forge], script: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"CITATION.cff: the version is .* What would be right: 99.0.0"):
        script.release("v99.0.0")
    assert forge.asked == []


def version(script: ModuleType) -> str:
    text = (script.ROOT / "CITATION.cff").read_text(encoding="utf-8")
    return next(line.split()[1] for line in text.splitlines() if line.startswith("version:"))
