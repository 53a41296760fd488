"""No raw HTML and no scripts: a page says what it means in Markdown, and asks nobody for anything.

Raw HTML is lost in the PDF, in translation and for some readers, and it can carry scripts. Use
Markdown or a directive; write comments with `%`. Pages have no tags, no directive or role `raw`
and no `eval-rst`; pages, notebooks, references and what `data/` tells in words have no scripts,
frames or addresses that run code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.documents import line_at
from retorno.project.problems import Problem

SEVERITY = "error"

TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!(?:--|[A-Za-z\[])|<\?\w")
RAW = re.compile(r"[:`~]{3}\{(?:raw|eval-rst)\}|\{raw(?:-\w+)?\}`")
RUNS = re.compile(r"<\s*/?\s*(?:script|iframe|object|embed)\b|\b(?:javascript|vbscript):(?=\S)|data:text/html", re.I)
SCRIPT = "this can run code in a reader's browser"
RIGHT = "Markdown or a directive; code between backticks, comments behind %, plain addresses"


def check(content: Content) -> Iterator[Problem]:
    """Look for HTML in what readers will see, and for scripts anywhere."""
    for page in content.pages:
        yield from _found(page.file, page.bare, TAG, "raw HTML")
        yield from _found(page.file, page.text, RAW, "this lets raw HTML or reStructuredText through")
        yield from _found(page.file, page.text, RUNS, SCRIPT)
    data = content.project.data
    for path in (content.project.bibliography, data / "datapackage.json", data / "claims.csv"):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for pattern, wrong in ((TAG, "raw HTML"), (RUNS, SCRIPT)):
                yield from _found(content.project.relative(path), text, pattern, wrong)


def _found(file: str, text: str, pattern: re.Pattern[str], wrong: str) -> Iterator[Problem]:
    for match in pattern.finditer(text):
        words = match[0].strip()
        line = line_at(text, match.start() + match[0].index(words))
        yield Problem(file, line, f"“{words.partition(chr(10))[0][:40]}”", wrong, RIGHT)
