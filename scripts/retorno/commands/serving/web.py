"""Serving the built site on this machine, telling open pages when it has changed."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from retorno.commands.serving.board import Board
from retorno.commands.serving.live import LIVE, SCRIPT
from retorno.project.problems import UsageError

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
"""What a browser may call this machine. Another name in a request means that a page of another site
has had its name lead here, to read what is served."""

CANDIDATES = 20
"""How many ports are tried."""

PATIENCE = 10.0
"""Seconds in which a request has to be there, and each part of an answer to be taken."""

CONNECTIONS = 200
"""How many clients are answered at once; more are turned away."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files, adds the script to pages, and streams news."""

    timeout = PATIENCE
    server: Server

    def __init__(self, *arguments: Any, board: Board, **options: Any) -> None:
        self.board = board
        super().__init__(*arguments, **options)

    def setup(self) -> None:
        """Begin to wait for the request."""
        super().setup()
        self.server.wait_for(self.connection)

    def parse_request(self) -> bool:
        """Read the request, and refuse one that was meant for another host."""
        good = super().parse_request()
        self.server.has_asked(self.connection)
        if good and self.headers.get("Host", "").lower() not in self.server.called:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, f"This is {HOST}, and no other host")
            return False
        return good

    def do_GET(self) -> None:
        """Answer one request."""
        path = self.path.partition("?")[0]
        if path == "/-/events":
            self._stream()
        elif path == "/-/live.js":
            self._send(LIVE.encode(), "text/javascript; charset=utf-8")
        else:
            super().do_GET()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The head of the answer, and the file that follows: one in the site and no other, pages with the script."""
        path = self._file()
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND, "There is no such file in the site")
            return None
        folder = path != Path(self.translate_path(self.path))
        if path.suffix != ".html" or (folder and not self.path.partition("?")[0].endswith("/")):
            return super().send_head()  # which leads to the folder's own address
        content = path.read_bytes().replace(b"</body>", SCRIPT + b"</body>")
        self._head(len(content), "text/html; charset=utf-8")
        return BytesIO(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing of each request."""

    def _file(self) -> Path | None:
        """The file that is asked for, if it lies in the site; links are followed to see that."""
        try:
            site = Path(self.directory).resolve()
            path = Path(self.translate_path(self.path))
            if path.is_dir():
                path /= "index.html"
            inside = path.resolve().is_relative_to(site) and path.is_file()
        except (OSError, ValueError):  # a name that no file can have
            return None
        return path if inside else None

    def _send(self, content: bytes, kind: str) -> None:
        self._head(len(content), kind)
        self.wfile.write(content)

    def _head(self, length: int, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def end_headers(self) -> None:
        """End the head, which forbids to take a file for another kind of file."""
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen, news = self.board.latest()
        self._event(news)
        while True:
            seen, fresh = self.board.wait(seen, 15)
            if fresh is None:
                self.wfile.write(b": still here\n\n")
                self.wfile.flush()
            else:
                self._event(fresh)

    def _event(self, news: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(news)}\n\n".encode())
        self.wfile.flush()


class Server(ThreadingHTTPServer):
    """Answers on this machine only; whoever is slow or makes no sense is left behind."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, site: Path, board: Board) -> None:
        self._asking: dict[socket.socket, float] = {}
        self._free = threading.BoundedSemaphore(CONNECTIONS)
        super().__init__((HOST, port), partial(Handler, board=board, directory=os.fspath(site)))
        self.called = {f"{name}:{self.server_port}" for name in NAMES}

    def wait_for(self, connection: socket.socket) -> None:
        """Note that a client has connected and not asked yet."""
        self._asking[connection] = time.monotonic() + PATIENCE

    def has_asked(self, connection: socket.socket) -> None:
        """Note that its request is there."""
        self._asking.pop(connection, None)

    def service_actions(self) -> None:
        """Twice a second: give up those that still have not asked, even if they send a letter now and then."""
        late = [connection for connection, end in list(self._asking.items()) if end < time.monotonic()]
        for connection in late:
            self.has_asked(connection)
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it has gone

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, or turn away when too many are being answered."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """In the thread: answer, then let the next one in."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.has_asked(request)
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: the client has gone, or was too slow."""


def serve(site: Path, board: Board, port: int) -> Server:
    """Begin to serve *site* on this machine only, from *port* on the first that is free.

    Raises ``OSError`` where none is, and :class:`UsageError` for a number that is no port.
    """
    if not 0 <= port <= 65535:
        raise UsageError(f"{port} is no port: a port is a number from 0 to 65535, such as 8000.")
    last = min(port + CANDIDATES, 65536) - 1
    for candidate in range(port, last + 1):
        try:
            server = Server(candidate, site, board)
        except OSError as error:
            why = error.strerror
            continue
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server
    raise OSError(
        f"none of the ports {port} to {last} can be used ({why}). Name another: retorno serve --port 9000, "
        "or end the program that uses them"
    )
