"""The check of links, against a server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from retorno.commands import cli, dead_links
from retorno.commands.dead_links import Link
from retorno.project.paths import Project


class Host(BaseHTTPRequestHandler):
    """Answers as publishers do: well, wrongly, moved, not at all."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = urlsplit(self.path)
        self.asked.append((self.command, path.path))
        if path.path == "/available":
            return self.archive(parse_qs(path.query)["url"][0])
        status = {"/gone": 410, "/missing": 404, "/refused": 403, "/broken": 500, "/moved": 301}.get(path.path, 200)
        if path.path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/good")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None

    def archive(self, address: str) -> None:
        copy = {"available": True, "url": "http://web.archive.org/web/2025/" + address} if "gone" in address else {}
        if "missing" in address:
            copy = {"available": True, "url": "javascript:alert(1)"}
        body = json.dumps({"archived_snapshots": {"closest": copy} if copy else {}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    Host.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def look(host: str, *paths: str) -> dict[str, Link]:
    asked = [Link(f"{host}{path}", ("a.md:1",)) for path in paths]
    seen = dead_links.look(asked, archive=f"{host}/available?url=", pause=0)
    return {link.address.removeprefix(host): link for link in seen}


def test_good_links(host: str) -> None:
    seen = look(host, "/good", "/moved", "/no-head")
    assert {link.state for link in seen.values()} == {"good"}
    assert ("GET", "/good") not in Host.asked or ("HEAD", "/moved") in Host.asked
    assert ("GET", "/no-head") in Host.asked, "a server that knows no HEAD is asked again"


def test_dead_links_get_a_copy_where_there_is_one(host: str) -> None:
    seen = look(host, "/gone", "/missing", "/refused")
    assert seen["/gone"].state == "dead"
    assert seen["/gone"].copy == f"https://web.archive.org/web/2025/{host}/gone"
    assert seen["/missing"].state == "dead"
    assert seen["/missing"].copy == "", "what the archive answers is not believed unless it is an address"
    assert ("GET", "/available") in Host.asked


def test_links_that_cannot_be_told(host: str) -> None:
    seen = look(host, "/refused", "/broken")
    assert {link.state for link in seen.values()} == {"unsure"}
    assert seen["/refused"].told == "answers 403"


def test_a_server_that_is_not_there(host: str) -> None:
    (seen,) = dead_links.look([Link("http://127.0.0.1:1/x", ("a.md:1",))], archive=f"{host}/available?url=", pause=0)
    assert seen.state == "unsure"


def test_one_host_is_asked_one_question_after_the_other(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(dead_links.time, "sleep", pauses.append)
    dead_links.look([Link(f"{host}/{n}", ("a.md:1",)) for n in range(3)], archive=f"{host}/available?url=", pause=0.25)
    assert pauses == [0.25, 0.25]


def test_what_is_told(host: str) -> None:
    told = dead_links.as_text(list(look(host, "/good", "/gone", "/refused").values()))
    assert f"a.md:1: dead: {host}/gone (answers 410)\n    What would be right: https://web.archive.org/" in told
    assert f"a.md:1: look: {host}/refused (answers 403)" in told
    assert told.endswith("1 good, 1 to look at with a browser, 1 dead.")


def test_addresses_with_their_places(small_book: Project) -> None:
    page = small_book.chapters / "understanding" / "words.md"
    page.write_text(
        "# Words\n\nSee [a](https://one.test/a_(b)), <https://two.test/x?y=1#z>, https://two.test/x?y=1.\n"
        "Not https://example.org/ and not http://localhost:8000/.\n",
        encoding="utf-8",
    )
    bib = small_book.bibliography
    bib.write_text(bib.read_text(encoding="utf-8") + "@misc{a,\n doi = {10.1000/182},\n}\n", encoding="utf-8")
    found = {link.address: link.places for link in dead_links.addresses(small_book)}
    assert found["https://one.test/a_(b)"] == ("chapters/understanding/words.md:3",)
    assert found["https://two.test/x?y=1"] == ("chapters/understanding/words.md:3",), "told once for each line"
    assert "https://doi.org/10.1000/182" in found
    assert not any("example.org" in address or "localhost" in address for address in found)


@pytest.mark.parametrize(("state", "status"), [("good", 0), ("dead", 1)])
def test_exit_status(
    state: str, status: int, small_book: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = [Link("https://one.test/", ("a.md:1",), "good", "200"), Link("https://two.test/", ("a.md:2",), state, "x")]
    monkeypatch.setattr(dead_links, "look", lambda addresses: seen)
    assert cli.main(["--root", str(small_book.root), "links"]) == status
    assert ("two.test" in capsys.readouterr().out) == (state == "dead")


def test_no_connection_at_all_is_no_fault_of_the_book(small_book: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = [Link("https://one.test/", ("a.md:1",), "dead", "Name or service not known")]
    monkeypatch.setattr(dead_links, "addresses", lambda project: dead)
    monkeypatch.setattr(dead_links, "look", lambda addresses: dead)
    assert cli.main(["--root", str(small_book.root), "links"]) == cli.MACHINE
