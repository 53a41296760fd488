"""A small project with one data set to refresh, and a publisher that behaves as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from retorno.project.paths import Project

SAMPLES = Path(__file__).parent / "samples"
WHERE = {"address": "https://example.org/counts", "source": "agency"}
COLUMNS = ["period", "series", "place", "value", "unit", "source", "obtained", "note"]


def field_of(name: str, vintage: bool) -> dict[str, Any]:
    kinds = {"value": "integer", "period": "year" if vintage else "yearmonth"}
    required = name in ("period", "series", "place", "value", "source")
    constraints = {"required": required, **({"minimum": 0} if name == "value" else {})}
    return {"name": name, "type": kinds.get(name, "string"), "constraints": constraints}


def make_project(folder: Path, rows: list[str], settings: dict[str, Any], vintage: bool = False) -> Project:
    """A project whose only data set, “counts”, has *rows* and the refresh *settings*."""
    columns = [*COLUMNS[:1], "vintage", *COLUMNS[1:]] if vintage else COLUMNS
    (folder / "data").mkdir(parents=True)
    (folder / "data/counts.csv").write_text("\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8")
    resource = {
        "name": "counts",
        "path": "counts.csv",
        "title": "Counts at the border",
        "schema": {
            "fields": [field_of(name, vintage) for name in columns],
            "primaryKey": ["series", *(["vintage"] if vintage else []), "place", "period"],
        },
        "retorno:source": ["agency-2025"],
        "retorno:coverage": {"from": "2021-10", "to": "2025-08", "places": ["USA"]},
        "retorno:vintage": "file of August 2025",
        "retorno:checked": "2025-09-20",
        "retorno:refresh": {"publisher": "Agency {of} Counts & Co", "how": "file", **WHERE, **settings},
        "retorno:bounds": {"rows_min": len(rows), "change_max_percent": 2},
    }
    package = {"name": "small", "resources": [resource]}
    (folder / "data/datapackage.json").write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
    (folder / "_config.yml").write_text("title: Small\n", encoding="utf-8")
    bibliography = "@misc{agency-2025,\n  title = {Counts},\n}\n\n@misc{zebra,\n  title = {Last},\n}\n"
    (folder / "references.bib").write_text(bibliography, encoding="utf-8")
    return Project(folder)


def contents(project: Project) -> dict[str, bytes]:
    """Every file of the project, byte for byte."""
    return {
        str(path.relative_to(project.root)): path.read_bytes() for path in project.root.rglob("*") if path.is_file()
    }


@dataclass
class Publisher:
    """A web server on this machine; ``answers`` says for each path what it does."""

    port: int
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def address(self, path: str = "/file.csv", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def serves(self, content: bytes, kind: str = "text/csv", path: str = "/file.csv", **more: Any) -> None:
        self.answers[path] = lambda handler: answer(handler, content, kind, **more)


def answer(
    handler: BaseHTTPRequestHandler,
    content: bytes,
    kind: str = "text/csv",
    status: int = 200,
    length: int | None = -1,
    location: str = "",
    pause: float = 0,
    between: float = 0,
) -> None:
    """An answer; ``length`` −1 is the true one and None none at all; ``pause`` and ``between`` are seconds."""
    time.sleep(pause)
    handler.send_response(status)
    if kind:
        handler.send_header("Content-Type", kind)
    if location:
        handler.send_header("Location", location)
    if length is not None:
        handler.send_header("Content-Length", str(len(content) if length == -1 else length))
    handler.end_headers()
    step = max(1, len(content) // 10) if between else len(content) or 1
    for start in range(0, len(content), step):
        handler.wfile.write(content[start : start + step])
        handler.wfile.flush()
        time.sleep(between)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            # The one who asked may have given up, as it should.
            with suppress(BrokenPipeError, ConnectionResetError):
                made.answers[self.path](self)

        def log_message(self, *arguments: Any) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made = Publisher(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()
