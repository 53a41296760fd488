"""executions.lock says what the numbers of the book were computed from, as the files are now.

Each build of the site writes that file: the notebooks, the data and the code that they read, each with
a hash of its content. Committed with a change, it lets anybody see from the repository alone that no
number is older than its data. A book without the file has nothing to compare.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.execution.hooks import HOOKS
from retorno.project.problems import Problem
from sphinx_keyed_execution import lock_file
from sphinx_keyed_execution.notebooks import listed_pages, notebooks_among

SEVERITY = "warning"
RIGHT = f"the file as “make site” writes it: run that, and commit {lock_file.NAME} with the rest"


def check(content: Content) -> Iterator[Problem]:
    """Compare the file with the notebooks and with what they read."""
    root = content.project.root
    path = root / lock_file.NAME
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    for name, wrong in lock_file.differences(root, text, notebooks_among(listed_pages(root)), HOOKS):
        yield Problem(lock_file.NAME, 0, name, wrong, RIGHT)
