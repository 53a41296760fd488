"""What a notebook shows, prints and breaks, cell by cell. Each case runs in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_keyed_execution.run import MAX_TEXT

RUN = """
import json, sys
from pathlib import Path
from sphinx_keyed_execution.hooks import Hooks
from sphinx_keyed_execution.run import Cells, run
out = sys.stdout
cells, page, root, scratch = json.loads(sys.stdin.read())
begun = []
result = run(Cells(cells), Path(page), Path(root), Path(scratch), Hooks(), begun.append)
print("told:" + json.dumps({**result, "begun": begun}), file=out)
"""


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Runs cells as a page of a project."""
    page = tmp_path / "project" / "chapters" / "page.md"
    page.parent.mkdir(parents=True)
    (tmp_path / "project" / "data").mkdir()
    (tmp_path / "project" / "data" / "a.csv").write_text("a\n1\n")
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def run(*cells: str) -> dict[str, Any]:
        job = json.dumps([cells, str(page), str(tmp_path / "project"), str(scratch)])
        done = subprocess.run([sys.executable, "-c", RUN], input=job, text=True, capture_output=True, timeout=120)
        told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
        assert told, done.stderr
        result: dict[str, Any] = json.loads(told[-1].removeprefix("told:"))
        return result

    return run


def test_outputs_come_cell_by_cell_and_in_order(run: Any) -> None:
    result = run(
        "x = 1\nprint('a', end=''); print('b')\nimport sys; print('w', file=sys.stderr)\nprint('c')\nx + 1",
        "x = x + 41; x;",
        "from IPython.display import display\ndisplay(x)\nx",
        "None",
    )
    assert result["error"] is None
    assert result["begun"] == [0, 1, 2, 3]
    first, second, third, fourth = result["outputs"]
    assert [(o.get("name"), o.get("text")) for o in first[:3]] == [
        ("stdout", "ab\n"),
        ("stderr", "w\n"),
        ("stdout", "c\n"),
    ]
    assert first[3]["data"] == {"text/plain": "2"}
    assert (second, fourth) == ([], [])
    assert [output["data"]["text/plain"] for output in third] == ["42", "42"]


def test_an_exception_ends_the_notebook_in_its_cell(run: Any) -> None:
    result = run("print('before')", "x = 1\nraise ValueError('the table has no May')", "print('after')")
    assert result["begun"] == [0, 1]
    assert len(result["outputs"]) == 2
    error = result["error"]
    assert (error["cell"], error["name"], error["message"]) == (1, "ValueError", "the table has no May")
    assert error["trail"] == [[1, 2, ""]]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("this is no Python", "SyntaxError"),
        ("import sys; sys.exit()", "SystemExit"),
        ("exit()", "SystemExit"),
        ("quit", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("class Own(BaseException): pass\nraise Own", "Own"),
        ("from IPython.display import display; display({'text/plain': {1}}, raw=True)", "ShowsTooMuch"),
        ("'x' * 3_000_000", "ShowsTooMuch"),
        ("!echo out", "NotAllowed"),
        ("input()", "EOFError"),
        ("open('../data/a.csv', 'w')", "NotAllowed"),
        (f"print('x' * {MAX_TEXT + 1})", "PrintsTooMuch"),
        (f"for _ in range({MAX_TEXT}): print('xy')", "PrintsTooMuch"),
    ],
)
def test_what_cannot_go_on_is_an_error_of_its_cell(run: Any, cell: str, name: str) -> None:
    result = run("x = 1", cell, "print('after')")
    assert (result["error"]["cell"], result["error"]["name"]) == (1, name)
    assert sum(len(output.get("text", "")) for output in result["outputs"][1]) <= MAX_TEXT
