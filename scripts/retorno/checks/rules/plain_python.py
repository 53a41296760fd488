"""A cell holds Python and nothing else: no command of a shell, no magic of a notebook.

What a cell needs is installed with the book, from a list that is locked; a cell that installs something would run
on one machine and fail on the next. `!pip install`, `%matplotlib` and `%%time` are no Python, and whoever takes the
analysis away as a script could not run it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.documents import line_at
from retorno.project.problems import Problem

SEVERITY = "error"
COMMAND = re.compile(r"^[ ]*(?:!|%{1,2}(?=[a-z]))(?P<words>[^\n]*)$", re.M)


def check(content: Content) -> Iterator[Problem]:
    """Look into the cells of all notebooks."""
    for page in content.pages:
        for cell in page.cells:
            for match in COMMAND.finditer(cell.text):
                line = cell.body_line + line_at(cell.text, match.start()) - 1
                wrong, right = "this is no Python but a command", "Python; libraries stand in pyproject.toml"
                yield Problem(page.file, line, f"“{match[0].strip()[:40]}”", wrong, right)
