"""The title, caption and alt text of a figure take their numbers from the data, and belong to this figure.

A number typed into title=, caption= or alt= stays when the data change: give it by fill("… {share} …",
share=number(…)). Years, dates and what is cited by its number (table 3) may be typed. An alt text
that stands at two figures was copied from one of them. The axis of a bar begins at nought, or the caption says
that it does not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from retorno.checks.reading import code
from retorno.checks.reading.content import Content, Page
from retorno.checks.reading.finding_facts import said
from retorno.checks.reading.sizes_in_words import size_words
from retorno.checks.reading.typed_numbers import typed
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
TEXTS = ("title", "caption", "alt")
RIGHT = 'fill("… {share} …", share=number(value, precision, "percent"))'


def check(content: Content) -> Iterator[Problem]:
    """Look at the texts of all figures."""
    alts: dict[str, str] = {}
    for page in content.pages:
        for call in code.calls(page):
            if call.name == "figure":
                yield from _numbers(content, page, call)
                alt, id = " ".join(said(call.arguments.get("alt")).split()), call.text("id") or ""
                if alt and alts.setdefault(alt, f"{page.file}:{id}") != f"{page.file}:{id}":
                    wrong = f"the alt text is that of the figure {alts[alt].rpartition(':')[2]}"
                    yield Problem(page.file, _line(call, "alt"), f"figure {id}, alt=", wrong, "what this figure shows")


def _numbers(content: Content, page: Page, call: code.Call) -> Iterator[Problem]:
    id = call.text("id") or ""
    for name in TEXTS:
        text = re.sub(r"\{\w+\}", lambda match: " " * len(match[0]), said(call.arguments.get(name)))
        for number in typed(content, text):
            wrong = f"“{number}” is typed into the text of a figure, and stays when the data change"
            yield Problem(page.file, _line(call, name), f"figure {id}, {name}=", wrong, RIGHT)
        if name == "title" and (size := size_words(content).search(text)):
            wrong = f"“{' '.join(size[0].split())}” is typed into the title of a figure, and stays when the data change"
            yield Problem(page.file, _line(call, name), f"figure {id}, title=", wrong, RIGHT)


def _line(call: code.Call, argument: str) -> int:
    """The line of an argument, in the file."""
    node = call.arguments.get(argument)
    first = call.node.lineno
    return call.line + (getattr(node, "lineno", first) - first if isinstance(node, ast.AST) else 0)
