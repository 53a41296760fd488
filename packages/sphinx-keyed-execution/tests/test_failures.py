"""Why a notebook does not run is told by its line, its cell and its author's own code."""

from __future__ import annotations

from pathlib import Path

from sphinx_keyed_execution.failures import LETTERS, Failure, printable, told
from sphinx_keyed_execution.notebooks import Notebook, notebook_of


def notebook(tmp_path: Path, *cells: str) -> Notebook:
    page = tmp_path / "page.md"
    body = "\n".join(f"```{{code-cell}}\n{cell}\n```\n" for cell in cells)
    page.write_text(f"---\njupytext:\n  x: y\n---\n{body}", encoding="utf-8")
    found = notebook_of(page)
    assert found is not None
    return found


def test_the_way_to_an_error_leads_through_the_authors_own_code(tmp_path: Path) -> None:
    book = notebook(tmp_path, "def share(of):\n    return 1 / of", "one = 1\nshare(0)\ntwo = 2")
    trail = [(1, 2, ""), ("scripts/own.py", 7, "    f(x)"), (0, 2, "")]
    failure = told(book, "page.md", {"cell": 1, "name": "E", "message": "", "trail": trail})
    assert failure == Failure(
        "E\n"
        "         6 | def share(of):\n"
        "    >    7 |     return 1 / of\n"
        "    called from scripts/own.py:7\n"
        "    called from page.md:12 (cell 2)",
        12,
        "cell 2",
    )
    failure = told(book, "page.md", {"cell": 1, "name": "E", "message": "", "trail": trail[:2]})
    assert failure.words == "E\n    in scripts/own.py:7\n    >    7 |     f(x)\n    called from page.md:12 (cell 2)"


def test_what_an_error_says_is_cut_and_cannot_command_a_terminal() -> None:
    assert (
        printable("a\tb\x1b[2J\x9b\u2066c")
        == "a    b\N{REPLACEMENT CHARACTER}[2J" + 2 * "\N{REPLACEMENT CHARACTER}" + "c"
    )
    assert printable("one\ntwo") == "one\n    two"
    assert printable("x" * (LETTERS + 1)) == "x" * LETTERS + " …"
    assert printable("\n".join("x" * 30)).count("\n") == 11
    assert printable("\n".join("x" * 30)).endswith(" …")
