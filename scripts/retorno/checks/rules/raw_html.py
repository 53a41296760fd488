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
from retorno.project.problems import Problem

SEVERITY = "error"

TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!(?:--|[A-Za-z\[])|<\?\w")
RAW = re.compile(r"[:`~]{3}\{(?:raw|eval-rst)\}|\{raw(?:-\w+)?\}`")
RUNS = re.compile(r"<\s*/?\s*(?:script|iframe|object|embed)\b|\b(?:javascript|vbscript):(?=\S)|data:text/html", re.I)
FENCE = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+|>\s*)*(?P<fence>`{3,}|~{3,})(?P<head>.*)$")
INLINE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
CODE = {"code-cell", "code", "code-block", "math", "mermaid", "literalinclude"}
SCRIPT = "this can run code in a reader's browser"
RIGHT = "Markdown or a directive; code between backticks, comments behind %, plain addresses"


def check(content: Content) -> Iterator[Problem]:
    """Look for HTML in what readers will see, and for scripts anywhere."""
    for page in content.pages:
        yield from _found(page.file, rendered(page.text), TAG, "raw HTML")
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
        line = text.count("\n", 0, match.start() + match[0].index(words)) + 1
        yield Problem(file, line, f"“{words.partition(chr(10))[0][:40]}”", wrong, RIGHT)


def rendered(text: str) -> str:
    """*text* without code and comments, as a Markdown reader takes it; lines stay, columns may not.

    A fence is closed by one of the same sign that is as long or longer; the body of a directive is
    text unless the directive shows code.
    """
    lines: list[str] = []
    open_fences: list[str] = []
    hidden = False
    for line in text.split("\n"):
        match = FENCE.match(line)
        if match and open_fences and not match["head"].strip() and match["fence"].startswith(open_fences[-1]):
            open_fences.pop()
            hidden, line = False, ""
        elif match and not hidden and not (match["fence"][0] == "`" and "`" in match["head"]):
            open_fences.append(match["fence"])
            name = re.match(r"\{([\w-]+)\}", match["head"].strip())
            hidden = not name or name[1] in CODE
        lines.append("" if hidden or line.startswith("%") else INLINE.sub(lambda found: " " * len(found[0]), line))
    return "\n".join(lines)
