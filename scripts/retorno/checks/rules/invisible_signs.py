"""No file holds signs that nobody can see and that are no plain blanks.

Word processors and web pages put blanks that do not break, blanks of no width, soft hyphens and the like into
what is copied from them. Readers see gaps, searches and links fail, and two words look alike that are
not. `make check FIX=1` puts a plain blank in place of those that are as wide as one, and takes the others away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from retorno.checks.reading.content import Content
from retorno.project.documents import line_at
from retorno.project.problems import Problem

SEVERITY = "error"
BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
NOTHING = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"
SIGN = re.compile(f"[{BLANKS}{NOTHING}]")
NAMES = {
    "\u00a0": "a blank that does not break",
    "\u202f": "a narrow blank that does not break",
    "\u00ad": "a soft hyphen",
    "\u200b": "a blank of no width",
    "\ufeff": "a byte order mark",
}
FILES = ("index.md", "chapters/**/*.md", "references.bib", "data/*.csv", "data/datapackage.json", "policy/words/*.toml")


def check(content: Content) -> Iterator[Problem]:
    """Look for the first such sign of each line."""
    for path in _files(content):
        text = path.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff")
        told: set[int] = set()
        for match in SIGN.finditer(text):
            line = line_at(text, match.start())
            if line not in told:
                told.add(line)
                around = " ".join(SIGN.sub("·", text[max(0, match.start() - 12) : match.end() + 12]).split())
                wrong = f"the line holds {NAMES.get(match[0], 'a sign that nobody sees')} (U+{ord(match[0]):04X})"
                right = "a plain blank, or none: `make check FIX=1` mends it"
                yield Problem(content.project.relative(path), line, f"“{around}”", wrong, right)


def fix(content: Content) -> list[Path]:
    """Put plain blanks in their place, or nothing."""
    changed, table = [], {**dict.fromkeys(map(ord, BLANKS), " "), **dict.fromkeys(map(ord, NOTHING))}
    for path in _files(content):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        head = "\ufeff" * text.startswith("\ufeff")  # told and taken away by the rule data-package
        after = head + text.removeprefix(head).translate(table)
        if after != text:
            path.write_bytes(after.encode("utf-8"))
            changed.append(path)
    return changed


def _files(content: Content) -> list[Path]:
    return sorted(path for pattern in FILES for path in content.project.root.glob(pattern) if path.is_file())
