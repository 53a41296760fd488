"""A page with code that runs begins with the lines that say so.

The head between two lines --- names the format (jupytext) and the language (kernelspec). Without it
the page is no notebook: its cells are shown and not run, and everything that they record is missing. The
head of any page in chapters/analyses/ can be copied as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.project.problems import Problem

SEVERITY = "error"


def check(content: Content) -> Iterator[Problem]:
    """Look for cells on pages that are no notebooks."""
    for page in content.pages:
        found = page.directives("code-cell")
        if found and not page.is_notebook:
            wrong = "the head that makes a notebook of this page is missing, so that its code is not run"
            right = "the lines between --- and --- with jupytext and kernelspec, as other analyses have them"
            yield Problem(page.file, 1, "head", wrong, right)
