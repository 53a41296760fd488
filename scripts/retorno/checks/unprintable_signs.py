"""No file of the book holds signs that cannot be printed, and tables end their lines as on Unix.

Control characters come with text that was copied from other programs. Some of them turn the
direction of writing, so that a reader sees another order of words than a computer. Nobody can see
them in an editor; the message says on which line one stands and which sign of Unicode it is. Line
ends of Windows in a published table would make two tables with the same numbers look different:
``make check FIX=1`` mends these.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retorno import documents
from retorno.checks.content import Content
from retorno.problems import ContentError, Problem

SEVERITY = "error"
SOURCES = ("_config.yml", "_toc.yml", "references.bib", "CITATION.cff", "index.md", "chapters/**/*", "data/*")
SUFFIXES = {".yml", ".bib", ".cff", ".md", ".csv", ".json", ".toml"}


def check(content: Content) -> Iterator[Problem]:
    """Look for the first such sign of each file; what is no text at all is told by the rules that read it."""
    for path in _files(content.project.root):
        file = content.project.relative(path)
        try:
            text = documents.text(path, file)
        except (ContentError, OSError):
            continue
        if found := documents.UNPRINTABLE.search(text):
            line, sign = text.count("\n", 0, found.start()) + 1, documents.unprintable(found[0])
            yield Problem(
                file, line, "", f"the line holds the sign {sign}, which cannot be printed", "the line without it"
            )
        if path.suffix == ".csv" and "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            wrong = "the lines end as on Windows (with the sign U+000D)"
            yield Problem(file, line, "", wrong, "line ends as on Unix: `make check FIX=1` makes them")


def fix(content: Content) -> list[Path]:
    """Give tables the line ends of Unix."""
    changed = []
    for path in sorted(content.project.data.glob("*.csv")):
        before = path.read_bytes()
        after = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if after != before:
            path.write_bytes(after)
            changed.append(path)
    return changed


def _files(root: Path) -> list[Path]:
    found = {path for pattern in SOURCES for path in root.glob(pattern)}
    return sorted(path for path in found if path.suffix in SUFFIXES and path.is_file())
