"""The alt text of a figure speaks of the marks that are drawn.

Whoever does not see the chart is told by its alt text that it has bars or a line. After a chart has been drawn in
another way, or its block was copied, the words still speak of the old marks. The first word for marks in an alt text
is compared with what its cell draws (mark_bar, mark_line …); the words stand in `policy/words/drawn-marks.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.content import Content
from retorno.checks.reading.figure_code import figures
from retorno.checks.reading.finding_facts import said
from retorno.checks.reading.word_lists import expression, lists
from retorno.project.problems import Problem

SEVERITY = "error"
MAY_BE_ALLOWED = True
RULE = "drawn-marks"
BESIDE = ("text", "image", "rule")
"""Marks that stand beside others: words, and lines that mark a value; they count where nothing else is drawn."""


def check(content: Content) -> Iterator[Problem]:
    """Compare the alt text of each figure with the marks of its cell."""
    words = lists(content, RULE)
    if not words:
        return
    kinds = [(expression(content, RULE, rf"\b(?:{word})(?:e?s)?\b"), set(marks)) for word, marks in words.items()]
    for page in content.pages:
        for figure in figures(page):
            drawn = figure.marks - {*BESIDE} or figure.marks
            alt = said(figure.call.arguments.get("alt"))
            found = [(match, marks) for pattern, marks in kinds if (match := pattern.search(alt))]
            first, meant = min(found, key=lambda one: one[0].start(), default=(None, set()))
            if first and drawn and drawn.isdisjoint(meant):
                named = ", ".join(f"mark_{one}" for one in sorted(drawn))
                wrong = f"it speaks of “{first[0]}”, and the chart is drawn with {named}"
                place = f"figure {figure.id}, alt="
                yield Problem(page.file, figure.call.line, place, wrong, "a word for what is drawn, or another mark")
