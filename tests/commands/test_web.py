"""The server of `make serve` answers this machine, for its own name, from the site, whatever clients do."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from retorno.commands.serving import web
from retorno.commands.serving.board import Board
from retorno.commands.serving.live import SCRIPT
from retorno.project.problems import UsageError

PAGE = b"<html><body>A page</body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "_site"
    (folder / "en").mkdir(parents=True)
    (folder / "index.html").write_bytes(PAGE)
    (folder / "en" / "index.html").write_bytes(PAGE)
    (folder / "en" / "data.csv").write_text("a,b")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "_site-of-another").mkdir()
    (tmp_path / "_site-of-another" / "secret.html").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path / "_site-of-another")
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[web.Server]:
    running = web.serve(site, Board(), 0)
    yield running
    stop(running)


def stop(running: web.Server) -> None:
    running.shutdown()
    running.server_close()


def asked(server: web.Server, path: str, host: str = "", method: str = "GET") -> tuple[HTTPResponse, bytes]:
    """The answer to one request, sent as it is written."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
    connection.endheaders()
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def answers(server: web.Server) -> bool:
    """Whether a page is given as it should be."""
    response, content = asked(server, "/en/")
    return response.status == 200 and content == PAGE.replace(b"</body>", SCRIPT + b"</body>")


def test_pages_carry_the_script_and_other_files_come_as_they_are(server: web.Server) -> None:
    assert answers(server)
    for path in ("/", "/index.html", "/en/index.html?x=1"):
        assert SCRIPT in asked(server, path)[1]
    response, content = asked(server, "/en/data.csv")
    assert (response.status, content) == (200, b"a,b")
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert asked(server, "/en")[0].getheader("Location") == "/en/"
    assert asked(server, "/en/", method="HEAD")[0].status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_not_in_the_site_is_not_there(server: web.Server, method: str) -> None:
    for path in (
        "/../secret.txt",
        "/en/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/link.txt",
        "/linked/secret.html",
        "/linked/",
        "/../_site-of-another/secret.html",
        "/en/%00",
        "/%ff%fe",
        "/" + "x" * 5000,
        "/nothing.html",
        "/etc/hostname",
    ):
        response, content = asked(server, path, method=method)
        assert response.status == 404, path
        assert b"secret" not in content
    assert answers(server)


def test_a_folder_without_a_page_is_not_listed(server: web.Server, site: Path) -> None:
    (site / "data").mkdir()
    (site / "data" / "private.csv").touch()
    assert asked(server, "/data/")[0].status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:1", "localhost.evil"])
@pytest.mark.parametrize("path", ["/", "/-/events", "/en/data.csv"])
def test_a_name_that_is_not_ours_is_refused(server: web.Server, host: str, path: str) -> None:
    """A page of another site whose name was made to lead here reads nothing."""
    response, content = asked(server, path, host=host)
    assert response.status == 421
    assert b"A page" not in content


def test_both_of_its_names_are_answered_and_only_the_loopback_address_is_bound(server: web.Server) -> None:
    assert asked(server, "/", host=f"localhost:{server.server_port}")[0].status == 200
    assert server.server_address[0] == "127.0.0.1"


@contextmanager
def hung_up_on() -> Iterator[None]:
    """The server may end the connection at any moment of the client; to keep it waiting is a failure."""
    try:
        yield
    except ConnectionError:
        pass
    except OSError as error:  # of ending one's own side: no ConnectionError in Python
        if error.errno != errno.ENOTCONN:
            raise


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\x00\xff\xfe\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",  # the beginning of TLS
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",  # no host
        b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 2_000,
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ],
    ids=range(11),
)
def test_a_client_that_makes_no_sense_harms_nobody(
    server: web.Server, sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as client:
        client.settimeout(20)
        with hung_up_on():
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            while client.recv(65536):
                pass
    assert answers(server)
    assert capfd.readouterr().err == ""


def test_slow_clients_keep_nobody_waiting_and_are_given_up(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 1.0)
    running = web.serve(site, Board(), 0)
    clients = [socket.create_connection(("127.0.0.1", running.server_port)) for _ in range(30)]
    try:
        for client in clients:
            client.sendall(b"GET / HTTP/1.1\r\nHos")
        assert answers(running)
        end = time.monotonic() + 20
        alive = clients
        while alive and time.monotonic() < end:  # a letter now and then does not help them
            alive = [client for client in alive if still_there(client)]
            time.sleep(0.1)
        assert alive == []
        assert answers(running)
    finally:
        for client in clients:
            client.close()
        stop(running)


def still_there(client: socket.socket) -> bool:
    """Send one more letter; whether the server still takes it."""
    client.setblocking(False)
    try:
        client.sendall(b"t")
        return client.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def test_more_clients_than_it_can_answer_are_turned_away(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "CONNECTIONS", 5)
    running = web.serve(site, Board(), 0)
    clients = [socket.create_connection(("127.0.0.1", running.server_port)) for _ in range(5)]
    try:
        with socket.create_connection(("127.0.0.1", running.server_port)) as late:
            late.settimeout(20)
            assert late.recv(1) == b""
        for client in clients:
            client.close()
        end = time.monotonic() + 20
        answered = False
        while not answered and time.monotonic() < end:
            with suppress(OSError):
                answered = answers(running)
        assert answered
    finally:
        stop(running)


def test_a_port_that_is_taken_is_told(server: web.Server, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "CANDIDATES", 1)
    with pytest.raises(OSError, match=rf"none of the ports {server.server_port} .*use.*retorno serve --port"):
        web.serve(site, Board(), server.server_port)


@pytest.mark.parametrize("port", [-1, 65536, 99999])
def test_a_number_that_is_no_port_is_told(site: Path, port: int) -> None:
    with pytest.raises(UsageError, match=f"{port} is no port"):
        web.serve(site, Board(), port)


def test_the_next_port_is_taken_where_one_is_in_use(server: web.Server, site: Path) -> None:
    other = web.serve(site, Board(), server.server_port)
    try:
        assert other.server_port != server.server_port
        assert answers(other)
    finally:
        stop(other)
