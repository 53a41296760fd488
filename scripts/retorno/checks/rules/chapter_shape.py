"""Every chapter has the same shape: what one will learn, the text, and what a teacher needs.

A chapter of the four parts on policy and every analysis opens with an admonition of class
`learn`, before its first section. It ends with the sections *Key points*, *What we do not know*,
*Questions for discussion* and *Exercise*, in this order; the exercise is a directive with the label
`exercise-` and the name of the file, and has a solution. An analysis shows at least one figure,
with `caption=` and `alt=`. The page of cited figures, which only lists, need not keep to this, nor
does a page that says why it is of another kind, in a comment: `% chapter-shape: not a chapter, …`.
"""

from __future__ import annotations

from collections.abc import Iterator

from retorno.checks.reading.chapters import chapters
from retorno.checks.reading.code import calls
from retorno.checks.reading.content import Content, Page
from retorno.project.problems import Problem

SEVERITY = "error"

SECTIONS = ("Key points", "What we do not know", "Questions for discussion", "Exercise")


def check(content: Content) -> Iterator[Problem]:
    """Compare each chapter with the shape."""
    for page in chapters(content):
        yield from _opening(page)
        yield from _sections(page)
        yield from _exercise(page)
        if page.name.startswith("chapters/analyses/"):
            yield from _figures(page)


def _opening(page: Page) -> Iterator[Problem]:
    first = next((heading.line for heading in page.headings if heading.level > 1), len(page.lines) + 1)
    learn = [each.line for each in page.directives("admonition") if "learn" in each.option("class").split()]
    if not learn or learn[0] > first:
        wrong = "the chapter does not open with what one will learn"
        right = "before the first section: :::{admonition} What you will learn, then :class: learn, then a list"
        yield Problem(page.file, min(first, len(page.lines)), "", wrong, right)


def _sections(page: Page) -> Iterator[Problem]:
    lines = {heading.text: heading.line for heading in page.headings if heading.level == 2}
    for name in SECTIONS:
        if name not in lines:
            wrong = f"the section “{name}” is missing"
            yield Problem(page.file, 0, f"## {name}", wrong, "every chapter has one, even a short one")
    present = [name for name in SECTIONS if name in lines]
    if present != sorted(present, key=lines.__getitem__):
        line = min(lines[name] for name in present)
        yield Problem(page.file, line, "", "the closing sections are out of order", ", ".join(SECTIONS))


def _exercise(page: Page) -> Iterator[Problem]:
    label = f"exercise-{page.name.rpartition('/')[2]}"
    if not any(each.option("label") == label for each in page.directives("exercise")):
        wrong = f"there is no exercise with the label {label}"
        yield Problem(page.file, 0, label, wrong, f":::{{exercise}} and below it :label: {label}")
    if not any(each.argument == label for each in page.directives("solution")):
        yield Problem(page.file, 0, label, "the exercise has no solution", f":::{{solution}} {label}")


def _figures(page: Page) -> Iterator[Problem]:
    shown = [call for call in calls(page) if call.name == "figure"]
    if not shown:
        right = "figure(chart, id=…, title=…, caption=…, alt=…)"
        yield Problem(page.file, 0, "", "the analysis shows no figure", right)
    for call in shown:
        for argument in ("caption", "alt"):
            if argument not in call.arguments or call.text(argument) == "":
                wrong = f"the figure has no {argument} text"
                yield Problem(page.file, call.line, f"{argument}=", wrong, "caption= and alt= say what a reader needs")
