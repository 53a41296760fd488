"""Nothing becomes code, a heading, a list or a comment by accident.

Four blanks at the beginning of a line make code of a pasted paragraph. A line of dashes directly
below a paragraph makes a heading of the whole paragraph. A line that begins with a year and a full
stop begins a list with that number. A line that begins with % is a comment, which nobody sees. And a
block that begins with ``` in an analysis is shown and not run, unless it is a {code-cell}.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"
LONGEST = 30
"""The highest number with which a list may begin."""


def check(content: Content) -> Iterator[Problem]:
    """Look at the shape of each page."""
    for page in content.pages:
        for line, place, wrong, right in (*_shapes(page), *_hidden(page), *_not_run(page)):
            yield Problem(page.file, line, place, wrong, right)


def _shapes(page: Page) -> Iterator[tuple[int, str, str, str]]:
    for block in page.blocks:
        shown = " ".join(block.text.split())[:40]
        if block.kind == "indented":
            yield (
                block.line,
                f"“{shown}”",
                "the paragraph is shown as code, because its lines begin with blanks",
                ("no blanks at the beginning of the lines; code stands between ``` and ```"),
            )
        elif block.underlined:
            yield (
                block.line,
                f"“{shown}”",
                "the line of signs below makes a heading of this paragraph",
                ("an empty line between them, or ## before the heading"),
            )
        elif block.kind == "list" and int(block.text) > LONGEST:
            yield (
                block.line,
                f"“{block.text}.”",
                f"the sentence has become item {block.text} of a list",
                ("another word at the beginning of the line, or a blank line less"),
            )


def _hidden(page: Page) -> Iterator[tuple[int, str, str, str]]:
    """Lines of a paragraph that begin with %, of which readers see nothing."""
    texts = {number for block in page.blocks if block.kind == "text" for number in range(block.line, block.end + 1)}
    for number, words in page.comments:
        before, after = page.lines[number - 2] if number > 1 else "", page.lines[number : number + 1]
        inside = number - 1 in texts and before.strip() and after and number + 1 in texts
        if number - 1 in texts and before.strip() and (inside or words[:1].islower()):
            yield (
                number,
                f"“% {words[:40]}”",
                "readers do not see this line: the sign % at its beginning hides it",
                ("a word before the sign, or an empty line above and below a comment"),
            )


def _not_run(page: Page) -> Iterator[tuple[int, str, str, str]]:
    for block in page.blocks if page.is_notebook else ():
        if block.kind == "code" and page.lines[block.line - 1].strip(" `~").startswith(("python", "ipython", "py")):
            yield block.line, "```python", "this code is shown and not run", "```{code-cell} ipython3"
