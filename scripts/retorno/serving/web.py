"""Serving the built site on this machine, telling open pages when it has changed."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SCRIPT = b'<script src="/-/live.js"></script>'

LIVE = """\
// Only under `make serve`: reloads this page after a build, or says why there is none.
const box = document.createElement("section");
box.setAttribute("role", "status");
box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;padding:1rem;z-index:9999;" +
  "background:#fff;color:#1b1f24;border-top:4px solid #b3261e;font:1rem/1.5 sans-serif;white-space:pre-wrap";
const events = new EventSource("/-/events");
events.onmessage = (message) => {
  const told = JSON.parse(message.data);
  if (told.problems.length) {
    box.textContent = "To mend:\\n\\n" + told.problems.join("\\n\\n");
    document.body.append(box);
  } else if (told.stage === "built" && told.fresh) {
    location.reload();
  } else {
    box.remove();
  }
};
"""


class Board:
    """The latest news of the build, which open pages wait for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._news: dict[str, Any] = {"stage": "built", "problems": [], "fresh": False}

    def post(self, news: dict[str, Any]) -> None:
        """Tell all open pages."""
        with self._changed:
            self._number += 1
            self._news = {**news, "fresh": True}
            self._changed.notify_all()

    def latest(self) -> tuple[int, dict[str, Any]]:
        """The number of the latest news, and the news; what was there before is not fresh."""
        with self._changed:
            return self._number, {**self._news, "fresh": False}

    def wait(self, seen: int, seconds: float) -> tuple[int, dict[str, Any] | None]:
        """News after number *seen*, or None when there are none within *seconds*."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > seen, seconds)
            return self._number, self._news if self._number > seen else None


class Handler(SimpleHTTPRequestHandler):
    """Serves files, adds the script to pages, and streams news."""

    def __init__(self, *arguments: Any, board: Board, **options: Any) -> None:
        self.board = board
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path == "/-/events":
            self._stream()
        elif self.path == "/-/live.js":
            self._send(LIVE.encode(), "text/javascript; charset=utf-8")
        elif self._page() is not None:
            self._send(self._page_with_script(), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing of each request."""

    def _page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if self.path.partition("?")[0].endswith("/") else path
        return path if path.suffix == ".html" and path.is_file() else None

    def _page_with_script(self) -> bytes:
        page = self._page()
        assert page is not None
        return page.read_bytes().replace(b"</body>", SCRIPT + b"</body>")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen, news = self.board.latest()
        try:
            self._event(news)
            while True:
                seen, fresh = self.board.wait(seen, 15)
                if fresh is None:
                    self.wfile.write(b": still here\n\n")
                    self.wfile.flush()
                else:
                    self._event(fresh)
        except OSError:
            return  # the page was closed

    def _event(self, news: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(news)}\n\n".encode())
        self.wfile.flush()


def serve(site: Path, board: Board, port: int) -> ThreadingHTTPServer:
    """Begin to serve *site* on this machine only, from *port* on the first that is free."""
    handler = partial(Handler, board=board, directory=str(site))
    for candidate in range(port, port + 20):
        try:
            server = ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError:
            continue
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server
    raise OSError(f"no free port between {port} and {port + 19}")
