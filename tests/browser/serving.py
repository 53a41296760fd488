"""A static server as any host would be: gzip, a path prefix, and a note of what it sent."""

from __future__ import annotations

import gzip
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "/a/place/of/its/own/"
PACKED = ("text/", "application/json", "application/javascript", "image/svg+xml")


@cache
def body(path: Path, packed: bool) -> bytes:
    """The bytes of a file as they go over the wire."""
    content = path.read_bytes()
    return gzip.compress(content, 6, mtime=0) if packed else content


class Server:
    """Serves *folder* under :data:`PREFIX`; ``sent`` lists (path, bytes over the wire) of every answer."""

    def __init__(self, folder: Path) -> None:
        self.sent: list[tuple[str, int]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked = unquote(urlsplit(self.path).path)
                path = folder / asked.removeprefix(PREFIX)
                path = path / "index.html" if path.is_dir() else path
                found = asked.startswith(PREFIX) and path.is_file() and folder in path.resolve().parents
                kind = guess_type(path.name)[0] or "application/octet-stream"
                packed = found and kind.startswith(PACKED)
                content = body(path, packed) if found else b"not here"
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
                if packed:
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(content)))
                heads = sum(map(len, vars(self)["_headers_buffer"]))
                self.end_headers()
                self.wfile.write(content)
                server.sent.append((asked.removeprefix(PREFIX), heads + 2 + len(content)))

            def log_message(self, *arguments: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_port}{PREFIX}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._http.shutdown()
        self._http.server_close()
