"""No file of the book holds signs that cannot be printed.

Control characters come with text that was copied from other programs. Some of them turn the
direction of writing, so that a reader sees another order of words than a computer. Nobody can see
them in an editor; the message says on which line one stands and which sign of Unicode it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from retorno.checks.reading.content import Content
from retorno.project import documents
from retorno.project.problems import ContentError, Problem

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


def _files(root: Path) -> list[Path]:
    found = {path for pattern in SOURCES for path in root.glob(pattern)}
    return sorted(path for path in found if path.suffix in SUFFIXES and path.is_file())
